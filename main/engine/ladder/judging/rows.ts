/** The rows that the rungs are fitted to and judged on. */
import type { Dataset, Split } from '../../data/dataset/dataset.ts';
import { groupsAt } from '../../data/dataset/groups.ts';
import type { Question } from '../fits/fitDesign.ts';

/** The most rows for the rungs of linear algebra: more rows hardly change them. */
export const mostRows = 20_000;

/** All rows that are not for testing: those to train on, then those to choose by; at most so many. */
export function togetherOf({ train, validation, encoding }: Dataset, most: number): Split {
  const share = Math.min(1, most / (train.rows + validation.rows));
  const [fromTrain, fromValidation] = [train, validation].map((split) => Math.ceil(share * split.rows));
  const targets = encoding.task === 'classification' ? 1 : encoding.outputs.length;
  const inputs = encoding.features.length;
  const join = (of: (split: Split) => Float64Array, count: number): Float64Array => {
    const total = fromTrain + fromValidation;
    const joined = new Float64Array(count * total);
    for (let c = 0; c < count; c++) {
      joined.set(of(train).subarray(c * train.rows, c * train.rows + fromTrain), c * total);
      joined.set(
        of(validation).subarray(c * validation.rows, c * validation.rows + fromValidation),
        c * total + fromTrain,
      );
    }
    return joined;
  };
  const weighed = train.weights !== null || validation.weights !== null;
  const uncertain = train.uncertain ?? validation.uncertain;
  const weightsOf = ({ weights, rows }: Split): Float64Array => weights ?? new Float64Array(rows).fill(1);
  return {
    rows: fromTrain + fromValidation,
    inputs: join((split) => split.inputs, inputs),
    targets: join((split) => split.targets, targets),
    weights: weighed ? join(weightsOf, 1) : null,
    ...(uncertain && { uncertain }),
    tableRows: Uint32Array.from([
      ...train.tableRows.subarray(0, fromTrain),
      ...validation.tableRows.subarray(0, fromValidation),
    ]),
  };
}

/** The data of a fit, from some rows. @param split of the table that the groups are of */
export function questionOf(
  split: Split,
  { encoding, groups }: Pick<Dataset, 'encoding' | 'groups'>,
  breathe: Question['breathe'],
): Question {
  const { rows, targets, weights, uncertain } = split;
  const own = groups && groupsAt(groups, split.tableRows);
  const total = weights?.reduce((sum, weight) => sum + weight, 0) ?? rows;
  return {
    rows,
    targets,
    outputs: encoding.outputs.length,
    classifies: encoding.task === 'classification',
    weights: weights && weights.map((weight) => (weight * rows) / total),
    ...(uncertain && { uncertain }),
    // A single group cannot be held out.
    ...(own && new Set(own.of).size > 1 && { groups: own }),
    breathe,
  };
}
