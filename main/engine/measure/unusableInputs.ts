/** Notes on the rows of a table in which an input of the network is missing. */
import { numberText, plural } from '../../../shared/figures.ts';
import type { Encoding, Feature } from '../data/encoding/encoding.ts';
import { encodedFeatures, labelOf } from '../data/dataset/encode.ts';
import { findColumn } from '../data/table/findColumn.ts';
import type { Table } from '../data/table/table.ts';

/** The most labels that a note lists. */
const MOST_NAMED = 3;

/**
 * A sentence for each input that is missing in some rows, and for each with labels that do not occur in training, also
 * where the median or the most frequent label is used instead.
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
      ...(empty > 0 ? [`${name}: in ${plural(empty, 'row')} no value can be read${filled}.`] : []),
      ...(unseen.size > 0 ? [`${name}: ${unseenLabels(unseen)}${filled}.`] : []),
    ];
  });
}

/** The value that is used instead; '' where such rows have no prediction. */
function standIn(features: readonly Feature[]): string {
  const [{ fill, label }] = features;
  if (fill === null) return '';
  if (label === null) return `; the median of training (${numberText(fill)}) is used`;
  const common = features.find((feature) => feature.fill === 1)?.label ?? '';
  return `; “${common}”, the most frequent label of training, is used`;
}

function unseenLabels(counts: ReadonlyMap<string, number>): string {
  const named = [...counts]
    .slice(0, MOST_NAMED)
    .map(([label, rows]) => `“${label}” (${plural(rows, 'row')})`);
  const rows = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const more = counts.size > named.length ? `, … (${counts.size} labels, ${plural(rows, 'row')})` : '';
  return `${named.join(', ')}${more} ${counts.size === 1 ? 'does' : 'do'} not occur in training`;
}
