/** What a person should know of how a table became a data set. */
import { countText, plural } from '../../../../shared/figures.ts';
import type { Encoding, Split } from './dataset.ts';
import { findColumn } from '../table/findColumn.ts';
import { labelOf } from './encode.ts';
import type { Column, Table } from '../table/table.ts';

export function droppedNote(table: Table, needed: readonly Column[], dropped: number): string {
  const gaps = needed.filter((c) => c.missing > 0).map((c) => `${c.name} (${countText(c.missing)})`);
  return `${plural(dropped, 'row')} of ${countText(table.rows)} left out for missing values in ${gaps.join(', ')}.`;
}

export function expansionNotes(encoding: Encoding, inputs: readonly Column[]): string[] {
  return inputs
    .filter((column) => column.type === 'category')
    .map((column) => {
      const count = encoding.features.filter((f) => f.column === column.name).length;
      return `“${column.name}” gives ${count} inputs, one for each label.`;
    });
}

export function constantNotes(table: Table, encoding: Encoding, train: Uint32Array): string[] {
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

export function absentClassNotes(encoding: Encoding, train: Split): string[] {
  const present = new Set(train.targets);
  return encoding.classes
    .filter((_, index) => !present.has(index))
    .map(
      (label) =>
        `No training row is “${label}”: it cannot be learned. Try another seed or a smaller test share.`,
    );
}

/** @param together whether rows that are alike are all held out or all trained on */
export function copiesNote(copies: number, together: boolean): string {
  const what = `${plural(copies, 'row')} ${copies === 1 ? 'repeats' : 'repeat'} another in every input and target`;
  return together
    ? `${what}: rows that are alike are kept together, all held out or all trained on.`
    : `${what}, some so often that they cannot stay on one side of the split: held-out errors look better than on rows never seen.`;
}
