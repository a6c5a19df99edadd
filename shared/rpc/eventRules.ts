/** How each event of the engine is thinned out on its way to a window: progress 20 a second, curves 5 a second. */
import type { EngineEvent, EngineEvents } from '../contract/contract.ts';
import type { TrainingView } from '../contract/views.ts';
import type { EventRule } from './eventQueue.ts';

const latest = <T>(_waiting: readonly T[], next: T): readonly T[] => [next];

/** Log lines that a busy window may fall behind before the oldest are forgotten. */
const logBacklog = 500;

/** The newer state with the curve's points of both; a point of step 0 begins a new curve, so that older ones go. */
export function mergeTraining(waiting: TrainingView, next: TrainingView): TrainingView {
  const fresh = next.points.some((point) => point.step === 0);
  return fresh ? next : { ...next, points: [...waiting.points, ...next.points] };
}

export const eventRules: { readonly [E in EngineEvent]: EventRule<EngineEvents[E]> } = {
  'data.progress': { interval: 50, combine: latest },
  training: {
    interval: 50,
    combine: (waiting, next) => [waiting.length === 0 ? next : mergeTraining(waiting[0], next)],
  },
  curves: { interval: 200, combine: latest },
  model: { interval: 0, combine: latest },
  dataset: { interval: 0, combine: latest },
  formulaSearch: { interval: 50, combine: latest },
  editing: { interval: 50, combine: latest },
  log: { interval: 0, combine: (waiting, next) => [...waiting, next].slice(-logBacklog) },
};
