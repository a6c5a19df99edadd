/** Why rows of a table cannot be predicted for. */
import type { Encoding } from '../data/dataset/dataset.ts';
import { encodedFeatures, labelOf } from '../data/dataset/encode.ts';
import { findColumn } from '../data/table/findColumn.ts';
import type { Table } from '../data/table/table.ts';

/** Labels that are named. */
const MOST_NAMED = 3;

/** A sentence for each input that is missing in some rows, or holds labels that training never saw. */
export function unusableInputs(table: Table, { features }: Encoding): string[] {
  return [...new Set(features.map(({ column }) => column))].flatMap((name) => {
    const column = findColumn(table, name);
    const encoded = encodedFeatures(
      table,
      features.filter((feature) => feature.column === name),
    );
    let empty = 0;
    const unseen = new Map<string, number>();
    for (let row = 0; row < table.rows; row++) {
      if (encoded.every((value) => Number.isFinite(value(row)))) continue;
      const value = column.values[row];
      if (Number.isNaN(value)) empty++;
      else unseen.set(labelOf(column, value), (unseen.get(labelOf(column, value)) ?? 0) + 1);
    }
    return [
      ...(empty > 0 ? [`${name}: ${inRows(empty)} there is no value that can be read.`] : []),
      ...(unseen.size > 0 ? [`${name}: ${unseenLabels(unseen)}.`] : []),
    ];
  });
}

function unseenLabels(counts: ReadonlyMap<string, number>): string {
  const named = [...counts.keys()].slice(0, MOST_NAMED).map((label) => `“${label}”`);
  const more = counts.size > named.length ? `, … (${counts.size} labels)` : '';
  const rows = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const was = counts.size === 1 ? 'was' : 'were';
  return `${named.join(', ')}${more} ${was} not there in training (${rows === 1 ? '1 row' : `${rows} rows`})`;
}

function inRows(count: number): string {
  return count === 1 ? 'in 1 row' : `in ${count} rows`;
}
