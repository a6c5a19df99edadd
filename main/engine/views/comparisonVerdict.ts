/** Which of a network and the MLPs has the lower error, in a sentence or two. */
import type { ComparedModel, ComparisonView } from '../../../shared/contract/views/comparison.ts';
import { countText, errorText, numberText, plural, secondsText } from '../../../shared/figures.ts';
import { comparedError, perceptronName } from '../../../shared/results/comparedModels.ts';

/** Index of the MLP with the lowest test error; null where none has one yet. */
export function bestPerceptron({ perceptrons }: Pick<ComparisonView, 'perceptrons'>): number | null {
  const errors = perceptrons.map(comparedError).map((error) => (Number.isNaN(error) ? Infinity : error));
  const lowest = Math.min(...errors);
  return lowest === Infinity ? null : errors.indexOf(lowest);
}

/**
 * The best MLP is the one with the lowest error on the test rows, which is in its favour.
 * @param clear whether the difference of the errors is larger than twice its standard error.
 */
export function comparisonVerdict(
  { kan, perceptrons, measure, rows }: Pick<ComparisonView, 'kan' | 'perceptrons' | 'measure' | 'rows'>,
  clear: boolean,
): string {
  const best = bestPerceptron({ perceptrons });
  if (kan === null || best === null) return '';
  const mlp = perceptrons[best];
  const name = perceptronName(mlp.hidden);
  const test = `${measure} on the ${countText(rows.test)} test rows`;
  if (!clear) {
    return `The KAN and the best MLP are equally good: ${test} ${reached(kan)}, and ${reached(mlp)} for ${name}. The difference is less than twice its standard error.`;
  }
  const kanWins = comparedError(kan) < comparedError(mlp);
  const [winner, loser] = kanWins ? [kan, mlp] : [mlp, kan];
  const ratio = timesText(comparedError(loser) / comparedError(winner));
  const names = ['The KAN', `The best MLP, ${name},`];
  const [first, second] = kanWins ? names : names.toReversed();
  return `${first} has the lower error: ${test} ${reached(winner)}. ${second} has ${reached(loser)}, ${ratio} times as much.`;
}

/** A ratio to two digits: 1.3, 47, 180 000. */
function timesText(ratio: number): string {
  return ratio < 100 ? numberText(ratio, 2) : countText(Number(ratio.toPrecision(2)));
}

/** `0.0012 (64 parameters, 1.3 s)` */
function reached(model: ComparedModel): string {
  const seconds = model.seconds === null ? '' : `, ${secondsText(model.seconds)}`;
  return `${errorText(comparedError(model), 3)} (${plural(model.parameters, 'parameter')}${seconds})`;
}
