/** A table and the choice of roles made into a data set: encoded, scaled, split. */
import type { DataSetup } from '../../../shared/contract/schemas.ts';
import { userError } from '../../../shared/errors.ts';
import { seededRandom } from '../../../shared/random.ts';
import type { Dataset, Encoding, Feature, Output, Scaling, Split } from './dataset.ts';
import { byColumn, encodedFeatures, encodedTargets, findColumn, labelOf } from './encode.ts';
import { checkRoles, findClasses } from './roles.ts';
import { median, summarize } from './statistics.ts';
import type { Column, Table } from './table.ts';

/** Fewer training rows than this teach nothing. */
const LEAST_TRAINING_ROWS = 4;

/** Of values beyond this the squares overflow. */
const HUGE = 1e150;

const UNSCALED: Scaling = { shift: 0, scale: 1 };

/**
 * Roles → encoded, scaled, shuffled and split rows. Scaling and what stands in for missing values come from the training
 * rows only. Every value in the result is finite.
 * @param testTable rows to test on; then `setup.testFraction` is not used
 * @throws KanError `data.*` for what the person must mend: a column that isn't there, a target that is also an input, a
 *   column that cannot have its role, too few rows, fewer than two classes
 */
export function prepareDataset(given: Table, setup: DataSetup, testTable?: Table): Dataset {
  checkRoles(given, setup);
  const notes: string[] = [];
  const table = withoutHuge(given, [...setup.inputs, ...setup.targets], notes);
  const targets = setup.targets.map((name) => findColumn(table, name));
  const inputs = setup.inputs.map((name) => findColumn(table, name));

  const needed = setup.missing === 'drop' ? [...inputs, ...targets] : targets;
  const usable = completeRows(table, needed);
  const dropped = table.rows - usable.length;
  if (dropped > 0) notes.push(droppedNote(table, needed, dropped));
  const parts = split(usable, setup, testTable !== undefined);
  checkRowCount(table, needed, usable.length, parts.train.length);

  const encoding: Encoding = {
    task: setup.task,
    features: inputs.flatMap((column) => featuresOf(column, setup, parts.train)),
    ...outputsOf(targets, setup.task, usable, parts.train),
    targets: setup.targets,
  };
  notes.push(...expansionNotes(encoding, inputs), ...constantNotes(table, encoding, parts.train));
  const train = splitOf(table, encoding, parts.train);
  if (setup.task === 'classification') notes.push(...absentClassNotes(encoding, train));

  const dataset = {
    encoding,
    train,
    validation: splitOf(table, encoding, parts.validation),
    dropped,
  };
  if (testTable === undefined) return { ...dataset, test: splitOf(table, encoding, parts.test), notes };
  const test = testSplit(testTable, encoding);
  const lost = testTable.rows - test.rows;
  if (lost > 0)
    notes.push(`${rowCount(lost)} of ${testTable.fileName} left out: a value is missing or was never seen.`);
  return { ...dataset, test, notes };
}

/** The table with values beyond {@link HUGE} in the named columns made missing. */
function withoutHuge(table: Table, names: readonly string[], notes: string[]): Table {
  const isHuge = (value: number): boolean => Math.abs(value) > HUGE;
  const columns = table.columns.map((column) => {
    if (!names.includes(column.name) || !column.values.some(isHuge)) return column;
    notes.push(`Values beyond ±${HUGE} in “${column.name}” are taken as missing.`);
    const values = column.values.map((value) => (isHuge(value) ? NaN : value));
    return { ...column, values, missing: values.filter(Number.isNaN).length };
  });
  return { ...table, columns };
}

/** Rows of the table in which each of the columns has a value. */
function completeRows(table: Table, columns: readonly Column[]): Uint32Array {
  const rows = new Uint32Array(table.rows);
  let count = 0;
  for (let row = 0; row < table.rows; row++) {
    if (columns.every((column) => Number.isFinite(column.values[row]))) rows[count++] = row;
  }
  return rows.slice(0, count);
}

interface Parts {
  readonly train: Uint32Array;
  readonly validation: Uint32Array;
  readonly test: Uint32Array;
}

/** Shuffled by the seed (Fisher–Yates), then cut: test first, validation next, the rest to train on. */
function split(rows: Uint32Array, setup: DataSetup, testApart: boolean): Parts {
  const random = seededRandom(setup.seed);
  const shuffled = rows.slice();
  for (let i = shuffled.length - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    [shuffled[i], shuffled[j]] = [shuffled[j], shuffled[i]];
  }
  const test = testApart ? 0 : Math.round(setup.testFraction * rows.length);
  const validation = Math.min(Math.round(setup.validationFraction * rows.length), rows.length - test);
  return {
    test: shuffled.slice(0, test),
    validation: shuffled.slice(test, test + validation),
    train: shuffled.slice(test + validation),
  };
}

function checkRowCount(table: Table, needed: readonly Column[], usable: number, training: number): void {
  if (training >= LEAST_TRAINING_ROWS) return;
  const worst = needed.reduce((a, b) => (b.missing > a.missing ? b : a));
  const gaps =
    worst.missing > 0
      ? `“${worst.name}” lacks ${rowCount(worst.missing)}: leave it out, or replace missing inputs by the median.`
      : 'Use a table with more rows, or hold out a smaller share of them.';
  throw userError(
    'data.too-few-rows',
    `Only ${rowCount(training)} would be left to train on (of ${rowCount(table.rows)}, ${usable} without gaps); at least ${LEAST_TRAINING_ROWS} are needed.`,
    gaps,
  );
}

function featuresOf(column: Column, setup: DataSetup, train: Uint32Array): Feature[] {
  if (column.type !== 'category') {
    const middle = setup.missing === 'median' ? median(column.values, train) : NaN;
    return [
      {
        name: column.name,
        column: column.name,
        label: null,
        scaling: inputScaling(column.values, train, setup.scaling),
        fill: Number.isNaN(middle) ? null : middle,
      },
    ];
  }
  const common = setup.missing === 'median' ? commonest(column, train) : null;
  return column.labels.map((label, code) => ({
    name: `${column.name}=${label}`,
    column: column.name,
    label,
    // 0 and 1, whatever the training rows happen to hold.
    scaling:
      setup.scaling === 'range'
        ? { shift: 0.5, scale: 0.5 }
        : inputScaling(
            column.values.map((v) => (Number.isNaN(v) ? NaN : v === code ? 1 : 0)),
            train,
            setup.scaling,
          ),
    fill: common === null ? null : common === code ? 1 : 0,
  }));
}

/** The code of the label that most training rows have; null where none has any. */
function commonest(column: Column, train: Uint32Array): number | null {
  const counts = new Uint32Array(column.labels.length);
  for (const row of train) {
    const code = column.values[row];
    if (!Number.isNaN(code)) counts[code] = (counts[code] ?? 0) + 1;
  }
  const most = Math.max(...counts);
  return most > 0 ? counts.indexOf(most) : null;
}

function inputScaling(values: Float64Array, rows: Uint32Array, scaling: DataSetup['scaling']): Scaling {
  const summary = summarize(values, rows);
  if (scaling === 'none' || summary === null) return UNSCALED;
  if (scaling === 'standard') return safe(summary.mean, summary.std);
  return safe(summary.min / 2 + summary.max / 2, summary.max / 2 - summary.min / 2);
}

/** A column that is constant, or as good as, is only shifted. */
function safe(shift: number, scale: number): Scaling {
  return { shift, scale: scale > 1 / HUGE ? scale : 1 };
}

function outputsOf(
  targets: readonly Column[],
  task: DataSetup['task'],
  usable: Uint32Array,
  train: Uint32Array,
): { outputs: Output[]; classes: string[] } {
  if (task === 'regression') {
    const outputs = targets.map((column): Output => {
      const summary = summarize(column.values, train);
      return { name: column.name, scaling: summary ? safe(summary.mean, summary.std) : UNSCALED };
    });
    return { outputs, classes: [] };
  }
  const target = targets[0];
  const classes = findClasses(target, usable);
  // Two classes need one output only: the other's is zero.
  const shown = classes.length === 2 ? classes.slice(1) : classes;
  return {
    outputs: shown.map((label) => ({ name: `${target.name}=${label}`, scaling: UNSCALED })),
    classes,
  };
}

function splitOf(table: Table, encoding: Encoding, tableRows: Uint32Array): Split {
  const columns = encodedFeatures(table, encoding.features);
  return {
    rows: tableRows.length,
    inputs: byColumn(columns, tableRows),
    targets: byColumn(encodedTargets(table, encoding), tableRows),
    weights: null,
    tableRows,
  };
}

/** The rows of another table that have all they need. */
function testSplit(table: Table, encoding: Encoding): Split {
  const values = [...encodedFeatures(table, encoding.features), ...encodedTargets(table, encoding)];
  const rows: number[] = [];
  for (let row = 0; row < table.rows; row++) {
    if (values.every((value) => Number.isFinite(value(row)))) rows.push(row);
  }
  if (rows.length === 0)
    throw userError(
      'data.no-usable-rows',
      `No row of ${table.fileName} has a value for every input and target.`,
      'Check that it has the same columns and labels as the data trained on.',
    );
  return splitOf(table, encoding, Uint32Array.from(rows));
}

function droppedNote(table: Table, needed: readonly Column[], dropped: number): string {
  const gaps = needed
    .filter((c) => c.missing > 0)
    .map((c) => `${c.name} (${c.missing.toLocaleString('en')})`);
  return `${rowCount(dropped)} of ${table.rows.toLocaleString('en')} left out for missing values in ${gaps.join(', ')}.`;
}

function expansionNotes(encoding: Encoding, inputs: readonly Column[]): string[] {
  return inputs
    .filter((column) => column.type === 'category')
    .map((column) => {
      const count = encoding.features.filter((f) => f.column === column.name).length;
      return `“${column.name}” gives ${count} inputs, one for each label.`;
    });
}

function constantNotes(table: Table, encoding: Encoding, train: Uint32Array): string[] {
  const names = [...new Set([...encoding.features.map((f) => f.column), ...encoding.targets])];
  return names.flatMap((name) => {
    const column = findColumn(table, name);
    const first = column.values[train.find((row) => !Number.isNaN(column.values[row])) ?? 0];
    // Missing inputs take the median, so that they don't make a column vary.
    if (train.some((row) => column.values[row] !== first && !Number.isNaN(column.values[row]))) return [];
    const value = column.type === 'category' ? labelOf(column, first) : String(first);
    return encoding.targets.includes(name)
      ? [`The target “${name}” is ${value} in every training row: there is nothing to learn about it.`]
      : [`“${name}” is ${value} in every training row: it cannot teach anything.`];
  });
}

function absentClassNotes(encoding: Encoding, train: Split): string[] {
  const present = new Set(train.targets);
  return encoding.classes
    .filter((_, index) => !present.has(index))
    .map(
      (label) =>
        `No training row is “${label}”: it cannot be learned. Try another seed or a smaller test share.`,
    );
}

function rowCount(rows: number): string {
  return rows === 1 ? '1 row' : `${rows.toLocaleString('en')} rows`;
}
