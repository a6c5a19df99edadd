/** The rows that blocks are compared at. */
import { evenRows } from '../../../data/rows.ts';
import type { Group } from '../problem.ts';

/**
 * So many rows, as evenly spread as possible, in which no group has a value twice; if there are too few, in which no two rows are
 * alike in all groups. Where a row repeats another, all blocks do, and cannot be told from each other.
 * @returns null where there are too few of these too
 */
export function probes(groups: readonly Group[], rows: number, count: number): Uint32Array | null {
  const repeats = (one: number, other: number) => groups.map(({ values }) => values[one] === values[other]);
  return (
    apart(rows, count, (one, other) => repeats(one, other).includes(true)) ??
    apart(rows, count, (one, other) => !repeats(one, other).includes(false))
  );
}

/** From each evenly spread row on, the next one that is like none before. */
function apart(
  rows: number,
  count: number,
  alike: (one: number, other: number) => boolean,
): Uint32Array | null {
  const taken: number[] = [];
  for (const start of evenRows(rows, count)) {
    const row = Array.from({ length: rows }, (_, step) => (start + step) % rows).find((candidate) =>
      taken.every((other) => other !== candidate && !alike(candidate, other)),
    );
    if (row === undefined) return null;
    taken.push(row);
  }
  return taken.length < count ? null : Uint32Array.from(taken);
}
