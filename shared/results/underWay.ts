/** What is said of work that the end of the app has interrupted. Pure. */
import { wholeWorkKinds, type WorkKind } from '../contract/workKinds.ts';
import { listed } from '../listed.ts';

/** What each kind of it is called in a sentence. */
const workNames: Readonly<Record<WorkKind, string>> = {
  training: 'a training run',
  formulas: 'a search for formulas',
  comparison: 'a comparison with MLPs',
  sizes: 'a comparison of sizes',
  phases: 'learning in phases',
  equation: 'the solution of an equation',
  table: 'the reading of a table',
  simplification: 'a search for smaller networks',
  edit: 'a change of the network',
  saving: 'the saving of a file',
};

/** What was under way when the app ended, for its next start; '' for nothing. */
export function interruptedText(work: readonly WorkKind[]): string {
  const whole: readonly WorkKind[] = wholeWorkKinds;
  const lost = work.filter((kind) => whole.includes(kind));
  const kept = work.filter((kind) => !whole.includes(kind));
  return [
    ...(kept.length === 0
      ? []
      : [`When the app ended, it stopped ${named(kept)}. What was found until then is here.`]),
    ...(lost.length === 0
      ? []
      : [`When the app ended, it stopped ${named(lost)}, of which nothing is kept. Start again.`]),
  ].join(' ');
}

const named = (work: readonly WorkKind[]): string => listed(work.map((kind) => workNames[kind]));
