/** What is said of work that the end of the app has interrupted. Pure. */
import type { WorkKind } from '../contract/workKinds.ts';

/** What each kind of it is called in a sentence. */
const workNames: Readonly<Record<WorkKind, string>> = {
  training: 'a training run',
  formulas: 'a search for formulas',
  comparison: 'a comparison with MLPs',
  sizes: 'a comparison of sizes',
  phases: 'learning in phases',
  equation: 'the solution of an equation',
};

/** What was under way when the app ended, for its next start; '' for nothing. */
export function interruptedText(work: readonly WorkKind[]): string {
  if (work.length === 0) return '';
  return `When the app ended, it stopped ${work.map((kind) => workNames[kind]).join(' and ')}. What was found until then is here.`;
}
