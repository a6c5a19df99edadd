/** Which of a network and the MLPs has the lower error, in a sentence or two. */
import type {
  ComparedModel,
  ComparisonView,
  ErrorDifference,
} from '../../../shared/contract/views/comparison.ts';
import {
  countText,
  errorText,
  fittedText,
  numberText,
  plural,
  secondsText,
} from '../../../shared/figures.ts';
import { comparedError, perceptronName } from '../../../shared/results/comparedModels.ts';

/** Index of the MLP with the lowest test error; null where none has one yet. */
export function bestPerceptron({ perceptrons }: Pick<ComparisonView, 'perceptrons'>): number | null {
  const errors = perceptrons.map(comparedError).map((error) => (Number.isNaN(error) ? Infinity : error));
  const lowest = Math.min(...errors);
  return lowest === Infinity ? null : errors.indexOf(lowest);
}

type Compared = Pick<ComparisonView, 'kan' | 'perceptrons' | 'measure' | 'unit' | 'rows' | 'difference'>;

/** The best MLP is the one with the lowest error on the test rows, which is in its favour. */
export function comparisonVerdict(view: Compared): string {
  const { kan, perceptrons, measure, rows, unit, difference } = view;
  const best = bestPerceptron(view);
  if (kan === null || best === null || difference === null) return '';
  const mlp = perceptrons[best];
  const name = perceptronName(mlp.hidden);
  const test = `${measure} on the ${countText(rows.test)} test rows`;
  const [own, others] = [reached(kan, unit), reached(mlp, unit)];
  const by = differenceText(difference, unit);
  if (!difference.isClear) {
    return `The KAN and the best MLP are not clearly different: ${test} ${own}, and ${others} for ${name}. ${by}`;
  }
  const kanWins = difference.value < 0;
  const [winner, loser] = kanWins ? [kan, mlp] : [mlp, kan];
  const ratio = timesText(comparedError(loser) / comparedError(winner));
  const said = [
    ['The KAN', own],
    [`The best MLP, ${name},`, others],
  ];
  const [[first, lower], [second, higher]] = kanWins ? said : said.toReversed();
  return `${first} has the lower error: ${test} ${lower}. ${second} has ${higher}, ${ratio} times as much. ${by}`;
}

/** `The difference, KAN less MLP, is −0.012 ± 0.009 N: its standard error comes from both errors of each test row.` */
function differenceText({ value, standardError, groups, isClear }: ErrorDifference, unit: string): string {
  const what = 'The difference, KAN less MLP, is';
  const each = groups === null ? 'test row' : 'group of test rows';
  if (standardError === null)
    return `${what} ${withUnit(numberText(value, 2), unit)}: a single ${each} does not tell its standard error.`;
  const figure = withUnit(fittedText(value, standardError), unit);
  const from = groups === null ? `each ${each}` : plural(groups, each, 'groups of test rows');
  const needed = isClear ? '' : ' A difference is clear where it is more than twice its standard error.';
  return `${what} ${figure}: its standard error comes from both errors of ${from}.${needed}`;
}

/** A ratio to two digits: 1.3, 47, 180 000. */
function timesText(ratio: number): string {
  return ratio < 100 ? numberText(ratio, 2) : countText(Number(ratio.toPrecision(2)));
}

/** `0.0012 N (64 parameters, 1.3 s)` */
function reached(model: ComparedModel, unit: string): string {
  const seconds = model.seconds === null ? '' : `, ${secondsText(model.seconds)}`;
  return `${withUnit(errorText(comparedError(model), 3), unit)} (${plural(model.parameters, 'parameter')}${seconds})`;
}

function withUnit(figure: string, unit: string): string {
  return unit === '' ? figure : `${figure} ${unit}`;
}
