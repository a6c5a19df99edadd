/** `kan predict`: a model and a table in, predictions out, a row for each row of the table. */
import { loadTable } from '../engine/data/index.ts';
import { writeAtomically } from '../engine/storage/atomicWrite.ts';
import { sharedBackend } from '../engine/compute/devices/shared.ts';
import { overridesLike, predictTable, type PredictedColumn } from '../engine/usecases/predict.ts';
import { quoted } from '../engine/usecases/predictionFile.ts';
import { parseArguments } from './args.ts';
import { csvFlags, readingOptions, csvSwitches } from './csvOptions.ts';
import { requireOutput, requirePositionals } from './files.ts';
import type { Io } from './io.ts';
import { openModel } from './openModel.ts';
import { scoresTable } from './report.ts';
import { withTableFiles } from './standardInput.ts';

export async function predict(argv: readonly string[], io: Io): Promise<number> {
  const args = parseArguments(argv, ['out', ...csvFlags], csvSwitches);
  const [modelPath, csv] = requirePositionals(args, 'predict', ['model.kan', 'csv']);
  const out = args.values.get('out') ?? null;
  if (out !== null) await requireOutput(out, [modelPath, csv]);
  const { project, revision } = await openModel(modelPath);
  const overrides = overridesLike(project.data?.overrides, readingOptions(args));
  const table = await withTableFiles(io, async (fileOf) =>
    loadTable(await fileOf(csv), overrides, { signal: io.interrupted, anyColumns: true }),
  );
  const { columns, missing, unusable, warnings, scores } = await predictTable(
    sharedBackend(),
    revision,
    table,
  );
  const text = csvOf(columns, table.rows);
  if (out === null) io.stdout(text);
  else {
    await writeAtomically(out, text);
    io.stderr(`Wrote ${table.rows} rows to ${out}\n`);
  }
  if (missing > 0) {
    io.stderr(
      `note: ${missing} of ${table.rows} rows lack an input that can be used; their prediction is left empty.\n`,
    );
  }
  for (const note of unusable) io.stderr(`note: ${note}\n`);
  for (const warning of warnings) io.stderr(`warning: ${warning}\n`);
  if (scores.rows > 0)
    io.stderr(`The table has the targets too:\n${scoresTable([[table.fileName, scores]])}`);
  return 0;
}

function csvOf(columns: readonly PredictedColumn[], rows: number): string {
  const lines = Array.from({ length: rows }, (_, row) =>
    columns.map(({ cell }) => quoted(cell(row))).join(','),
  );
  // A single empty cell would be an empty line, which readers pass over.
  const lined = columns.length === 1 ? lines.map((line) => (line === '' ? '""' : line)) : lines;
  return [columns.map(({ name }) => quoted(name)).join(','), ...lined, ''].join('\n');
}
