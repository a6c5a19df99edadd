/** How well a network does, row by row. */
import type {
  EvaluationView,
  OutputRows,
  RocCurve,
  Split,
} from '../../../shared/contract/views/evaluation.ts';
import type { WorkProgress } from '../../../shared/contract/views/progress.ts';
import type { Backend } from '../compute/backend.ts';
import type { Dataset, Split as Rows } from '../data/dataset/dataset.ts';
import type { Encoding } from '../data/encoding/encoding.ts';
import { nameWithUnit } from '../data/units/columnUnits.ts';
import { decodeOutputs, logProbabilities } from '../data/dataset/encode.ts';
import { rocPoints } from '../data/scores/roc.ts';
import { areaUnderRoc } from '../data/scores/areaUnderRoc.ts';
import { logOdds } from '../data/scores/logOdds.ts';
import { thresholdCounts } from '../data/scores/thresholds.ts';
import { outputsOn } from '../measure/probe.ts';
import { importanceView } from './importance.ts';
import type { Shown } from './shown.ts';
import { evenRows } from '../data/rows.ts';
import { toUnits } from '../data/table/scaling.ts';

interface RowsWanted {
  readonly split: Split;
  /** The largest number of rows in the answer; more rows are thinned evenly. Curves use all rows. */
  readonly most: number;
  /** Gets the progress of what takes longest. */
  readonly report?: (work: WorkProgress) => void;
}

/** What the network predicts for the rows of one split, how much each column matters, and the curves of its classes. */
export async function evaluationView(
  backend: Backend,
  { id, model, encoding }: Shown,
  dataset: Dataset,
  { split, most, report }: RowsWanted,
): Promise<EvaluationView> {
  const rows = dataset[split];
  const outputs = await outputsOn(backend, model, encoding, rows);
  const at = evenRows(rows.rows, most);
  return {
    revision: id,
    split,
    total: rows.rows,
    rows: at.map((row) => rows.tableRows[row]),
    outputs: outputRows(encoding, rows, outputs, at),
    inputs: encoding.features.map(({ name, column, label, scaling }, input) => ({
      name,
      column,
      label,
      values: Float64Array.from(at, (row) => toUnits(scaling, rows.inputs[input * rows.rows + row])),
    })),
    importance: await importanceView(backend, { model, encoding }, dataset, report),
    ...curvesOfClasses(encoding, rows, outputs),
  };
}

function outputRows(
  encoding: Encoding,
  { rows, targets }: Rows,
  outputs: Float64Array,
  at: Uint32Array,
): OutputRows[] {
  const decoded = decodeOutputs(encoding, outputs, rows);
  if (decoded.task === 'classification') {
    return encoding.classes.map((name, index) => ({
      name,
      observed: Float64Array.from(at, (row) => (targets[row] === index ? 1 : 0)),
      predicted: Float64Array.from(at, (row) => decoded.probabilities[index][row]),
    }));
  }
  return encoding.outputs.map((column, output) => ({
    name: nameWithUnit(column),
    observed: Float64Array.from(at, (row) => toUnits(column.scaling, targets[output * rows + row])),
    predicted: Float64Array.from(at, (row) => decoded.values[output][row]),
  }));
}

/** With two classes, the probability of the second is enough. */
function curvesOfClasses(
  encoding: Encoding,
  { rows, targets, weights }: Rows,
  outputs: Float64Array,
): Pick<EvaluationView, 'roc' | 'thresholds'> {
  if (encoding.task !== 'classification' || rows === 0) return { roc: [], thresholds: null };
  const logs = logProbabilities(encoding, outputs, rows);
  // Rows without a finite prediction can't be ranked.
  const known = Uint32Array.from(logs[0].keys()).filter((row) =>
    logs.every((log) => !Number.isNaN(log[row])),
  );
  const weightOf = weights && Float64Array.from(known, (row) => weights[row]);
  const rowsOf = (index: number): readonly [odds: Float64Array, belongs: Uint8Array] => [
    Float64Array.from(known, (row) => logOdds(logs, index, row)),
    Uint8Array.from(known, (row) => (targets[row] === index ? 1 : 0)),
  ];
  const two = encoding.classes.length === 2;
  const roc = encoding.classes.flatMap((label, index): RocCurve[] => {
    if (two && index === 0) return [];
    const [odds, belongs] = rowsOf(index);
    const area = areaUnderRoc(odds, belongs, weightOf);
    return area === null ? [] : [{ label, ...rocPoints(odds, belongs, weightOf), area }];
  });
  return { roc, thresholds: two ? thresholdCounts(...rowsOf(1), weightOf) : null };
}
