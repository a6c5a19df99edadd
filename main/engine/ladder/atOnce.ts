/** The rungs that are fitted in one step each, the simplest first. */
import type { Encoding } from '../data/encoding/encoding.ts';
import { fromUnits } from '../data/table/scaling.ts';
import type { Joins } from '../symbolic/laws/named/namedWholes.ts';
import { boostedRung, worthBoosting } from './boosted/rung.ts';
import type { Climb } from './climb.ts';
import type { Question } from './fits/fitDesign.ts';
import { lawRung, worthJoins } from './law.ts';
import { lowest, type Reached } from './reached.ts';
import { inputsWithLogarithms } from './terms/rescaled.ts';
import { robustPlan } from './robustPlan.ts';
import { linearRungs, logRungs, robustRungs } from './rungs.ts';
import { logarithm, type TargetScale } from './linear/targetScale.ts';

/** Below this share of the constant's error a law is found. */
const exactly = 1e-10;

/**
 * Yields the rungs from the simplest on: those of linear algebra, laws, boosted curves and pairs.
 * @param climb each rung is added to it before the next one is asked for: whether a rung is tried depends on those before.
 */
export async function* rungsAtOnce(climb: Climb): AsyncGenerator<Reached, void> {
  const { question, folds, all, task } = climb;
  yield* withoutTrees(climb);
  if (worthBoosting(climb.rungs, question, task.dataset.encoding.features.length))
    yield await boostedRung(question, all.inputs, folds);
}

async function* withoutTrees(climb: Climb): AsyncGenerator<Reached, void> {
  const { question, folds, all, task } = climb;
  const { encoding, test } = task.dataset;
  const [{ grid, order }] = task.model.layers;
  const isPositive = inputsWithLogarithms(encoding, [all, test]);
  const table = { features: encoding.features, inputs: all.inputs, isPositive, grid: grid + 1, order };
  const several = encoding.features.length > 1;
  const law = (joins?: Joins): ReturnType<typeof lawRung> =>
    lawRung(question, encoding, all, folds, climb.rungs[0].heldOut, joins);
  for await (const rung of linearRungs(question, table, folds)) {
    yield rung;
    const found = !several && rung.kind === 'lines' ? await law() : null;
    if (found !== null) yield found;
  }
  const { rungs } = climb;
  const lines = rungs.find(({ kind }) => kind === 'lines');
  const scale = logarithmOf(question, encoding);
  const exact = lowest(rungs).heldOut.mean < exactly * rungs[0].heldOut.mean;
  if (lines === undefined || exact) return;
  if (scale !== null) yield* logRungs(scale, question, table, folds, lines.heldOut);
  const robust = robustPlan(climb.rungs, question);
  if (robust !== null) yield* robustRungs(question, robust, table, folds);
  const joins = several ? worthJoins(climb.rungs, question) : null;
  const found = joins && (await law(joins));
  if (found !== null) yield found;
}

function logarithmOf(question: Question, { task, outputs }: Encoding): TargetScale | null {
  if (task === 'classification') return null;
  const [{ scaling }] = outputs;
  return logarithm(question, fromUnits(scaling, 0));
}
