/** Checks whether columns can have the roles that they are given. */
import { columnTypeFacts, MOST_CLASSES, MOST_INPUT_LABELS } from '../../../../shared/contract/columnTypes.ts';
import type { DataSetup } from '../../../../shared/contract/schemas/setups.ts';
import { userError } from '../../../../shared/errors.ts';
import { countText } from '../../../../shared/figures.ts';
import { columnType } from '../columns/types.ts';
import { findColumn } from '../table/findColumn.ts';
import { labelOf } from './encode.ts';
import { checkRowRoles } from './rowRoles.ts';
import type { Column, Table } from '../table/table.ts';

/** @throws KanError `data.*` naming the column that cannot have its role. */
export function checkRoles(table: Table, setup: DataSetup): void {
  const twice = firstTwice([...setup.inputs, ...setup.targets]);
  const inputs = setup.inputs.map((name) => findColumn(table, name));
  const targets = setup.targets.map((name) => findColumn(table, name));
  if (twice !== undefined) {
    if (setup.inputs.includes(twice) && setup.targets.includes(twice))
      throw userError(
        'data.target-is-input',
        `“${twice}” is both the target and an input: the network would only copy it.`,
        'Remove it from the inputs, or choose another target.',
      );
    throw userError('data.twice', `“${twice}” is listed twice.`, 'List each column once.');
  }
  checkRowRoles(table, setup);
  inputs.forEach(checkInput);
  if (setup.task === 'regression') targets.forEach(checkNumericTarget);
  else checkClassTarget(targets);
}

function firstTwice(names: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return names.find((name) => seen.size === seen.add(name).size);
}

function checkInput(column: Column): void {
  if (columnType(column.type).inputs === null)
    throw userError(
      'data.text-input',
      `“${column.name}” holds free text and cannot be an input.`,
      'Remove it from the inputs. If it holds numbers or labels, set its type in the preview of the file.',
    );
  if (column.missing === column.values.length)
    throw userError('data.empty-input', `“${column.name}” has no values.`, 'Remove it from the inputs.');
  if (column.labels.length > MOST_INPUT_LABELS)
    throw userError(
      'data.too-many-labels',
      `“${column.name}” has ${countText(column.labels.length)} labels; an input can have at most ${MOST_INPUT_LABELS}, as each becomes an input of its own.`,
      'Remove it from the inputs, or group its labels in the file.',
    );
}

function checkNumericTarget(column: Column): void {
  if (!columnTypeFacts[column.type].tasks.includes('regression'))
    throw userError(
      'data.target-not-numeric',
      `The target “${column.name}” holds words, and regression needs numbers.`,
      'Choose classification to predict labels, or another target.',
    );
}

function checkClassTarget(targets: readonly Column[]): void {
  const [target] = targets;
  if (target === undefined || targets.length > 1)
    throw userError(
      'data.one-target',
      `Classification takes one target; ${targets.length} are chosen (${targets.map((t) => t.name).join(', ')}).`,
      'Keep one of them.',
    );
  if (!columnTypeFacts[target.type].tasks.includes('classification'))
    throw userError(
      'data.target-not-classes',
      `The target “${target.name}” holds ${columnType(target.type).words.many}, not a few classes.`,
      'Choose a column of labels, or set its type to “category” when reading the file.',
    );
}

/**
 * The classes among the given rows: labels in the table's order, false before true, numbers ascending.
 * @throws KanError `data.one-class`, `data.too-many-classes`
 */
export function findClasses(target: Column, rows: Uint32Array): string[] {
  const values = new Set<number>();
  for (const row of rows) {
    values.add(target.values[row]);
    if (values.size > MOST_CLASSES)
      throw userError(
        'data.too-many-classes',
        `The target “${target.name}” has more than ${MOST_CLASSES} different values, too many for classes.`,
        columnTypeFacts[target.type].tasks.includes('regression')
          ? 'Choose regression, which predicts numbers.'
          : 'Group its labels in the file.',
      );
  }
  const classes = [...values].sort((a, b) => a - b).map((value) => labelOf(target, value));
  if (classes.length < 2)
    throw userError(
      'data.one-class',
      classes.length === 0
        ? `The target “${target.name}” has no values in the rows that can be used.`
        : `The target “${target.name}” is “${classes[0] ?? ''}” in every row that can be used: it has only one class.`,
      'Choose a target with at least two classes.',
    );
  return classes;
}
