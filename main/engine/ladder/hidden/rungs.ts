/** Networks with hidden layers as rungs: they are trained by the automatic run of train/auto. */
import type { Dataset, Split } from '../../data/dataset/dataset.ts';
import { shapeOf, type KanModel } from '../../kan/model.ts';
import { networkFor } from '../../train/freshNetwork.ts';
import { errorOfLoss } from '../../train/objective/errorOfLoss.ts';
import { plainObjective } from '../../train/objective/objective.ts';
import { fit } from '../../train/run/fit.ts';
import type { FitStep, FitTask } from '../../train/steps/task.ts';
import { withInnerValidation } from '../../data/dataset/innerValidation.ts';
import { chosenRung } from '../choice.ts';
import type { Climb } from '../climb.ts';
import { comparable, heldOutLosses, lossOf, type HeldOut } from '../judging/judge.ts';
import { titleOf } from '../kinds.ts';
import { lowest, type Reached } from '../reached.ts';
import { deeperPlan, goesOn, hiddenPlan, lawGain, operationsFor, stepsFor, type HiddenPlan } from './plan.ts';
import { withValidation } from './validation.ts';

type Expects = HiddenPlan['expects'];

/** What the networks of one run have in common. */
interface Networks {
  readonly climb: Climb;
  /** The data set with rows to choose by. */
  readonly chosenBy: Dataset;
  /** These rows, among all rows. */
  readonly judges: Uint32Array;
  /** An untrained network of these layers. */
  readonly sized: (layers: readonly number[]) => KanModel;
}

/** A rung of a network that was trained on fewer rows than it may use, for what it was expected to find. */
interface Trial {
  readonly rung: Reached;
  readonly expects: Expects;
}

/** Trains the networks that are worth it, and adds those that become rungs. Yields the steps of their training. */
export async function* hiddenRungs(climb: Climb): AsyncGenerator<FitStep, void> {
  const { task, all, folds, question } = climb;
  const { dataset, model: start, seed } = task;
  const [{ grid, order, base }] = start.layers;
  const sized = (layers: readonly number[]): KanModel =>
    layers.join() === shapeOf(start).slice(1, -1).join()
      ? start
      : networkFor(dataset, { hidden: [...layers], grid, order, seed, baseFunction: base });
  const plan = hiddenPlan(climb.smoothRungs, question, sized);
  const { dataset: chosenBy, rows: judges } = withValidation(dataset, all, folds);
  const networks: Networks = { climb, chosenBy, judges, sized };
  const trials = [...(yield* oneLayer(networks, plan))];
  const smooth = climb.smoothRungs;
  const deep = climb.isOver ? null : deeperPlan(smooth, chosenRung(smooth), question, plan.strong, sized);
  if (deep !== null) {
    const mostError = errorOfLoss(deep.mostLoss, dataset.encoding);
    const trial = yield* triesGain(networks, deep.layers, 'law', mostError);
    if (trial !== null) trials.push(trial);
  }
  const { chosen } = climb;
  const trial = trials.find(({ rung }) => rung === chosen);
  if (trial === undefined || climb.isOver) return;
  const model = yield* train(networks, chosenBy, chosen.model, trial.expects, { fresh: false });
  if (model !== null) climb.trainOn(chosen, model);
}

/** Trains the networks of the plan, one after the other, while they promise something. @returns the trials among them */
async function* oneLayer(
  of: Networks,
  { networks, expects, largest }: HiddenPlan,
): AsyncGenerator<FitStep, readonly Trial[]> {
  const { climb } = of;
  const trials: Trial[] = [];
  const best = lowest(climb.smoothRungs).heldOut.mean;
  for (const layers of networks) {
    const errors = trials.map(({ rung }) => rung.heldOut.mean);
    if (climb.isOver || !goesOn(errors, best)) break;
    if (expects === 'law') {
      const error = yield* findsLaw(of, largest, lawGain * best);
      // The run chose its model on these rows, so its error on them is optimistic. A fall to `lawGain` is still too
      // large to be chance; and where even this error has not fallen, there is no gain.
      if (error <= lawGain * best || !(error < best)) break;
    }
    const trial = yield* triesGain(of, layers, expects);
    if (trial === null) break;
    trials.push(trial);
    const { mean } = trial.rung.heldOut;
    if (mean <= lawGain * best && !climb.isOver) {
      if (largest.length > 0 && largest.join() !== layers.join()) yield* findsLaw(of, largest, mean);
      break;
    }
  }
  return trials;
}

/** Trains a network for a law. It becomes a rung where its error is at most `goal`. @returns its error */
async function* findsLaw(
  of: Networks,
  layers: readonly number[],
  goal: number,
): AsyncGenerator<FitStep, number> {
  const model = yield* train(of, of.chosenBy, of.sized(layers), 'law');
  if (model === null) return Infinity;
  const heldOut = await judged(of, model);
  if (heldOut.mean <= goal) of.climb.add({ kind: 'hidden', model, heldOut, freedom: null });
  return heldOut.mean;
}

/**
 * Trains a network for a smaller gain, which is measured on rows that the run does not use. If it is chosen, its training
 * continues on all rows.
 */
async function* triesGain(
  of: Networks,
  layers: readonly number[],
  expects: Expects,
  mostError?: number,
): AsyncGenerator<FitStep, Trial | null> {
  const on = withInnerValidation(of.chosenBy);
  const model = yield* train(of, on, of.sized(layers), expects, { mostError });
  if (model === null) return null;
  const heldOut = await judged(of, model);
  return { rung: of.climb.add({ kind: 'hidden', model, heldOut, freedom: null }), expects };
}

/**
 * The automatic run of a network on a data set; its steps continue the count, and the best rung so far stays the best
 * model.
 * @param mostError the run ends early where its first starts have a larger error.
 */
async function* train(
  { climb }: Networks,
  on: Dataset,
  network: KanModel,
  expects: Expects,
  { fresh = true, mostError = Infinity } = {},
): AsyncGenerator<FitStep, KanModel | null> {
  const { task, all, question } = climb;
  const before = climb.standing();
  const first = climb.step;
  let model: KanModel | null = null;
  const rung = titleOf({ kind: 'hidden', model: network }, question.classifies);
  const worth = stepsFor(network, all.rows, expects);
  const steps = Math.max(1, Math.min(task.setup.steps - first, worth));
  for await (const next of fit({
    ...task,
    fresh,
    mostError,
    operations: operationsFor(expects),
    model: network,
    dataset: on,
    setup: { ...task.setup, steps },
  })) {
    if (next.step === 0) continue;
    climb.step = first + next.step;
    model = next.best.model;
    const point = next.point && { ...next.point, step: climb.step };
    yield { ...next, step: climb.step, point, rung, ...before };
  }
  return model;
}

/** The error of a network on the rows that it was chosen by. */
async function judged({ climb, judges }: Networks, model: KanModel): Promise<HeldOut> {
  const { task, all, question, rungs } = climb;
  const outputs = await outputsOn(task, model, all);
  const own = heldOutLosses(question, judges, judges.length / (all.rows - judges.length), (row) =>
    lossOf(question, outputs, row),
  );
  return comparable(own, lowest(rungs).heldOut);
}

/** Outputs of the network, by output, [row]. */
async function outputsOn(
  { backend, dataset, wrap }: FitTask,
  model: KanModel,
  split: Split,
): Promise<Float64Array[]> {
  const { encoding } = dataset;
  const evaluator = wrap(backend.evaluator(model, split, plainObjective(encoding)), split.rows);
  try {
    const outputs = await evaluator.forward(model.params);
    return encoding.outputs.map((_, o) => outputs.slice(o * split.rows, (o + 1) * split.rows));
  } finally {
    evaluator.dispose();
  }
}
