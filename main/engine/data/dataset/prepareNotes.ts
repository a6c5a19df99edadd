/** Notes for the person on how a table became a data set. */
import { columnTypeFacts } from '../../../../shared/contract/columnTypes.ts';
import type { DataSetup } from '../../../../shared/contract/schemas/setups.ts';
import { countText, plural } from '../../../../shared/figures.ts';
import { leastTrainingRows } from '../../../../shared/results/tooFewRows.ts';
import { dataSettings } from '../../../../shared/settings/data.ts';
import { setTo } from '../../../../shared/settings/setting.ts';
import type { Split } from './dataset.ts';
import type { Encoding } from '../encoding/encoding.ts';
import type { Groups } from './dataset.ts';
import type { Parts } from './splitRows.ts';
import { findColumn } from '../table/findColumn.ts';
import { formulaUnitText } from '../units/columnUnits.ts';
import { parseUnit } from '../units/unit.ts';
import { labelOf } from './encode.ts';
import type { Column, Table } from '../table/table.ts';
import { named } from '../../../../shared/named.ts';

/** How many rows were left out, and for which columns. */
export function droppedNote(table: Table, needed: readonly Column[], dropped: number): string {
  const gaps = needed.filter((c) => c.missing > 0).map((c) => `${c.name} (${countText(c.missing)})`);
  return `${plural(dropped, 'row')} of ${countText(table.rows)} left out for missing values in ${gaps.join(', ')}.`;
}

/** Fewer rows are held out than the shares say. */
export function fewerHeldNote(rows: number, { validation, test }: Parts): string {
  const held = validation.length + test.length;
  return (
    `${held === 0 ? 'No row is' : `Only ${plural(held, 'row')} ${held === 1 ? 'is' : 'are'}`} held out: ` +
    `of ${plural(rows, 'row')}, ${leastTrainingRows} are needed for training.`
  );
}

/** Which inputs the network learns from by their logarithms although nobody has set that. */
export function logarithmNotes({ features }: Encoding, { scales = {} }: DataSetup): string[] {
  const found = features.filter(
    ({ column, scaling }) => scaling.logarithm && named(scales, column) === undefined,
  );
  const names = found.map(({ name }) => `“${name}”`);
  if (names.length === 0) return [];
  return [
    `${names.join(', ')} ${names.length === 1 ? 'spreads' : 'spread'} over decades: the network learns from ${names.length === 1 ? 'its logarithm' : 'their logarithms'}.`,
  ];
}

/** Which units the search for formulas cannot use, where it can use others. */
export function unitNotes({ features, outputs }: Encoding): string[] {
  const texts = [...features.filter(({ label }) => label === null), ...outputs].map((column) => ({
    name: column.name,
    text: formulaUnitText(column),
  }));
  const isUnit = ({ text }: { readonly text: string }): boolean => parseUnit(text) !== null;
  const unknown = texts.filter((one) => one.text !== '' && !isUnit(one));
  if (unknown.length === 0 || !texts.some(isUnit)) return [];
  const listed = unknown.map(({ name, text }) => `“${text}” of “${name}”`).join(', ');
  return [
    unknown.length === 1
      ? `The unit ${listed} is not understood: the search for formulas does without it.`
      : `The units ${listed} are not understood: the search for formulas does without them.`,
  ];
}

/** Which columns became several inputs. */
export function expansionNotes(encoding: Encoding, inputs: readonly Column[]): string[] {
  return inputs.flatMap(({ name }) => {
    const labels = encoding.features.filter(({ column, label }) => column === name && label !== null);
    return labels.length === 0
      ? []
      : [`“${name}” gives ${plural(labels.length, 'input')}, one for each label.`];
  });
}

/** Which columns have one value in the training rows. @param train places in the table */
export function constantNotes(table: Table, encoding: Encoding, train: Uint32Array): string[] {
  const names = [...new Set([...encoding.features.map((f) => f.column), ...encoding.targets])];
  return names.flatMap((name) => {
    const column = findColumn(table, name);
    const first = column.values[train.find((row) => !Number.isNaN(column.values[row])) ?? 0];
    // Missing inputs are replaced by the median, so a constant column with missing values stays constant.
    if (train.some((row) => column.values[row] !== first && !Number.isNaN(column.values[row]))) return [];
    const value = labelOf(column, first);
    return encoding.targets.includes(name)
      ? [`The target “${name}” is ${value} in every training row: it cannot be predicted from the inputs.`]
      : [`“${name}” is ${value} in every training row: it has no effect on the prediction.`];
  });
}

/** A target of two numbers, such as 0 and 1, is perhaps a class, and its errors those of classes. */
export function twoValuesNotes(table: Table, { task, targets }: Encoding, rows: Uint32Array): string[] {
  if (task === 'classification' || targets.length > 1) return [];
  const { name, type, values } = findColumn(table, targets[0] ?? '');
  const distinct = new Set<number>();
  for (const row of rows) if (distinct.add(values[row]).size > 2) return [];
  if (distinct.size < 2 || columnTypeFacts[type].holds !== 'quantities') return [];
  const [low, high] = [...distinct].sort((a, b) => a - b);
  return [
    `“${name}” has only the values ${low} and ${high}, and is predicted as a number. For the probability of each, ${setTo(dataSettings.task, 'classification')}.`,
  ];
}

/** Which classes no training row has. */
export function absentClassNotes(encoding: Encoding, train: Split): string[] {
  const present = new Set(train.targets);
  return encoding.classes
    .filter((_, index) => !present.has(index))
    .map(
      (label) =>
        `No training row is “${label}”: this class cannot be predicted. Try another split seed or a smaller test share.`,
    );
}

/** How many groups are in each part, and how many of them are single rows because they have no value. */
export function groupsNote(table: Table, { column, of }: Groups, { train, validation, test }: Parts): string {
  const { values } = findColumn(table, column);
  const alone = [train, validation, test]
    .flatMap((rows) => Array.from(rows))
    .filter((row) => Number.isNaN(values[row]));
  const missing =
    alone.length === 0
      ? ''
      : ` ${plural(alone.length, 'row')} without a value ${alone.length === 1 ? 'is a group' : 'are groups'} of ${alone.length === 1 ? 'its' : 'their'} own.`;
  const count = (rows: Uint32Array): number => new Set(rows.map((row) => of[row])).size;
  const parts = [
    [train, 'train'],
    [validation, 'validate'],
    [test, 'test'],
  ] as const;
  const told = parts
    .filter(([rows]) => rows.length > 0)
    .map(([rows, does]) => `${countText(count(rows))} ${does}`);
  return `“${column}” keeps rows together: of its groups ${told.join(', ')}. Errors on ${test.length > 0 || validation.length === 0 ? 'held-out' : 'validation'} rows are those for groups that were not trained on.${missing}`;
}

/** @param kept how the split treats equal rows: in one part, as trials of their own, or apart although they may be copies. */
export function copiesNote(copies: number, kept: 'together' | 'trials' | 'apart'): string {
  const what = `${plural(copies, 'row')} ${copies === 1 ? 'is' : 'are'} equal to another row in every input and target`;
  if (kept === 'together') return `${what}: equal rows are kept in the same split.`;
  return kept === 'trials'
    ? `${what}. Most rows with the same inputs differ in the target, so each counts as a trial of its own.`
    : `${what}, some too often to be kept in the same split: errors on held-out rows are too optimistic.`;
}
