/** `kan predict`: a model and a table in, predictions out, a row for each row of the table. */
import type { Encoding } from '../engine/data/dataset.ts';
import {
  decodeOutputs,
  encodeRows,
  loadTable,
  scoreOf,
  type EncodedRows,
  type Predictions,
} from '../engine/data/index.ts';
import type { Table } from '../engine/data/table.ts';
import type { Revision } from '../engine/history/revision.ts';
import { writeAtomically } from '../engine/project/atomicWrite.ts';
import { sharedBackend } from '../engine/workspace/backend.ts';
import { outputsOn } from '../engine/workspace/probe.ts';
import { parseArguments } from './args.ts';
import { csvFlags, csvOverrides, csvSwitches } from './csvOptions.ts';
import { requireOutput, requirePositionals } from './files.ts';
import type { Io } from './io.ts';
import { trainedRanges } from './modelFacts.ts';
import { openModel } from './openModel.ts';
import { figure } from './progress.ts';
import { scoresTable } from './report.ts';

export async function predict(argv: readonly string[], io: Io): Promise<number> {
  const args = parseArguments(argv, ['out', ...csvFlags], csvSwitches);
  const [modelPath, csv] = requirePositionals(args, 'predict', ['model.kan', 'csv']);
  const out = args.values.get('out') ?? null;
  if (out !== null) await requireOutput(out, [modelPath, csv]);
  const { project, revision } = await openModel(modelPath);
  const usual = { ...project.data?.overrides };
  // By column index: another table may have other columns.
  delete usual.types;
  const overrides = { ...usual, ...csvOverrides(args) };
  const table = await loadTable(csv, overrides, { signal: io.interrupted, anyColumns: true });

  const { encoding, model } = revision;
  const rows = encodeRows(table, encoding);
  const outputs = await outputsOn(sharedBackend(), model, encoding, rows.batch);
  const predictions = decodeOutputs(encoding, outputs, rows.batch.rows);
  const text = csvOf(table, encoding, rows, predictions);
  if (out === null) io.stdout(text);
  else {
    await writeAtomically(out, text);
    io.stderr(`Wrote ${table.rows} rows to ${out}\n`);
  }
  if (rows.dropped > 0) {
    io.stderr(`note: ${rows.dropped} of ${table.rows} rows lack an input; their prediction is left empty.\n`);
  }
  for (const warning of rangeWarnings(revision, rows)) io.stderr(`warning: ${warning}\n`);
  const scores = scoreOf(encoding, outputs, rows.batch);
  if (scores.rows > 0)
    io.stderr(`The table has the targets too:\n${scoresTable([[table.fileName, scores]])}`);
  return 0;
}

function csvOf(table: Table, encoding: Encoding, rows: EncodedRows, predictions: Predictions): string {
  const { header, cells } = columnsOf(encoding, predictions);
  const lines = new Array<string>(table.rows).fill(header.map(() => '').join(','));
  rows.tableRows.forEach((tableRow, row) => (lines[tableRow] = cells.map((cell) => cell(row)).join(',')));
  // A single empty cell would be an empty line, which readers pass over.
  const lined = header.length === 1 ? lines.map((line) => (line === '' ? '""' : line)) : lines;
  return [header.map(quoted).join(','), ...lined, ''].join('\n');
}

function columnsOf(
  encoding: Encoding,
  predictions: Predictions,
): { header: string[]; cells: ((row: number) => string)[] } {
  if (predictions.task === 'regression') {
    return {
      header: encoding.targets.map((name) => `${name}_predicted`),
      cells: predictions.values.map((values) => (row: number) => String(values[row])),
    };
  }
  const { classes, probabilities } = predictions;
  return {
    header: [`${encoding.targets[0]}_predicted`, ...encoding.classes.map((label) => `p(${label})`)],
    cells: [
      (row) => quoted(encoding.classes[classes[row]]),
      ...probabilities.map((column) => (row: number) => String(column[row])),
    ],
  };
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A sentence for each input that has values where the splines were never trained. */
function rangeWarnings(revision: Revision, { batch }: EncodedRows): string[] {
  return trainedRanges(revision).flatMap(([low, high], input) => {
    const { name, scaling } = revision.encoding.features[input];
    const column = batch.inputs.subarray(input * batch.rows, (input + 1) * batch.rows);
    // A hair's breadth outside is rounding.
    const slack = (high - low) * 1e-9;
    const outside = column.reduce((count, scaled) => {
      const value = scaled * scaling.scale + scaling.shift;
      return count + (value < low - slack || value > high + slack ? 1 : 0);
    }, 0);
    if (outside === 0) return [];
    const rows = outside === 1 ? '1 row lies' : `${outside} rows lie`;
    return [
      `${name}: ${rows} outside ${figure(low)} … ${figure(high)}, where the network was trained; do not rely on the predictions there.`,
    ];
  });
}
