/** Counts the rows of a table that lack an input of the network, and says why. */
import { numberText, plural } from '../../../shared/figures.ts';
import type { Encoding, Feature } from '../data/dataset/dataset.ts';
import { encodedFeatures, labelOf } from '../data/dataset/encode.ts';
import { findColumn } from '../data/table/findColumn.ts';
import type { Table } from '../data/table/table.ts';

/** Labels that are named. */
const MOST_NAMED = 3;

/**
 * A sentence for each input that is missing in some rows, and for each that holds labels which training never saw, also where
 * the median or the most frequent label stands in for them.
 */
export function unusableInputs(table: Table, { features }: Encoding): string[] {
  const byColumn = new Map<string, Feature[]>();
  for (const feature of features)
    byColumn.set(feature.column, [...(byColumn.get(feature.column) ?? []), feature]);
  return [...byColumn].flatMap(([name, own]) => {
    const column = findColumn(table, name);
    const encoded = encodedFeatures(
      table,
      own.map((feature) => ({ ...feature, fill: null })),
    );
    let empty = 0;
    const unseen = new Map<string, number>();
    for (let row = 0; row < table.rows; row++) {
      if (encoded.every((value) => Number.isFinite(value(row)))) continue;
      const value = column.values[row];
      if (Number.isNaN(value)) empty++;
      else unseen.set(labelOf(column, value), (unseen.get(labelOf(column, value)) ?? 0) + 1);
    }
    const filled = standIn(own);
    return [
      ...(empty > 0
        ? [`${name}: in ${plural(empty, 'row')} there is no value that can be read${filled}.`]
        : []),
      ...(unseen.size > 0 ? [`${name}: ${unseenLabels(unseen)}${filled}.`] : []),
    ];
  });
}

/** What is predicted with instead; '' where such rows have no prediction. */
function standIn(features: readonly Feature[]): string {
  const [{ fill, label }] = features;
  if (fill === null) return '';
  if (label === null) return `; the median of training (${numberText(fill)}) stands in`;
  const common = features.find((feature) => feature.fill === 1)?.label ?? '';
  return `; “${common}”, the most frequent label of training, stands in`;
}

function unseenLabels(counts: ReadonlyMap<string, number>): string {
  const named = [...counts]
    .slice(0, MOST_NAMED)
    .map(([label, rows]) => `“${label}” (${plural(rows, 'row')})`);
  const rows = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const more = counts.size > named.length ? `, … (${counts.size} labels, ${plural(rows, 'row')})` : '';
  return `${named.join(', ')}${more} ${counts.size === 1 ? 'was' : 'were'} not there in training`;
}
