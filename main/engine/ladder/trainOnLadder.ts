/**
 * The automatic run of a network whose size is left open: it fits models from the simplest on, compares their errors on
 * rows that they were not trained on, and chooses one. Where hidden layers may lower the error, they are trained by the
 * automatic run of train/auto.
 */
import { plainObjective } from '../train/objective/objective.ts';
import { errorOfLoss } from '../train/objective/errorOfLoss.ts';
import { fit } from '../train/run/fit.ts';
import type { FitStep, FitTask, Ladder } from '../train/steps/task.ts';
import type { RungKind } from '../../../shared/contract/views/ladder.ts';
import { errorText } from '../../../shared/figures.ts';
import type { Dataset, Split } from '../data/dataset/dataset.ts';
import type { Encoding } from '../data/encoding/encoding.ts';
import type { Joins } from '../symbolic/laws/named/namedWholes.ts';
import { groupsAt } from '../data/dataset/groups.ts';
import { fromUnits } from '../data/table/scaling.ts';
import { withBase } from '../kan/base.ts';
import { shapeOf, type KanModel } from '../kan/model.ts';
import { networkFor } from '../train/freshNetwork.ts';
import type { Ending } from '../optim/optimizer.ts';
import { boostedRung, worthBoosting } from './boosted/rung.ts';
import { chosenRung } from './choice.ts';
import type { Question } from './fitDesign.ts';
import { foldsOf } from './folds.ts';
import {
  deeperPlan,
  goesOn,
  hiddenPlan,
  lawGain,
  lowest,
  operationsFor,
  stepsFor,
  togetherOf,
  withInnerValidation,
  withValidation,
  type HiddenPlan,
} from './hiddenLayers.ts';
import { comparable, heldOutLosses, lossOf, type HeldOut } from './judge.ts';
import { blendOf, judgedBy, ladderViewOf, titleOf } from './ladderView.ts';
import { inputsWithLogarithms } from './rescaled.ts';
import { lawRung, worthJoins } from './law.ts';
import { robustPlan } from './robustPlan.ts';
import type { Reached } from './reached.ts';
import { linearRungs, logRungs, robustRungs } from './rungs.ts';
import { logarithm, type TargetScale } from './targetScale.ts';

/** The fields that every step of the run has. */
type Standing = Pick<FitStep, 'best'> & { readonly ladder: Ladder };

/** The most rows for the rungs of linear algebra: more rows hardly change them. */
export const mostRows = 20_000;

/**
 * Yields a step for each rung, then the steps of hidden layers where they are tried. The best model is the chosen rung.
 * @param task its network is the untrained start of the hidden layers.
 */
export async function* trainOnLadder(task: FitTask): AsyncGenerator<FitStep, Ending> {
  const { dataset, seed, model: start, setup } = task;
  const { encoding } = dataset;
  const all = togetherOf(dataset, mostRows);
  const question = questionOf(all, dataset, task.breathe ?? (() => undefined));
  const folds = foldsOf(question, all.inputs, all.rows - dataset.train.rows, seed);
  const [{ grid, order, base }] = start.layers;
  const isPositive = inputsWithLogarithms(encoding, [all, dataset.test]);
  const table = { features: encoding.features, inputs: all.inputs, isPositive, grid: grid + 1, order };
  const rungs: (Reached & { readonly step: number })[] = [];
  const standing = (): Standing => {
    const chosen = chosenRung(rungs);
    return {
      best: rungs[chosen],
      ladder: {
        view: ladderViewOf(rungs, chosen, encoding, all.tableRows, folds, validated),
        models: rungs.map(({ model }) => model),
      },
    };
  };
  const validated = dataset.validation.rows > 0;
  yield { step: 0, model: start, point: null, best: { model: start, step: 0 }, note: null };
  let step = 0;
  const linear = async function* (): AsyncGenerator<Reached, void> {
    const inputs = encoding.features.length;
    const law = (joins?: Joins): ReturnType<typeof lawRung> =>
      lawRung(question, encoding, all, folds, rungs[0].heldOut, joins);
    for await (const rung of linearRungs(question, table, folds)) {
      yield rung;
      const found = inputs === 1 && rung.kind === 'lines' ? await law() : null;
      if (found !== null) yield found;
    }
    const lines = rungs.find(({ kind }) => kind === 'lines');
    const scale = logarithmOf(question, encoding);
    const exact = lowest(rungs).heldOut.mean < exactly * rungs[0].heldOut.mean;
    if (lines === undefined || exact) return;
    if (scale !== null) yield* logRungs(scale, question, table, folds, lines.heldOut);
    const robust = robustPlan(rungs, question);
    if (robust !== null) yield* robustRungs(question, robust, table, folds);
    const joins = inputs > 1 ? worthJoins(rungs, question) : null;
    const found = joins && (await law(joins));
    if (found !== null) yield found;
  };
  /** Adds a rung that was fitted in one step. */
  const fitted = (found: Reached): FitStep => {
    const rung = { ...found, model: withBase(found.model, base) };
    step++;
    rungs.push({ ...rung, step });
    const error = errorOfLoss(rung.heldOut.mean, encoding);
    const which = rung.law?.name ?? blendOf(rung);
    const title = titleOf(rung, question.classifies);
    const name = title + (which === '' ? '' : ` (${which})`);
    const note = `${name}: error ${errorText(error, 3)} in ${judgedBy(folds)}.`;
    return { step, model: rung.model, point: null, note, rung: title, ...standing() };
  };
  for await (const found of linear()) {
    yield fitted(found);
    if (step >= setup.steps) return 'iterations';
  }
  if (worthBoosting(rungs, question, encoding.features.length)) {
    yield fitted(await boostedRung(question, all.inputs, folds));
    if (step >= setup.steps) return 'iterations';
  }
  /**
   * Whether hidden layers are tried depends on the rungs without corners (a law has none), and not on sums and products of laws,
   * which can imitate another law.
   */
  const smooth = (): typeof rungs =>
    rungs.filter(({ kind, law }) => !cornered.has(kind) && law?.isOfSeveral !== true);
  const sized = (layers: readonly number[]): KanModel =>
    layers.join() === shapeOf(start).slice(1, -1).join()
      ? start
      : networkFor(dataset, { hidden: [...layers], grid, order, seed, baseFunction: base });
  const plan = hiddenPlan(smooth(), question, sized);
  /**
   * The automatic run of a network on a data set; its steps continue the count, and the best rung so far stays the best
   * model.
   * @param mostError the run ends early where its first starts have a larger error.
   */
  const hidden = async function* (
    on: Dataset,
    network: KanModel,
    expects: HiddenPlan['expects'],
    { fresh = true, mostError = Infinity } = {},
  ): AsyncGenerator<FitStep, KanModel | null> {
    const before = standing();
    const first = step;
    let model: KanModel | null = null;
    const rung = titleOf({ kind: 'hidden', model: network }, question.classifies);
    const worth = stepsFor(network, all.rows, expects);
    const steps = Math.max(1, Math.min(setup.steps - first, worth));
    for await (const next of fit({
      ...task,
      fresh,
      mostError,
      operations: operationsFor(expects),
      model: network,
      dataset: on,
      setup: { ...setup, steps },
    })) {
      if (next.step === 0) continue;
      step = first + next.step;
      model = next.best.model;
      yield { ...next, step, point: next.point && { ...next.point, step }, rung, ...before };
    }
    return model;
  };
  const judged = async (model: KanModel, rows: Uint32Array): Promise<HeldOut> => {
    const outputs = await outputsOn(task, model, all);
    const own = heldOutLosses(question, rows, rows.length / (all.rows - rows.length), (row) =>
      lossOf(question, outputs, row),
    );
    return comparable(own, lowest(rungs).heldOut);
  };
  const { dataset: chosenBy, rows: judges } = withValidation(dataset, all, folds);
  const best = lowest(smooth()).heldOut.mean;
  const reached = (model: KanModel, heldOut: HeldOut): Reached & { readonly step: number } => {
    return { kind: 'hidden', model, heldOut, freedom: null, step };
  };
  /** Trains a network for a law. It becomes a rung where its error is at most `goal`. @returns its error */
  const findsLaw = async function* (
    layers: readonly number[],
    goal: number,
    mostError?: number,
  ): AsyncGenerator<FitStep, number> {
    const model = yield* hidden(chosenBy, sized(layers), 'law', { mostError });
    if (model === null) return Infinity;
    const heldOut = await judged(model, judges);
    if (heldOut.mean <= goal) rungs.push(reached(model, heldOut));
    return heldOut.mean;
  };
  const trials = new Map<Reached, HiddenPlan['expects']>();
  /**
   * Trains a network for a smaller gain, which is measured on rows that the run does not use. If it is chosen, its training
   * continues on all rows.
   */
  const triesGain = async function* (
    layers: readonly number[],
    expects: HiddenPlan['expects'],
    mostError?: number,
  ): AsyncGenerator<FitStep, Reached | null> {
    const model = yield* hidden(withInnerValidation(chosenBy), sized(layers), expects, { mostError });
    if (model === null) return null;
    const rung = reached(model, await judged(model, judges));
    trials.set(rung, expects);
    rungs.push(rung);
    return rung;
  };
  for (const layers of plan.networks) {
    const errors = [...trials.keys()].map(({ heldOut }) => heldOut.mean);
    if (step >= setup.steps || !goesOn(errors, best)) break;
    if (plan.expects === 'law') {
      const error = yield* findsLaw(plan.largest, lawGain * best);
      // The run chose its model on these rows, so its error on them is optimistic. A fall to `lawGain` is still too
      // large to be chance; and where even this error has not fallen, there is no gain.
      if (error <= lawGain * best || !(error < best)) break;
    }
    const rung = yield* triesGain(layers, plan.expects);
    if (rung === null) break;
    if (rung.heldOut.mean <= lawGain * best && step < setup.steps) {
      const larger = plan.largest.length > 0 && plan.largest.join() !== layers.join();
      if (larger) yield* findsLaw(plan.largest, rung.heldOut.mean);
      break;
    }
  }
  const deep =
    step < setup.steps ? deeperPlan(smooth(), chosenRung(smooth()), question, plan.strong, sized) : null;
  if (deep !== null) {
    yield* triesGain(deep.layers, 'law', errorOfLoss(deep.mostLoss, encoding));
  }
  const taken = rungs[chosenRung(rungs)];
  const expected = trials.get(taken);
  if (expected !== undefined && step < setup.steps) {
    const model = yield* hidden(chosenBy, taken.model, expected, { fresh: false });
    if (model !== null) rungs[rungs.indexOf(taken)] = { ...taken, model, step };
  }
  const { best: kept, ...found } = standing();
  yield { step, model: kept.model, point: null, best: kept, note: found.ladder.view.sentence, ...found };
  return step >= setup.steps ? 'iterations' : 'converged';
}

/** Rungs of polygons. */
const cornered: ReadonlySet<RungKind> = new Set(['levels', 'boosted']);

/** Below this share of the constant's error a law is found. */
const exactly = 1e-10;

function logarithmOf(question: Question, { task, outputs }: Encoding): TargetScale | null {
  if (task === 'classification') return null;
  const [{ scaling }] = outputs;
  return logarithm(question, fromUnits(scaling, 0));
}

/** The data of a fit, from some rows. @param split of the table that the groups are of */
export function questionOf(
  split: Split,
  { encoding, groups }: Pick<Dataset, 'encoding' | 'groups'>,
  breathe: Question['breathe'],
): Question {
  const { rows, targets, weights } = split;
  const own = groups && groupsAt(groups, split.tableRows);
  const total = weights?.reduce((sum, weight) => sum + weight, 0) ?? rows;
  return {
    rows,
    targets,
    outputs: encoding.outputs.length,
    classifies: encoding.task === 'classification',
    weights: weights && weights.map((weight) => (weight * rows) / total),
    // A single group cannot be held out.
    ...(own && new Set(own.of).size > 1 && { groups: own }),
    breathe,
  };
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
