/** Straight lines, of logarithms or of the values themselves where the network sees logarithms. */
import type { Feature } from '../data/dataset/dataset.ts';
import { edgeIndex, type KanModel } from '../kan/model.ts';
import { edgeRefs, isPresent, isSpline } from '../kan/places.ts';
import { slicesOf } from '../kan/slices.ts';
import { designOf, filled, linesOfValues, linesTogether, type Design } from './design.ts';
import { eitherLearner } from './either.ts';
import type { Question } from './fitDesign.ts';
import { foldsOf, type Folds } from './folds.ts';
import { designLearner, type Learner, type Written } from './learners.ts';
import { modelOf } from './toModel.ts';
import { termsOf, type Term } from './terms.ts';

/** The smallest network that straight lines can be written in. */
const [leastGrid, lineOrder] = [4, 1];
const rounding = 1e-9;

/**
 * An input that spreads over decades may still act in proportion to its value, as a concentration does in a calibration:
 * the held-out rows choose between straight lines of all logarithms and of all values.
 * @param ofLogarithms straight lines of what the network sees. @param learnerOf how lines are fitted to a design.
 */
export function bestLines(
  terms: readonly Term[],
  folds: Folds,
  question: Question,
  ofLogarithms: Learner,
  learnerOf: (question: Question, design: Design) => Learner,
): Learner<Written> {
  if (terms.every(({ ofValues }) => ofValues === null)) return ofLogarithms;
  const design = designOf(question.rows, filled(linesOfValues(terms)));
  return eitherLearner(question, folds, ofLogarithms, learnerOf(question, design));
}

/** Straight lines by themselves. @param inputs [input][row] */
export async function straightLines(
  question: Question,
  features: readonly Feature[],
  inputs: Float64Array,
): Promise<KanModel> {
  const terms = termsOf(features, inputs, question.rows, leastGrid, lineOrder);
  const design = designOf(question.rows, filled(linesTogether(terms.terms)));
  const learner = designLearner(question, design);
  const folds = foldsOf(question, inputs, 0, 0);
  return modelOf(await bestLines(terms.terms, folds, question, learner, designLearner).learn(null), terms);
}

/** Whether a network is a sum of straight lines, of what it sees or of the values themselves. */
export function isStraight(model: KanModel, features: readonly Feature[]): boolean {
  const edges = edgeRefs(model, isPresent);
  if (model.layers.length > 1 || edges.length === 0 || edgeRefs(model, isSpline).length > 0) return false;
  const [layer] = model.layers;
  const { affine } = slicesOf(model, 0);
  return edges.every(({ input, output }) => {
    const edge = edgeIndex(layer, input, output);
    const { logarithm, scale } = features[input].scaling;
    const isValue = logarithm === true && Math.abs(affine[4 * edge] / scale - 1) < rounding;
    return layer.symbolic[edge] === 'x' || (layer.symbolic[edge] === 'exp' && isValue);
  });
}
