/** Rows of a table in the order of one of its columns. Pure. */

/** Null: the order that the rows have by themselves. */
export type Sorting<K extends string> = { readonly by: K; readonly down: boolean } | null;

/** What a heading that sorts is given. */
export interface SortProps<K extends string> {
  /** The column. */
  by: K;
  text: string;
  order: Sorting<K>;
  onorder: (order: Sorting<K>) => void;
  /** The largest comes first at the first press. */
  downFirst?: boolean;
  title?: string;
}

/**
 * What a press on a heading does: one direction, the other, the rows' own order.
 * @param downFirst whether the largest comes first at the first press.
 */
export function nextSorting<K extends string>(order: Sorting<K>, by: K, downFirst: boolean): Sorting<K> {
  if (order?.by !== by) return { by, down: downFirst };
  return order.down === downFirst ? { by, down: !downFirst } : null;
}

type Value = string | number | null;

/** @param values of each column. What is null or not a number comes last in both directions. */
export function sortedBy<T, K extends string>(
  rows: readonly T[],
  order: Sorting<K>,
  values: Readonly<Record<K, (row: T) => Value>>,
): readonly T[] {
  if (order === null) return rows;
  const valueOf = values[order.by];
  const isKnown = (value: Value): boolean => value !== null && !Number.isNaN(value);
  return rows.toSorted((left, right) => {
    const [a, b] = [valueOf(left), valueOf(right)];
    if (!isKnown(a) || !isKnown(b)) return Number(isKnown(b)) - Number(isKnown(a));
    return order.down ? compared(b, a) : compared(a, b);
  });
}

function compared(a: Value, b: Value): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a).localeCompare(String(b), undefined, { numeric: true });
}
