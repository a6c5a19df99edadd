/** Straight lines, also on scales that the network does not see. */
import type { Feature } from '../../data/encoding/encoding.ts';
import { edgeIndex, type KanModel } from '../../kan/model.ts';
import { edgeRefs, isPresent, isSpline } from '../../kan/places.ts';
import { slicesOf } from '../../kan/slices.ts';
import { designOf, filled, linesOn, linesTogether, type Design } from '../fits/design.ts';
import { bestLearner } from './bestLearner.ts';
import { significant } from '../judging/judge.ts';
import type { Question } from '../fits/fitDesign.ts';
import { foldsOf, type Folds } from '../judging/folds.ts';
import { designLearner, type Learner, type Written } from '../fits/learners.ts';
import type { Scale } from '../terms/rescaled.ts';
import { modelOf } from './toModel.ts';
import { termsOf, type Term } from '../terms/terms.ts';

/** The smallest network that straight lines can be written in. */
const [leastGrid, lineOrder] = [4, 1];
const rounding = 1e-9;

/** The other scales on which lines are tried. */
const scales: readonly Scale[] = ['values', 'logarithms'];
/** Standard errors by which lines on another scale must lower the error. */
const better = 0.5;

/**
 * The network sees the logarithm of an input that spreads over decades, and the values of others. An input over decades
 * may still act in proportion to its value, as a concentration does in a calibration; and in a product of powers all
 * inputs act by their logarithms. So lines are also tried in all values, and in all logarithms. Beside a target that is no
 * logarithm itself, the logarithm of a value is a curve, and must be better at the 5 % level, as curves must.
 * @param seen straight lines of what the network sees. @param learnerOf how lines are fitted to a design.
 * @param ofLogarithm whether the target is the logarithm of what is judged.
 */
export function bestLines(
  terms: readonly Term[],
  folds: Folds,
  question: Question,
  seen: Learner,
  learnerOf: (question: Question, design: Design) => Learner,
  ofLogarithm = false,
): Learner<Written> {
  const rivals = scales
    .filter((scale) => terms.some(({ rescaled }) => rescaled[scale] !== undefined))
    .map((scale) => ({
      learner: learnerOf(question, designOf(question.rows, filled(linesOn(scale, terms)))),
      errors: scale === 'logarithms' && !ofLogarithm ? significant : better,
    }));
  return bestLearner(question, folds, seen, rivals);
}

/** Straight lines by themselves. @param inputs [input][row] @param isPositive by input, whether it has logarithms. */
export async function straightLines(
  question: Question,
  features: readonly Feature[],
  inputs: Float64Array,
  isPositive: readonly boolean[],
): Promise<KanModel> {
  const terms = termsOf(features, inputs, question.rows, leastGrid, lineOrder, { isPositive });
  const design = designOf(question.rows, filled(linesTogether(terms.terms)));
  const learner = designLearner(question, design);
  const folds = foldsOf(question, inputs, 0, 0);
  return modelOf(await bestLines(terms.terms, folds, question, learner, designLearner).learn(null), terms);
}

/** Whether two numbers are the same but for rounding. */
function near(one: number, other: number): boolean {
  return Math.abs(one - other) <= rounding * Math.max(Math.abs(one), Math.abs(other));
}

/** Whether a network is a sum of straight lines, of what it sees or on another scale. */
export function isStraight(model: KanModel, features: readonly Feature[]): boolean {
  const edges = edgeRefs(model, isPresent);
  if (model.layers.length > 1 || edges.length === 0 || edgeRefs(model, isSpline).length > 0) return false;
  const [layer] = model.layers;
  const { affine } = slicesOf(model, 0);
  return edges.every(({ input, output }) => {
    const edge = edgeIndex(layer, input, output);
    const name = layer.symbolic[edge];
    if (name === 'x') return true;
    const { logarithm = false, scale, shift } = features[input].scaling;
    const [a, b] = affine.subarray(4 * edge, 4 * edge + 2);
    return logarithm ? name === 'exp' && near(a, scale) : name === 'log' && near(b * scale, a * shift);
  });
}
