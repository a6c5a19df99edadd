/** Equal rows: in two different splits they would make the held-out error too optimistic. */
import type { Column } from '../table/table.ts';

/** Rows that are compared before the event loop may turn. */
const piece = 1 << 15;

/**
 * For each of the rows the first of them that has the same values in every column, the row itself where there is none
 * before it. Values are compared as read, before scaling; a missing value equals a missing one, and −0 equals 0.
 * @param breathe awaited between pieces of work
 * @returns positions in `rows`, not rows of the table
 */
export async function firstAlike(
  rows: Uint32Array,
  columns: readonly Pick<Column, 'values'>[],
  breathe: () => Promise<void>,
): Promise<Uint32Array> {
  const hashes = new Int32Array(rows.length);
  for (const { values } of columns) {
    for (let from = 0; from < rows.length; from += piece) {
      const to = Math.min(from + piece, rows.length);
      for (let at = from; at < to; at++) hashes[at] = mixed(hashes[at], values[rows[at]]);
      await breathe();
    }
  }
  const alike = (a: number, b: number): boolean => {
    if (hashes[a] !== hashes[b]) return false;
    return columns.every(({ values }) => same(values[rows[a]], values[rows[b]]));
  };

  // A hash table with open addressing; it holds position + 1 and is at most half full.
  const slots = new Uint32Array(2 ** Math.ceil(Math.log2(2 * rows.length + 1)));
  const mask = slots.length - 1;
  const first = new Uint32Array(rows.length);
  for (let at = 0; at < rows.length; at++) {
    let slot = hashes[at] & mask;
    while (slots[slot] !== 0 && !alike(slots[slot] - 1, at)) slot = (slot + 1) & mask;
    if (slots[slot] === 0) slots[slot] = at + 1;
    first[at] = slots[slot] - 1;
    if (at % piece === 0) await breathe();
  }
  return first;
}

/** Where at least this share of the rows with repeated inputs have different targets, they are repeated trials. */
const mostOfTrials = 0.5;

/**
 * Whether rows with the same inputs are trials of their own, as animals that got the same dose, and not copies: copies have the same
 * target too.
 * @param alike of inputs and targets. @param alikeInputs of the inputs alone; both as {@link firstAlike} gives them
 */
export function areTrials(alike: Uint32Array, alikeInputs: Uint32Array): boolean {
  const sizes = new Uint32Array(alike.length);
  const differ = new Uint8Array(alike.length);
  alikeInputs.forEach((first, at) => {
    sizes[first]++;
    if (alike[at] !== alike[first]) differ[first] = 1;
  });
  const repeated = alikeInputs.filter((first) => sizes[first] > 1);
  return repeated.filter((first) => differ[first] === 1).length >= mostOfTrials * repeated.length;
}

const same = (a: number, b: number): boolean => a === b || (Number.isNaN(a) && Number.isNaN(b));

const bits = new DataView(new ArrayBuffer(8));

/** The hash with one more value in it: its 32-bit halves by the steps and the finish of MurmurHash3 (Appleby, 2011). */
function mixed(hash: number, value: number): number {
  bits.setFloat64(0, Number.isNaN(value) ? NaN : value + 0);
  let h = step(step(hash, bits.getInt32(0)), bits.getInt32(4));
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

function step(hash: number, half: number): number {
  const k = Math.imul(half, 0xcc9e2d51);
  const h = hash ^ Math.imul((k << 15) | (k >>> 17), 0x1b873593);
  return (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0;
}
