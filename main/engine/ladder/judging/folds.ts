/** Splits rows into parts for cross-validation. */
import { everyRow, otherRows } from '../../data/rows.ts';
import { seededRandom } from '../../../../shared/random.ts';
import { groupsAt } from '../../data/dataset/groups.ts';
import type { Question } from '../fits/fitDesign.ts';

/** Parts that are held out one after the other; each row is in as many parts as there are repeats. */
export interface Folds {
  /** The column of groups that are held out whole. */
  readonly groups?: string;
  readonly held: readonly Uint32Array[];
  /** Of each part the other rows. */
  readonly others: readonly Uint32Array[];
  readonly repeats: number;
  readonly parts: number;
}

/** The most rows for cross-validation; with more rows a single part is held out. */
export const mostRowsRepeated = 3000;
/** … unless it would have fewer groups than this: the error of one group has no standard error, that of a few says little. */
const fewestHeldGroups = 10;
/** Of many rows this share is held out, and so many at most. */
const share = 0.2;
const mostHeld = 5000;

/**
 * The number of parts and repeats for a number of rows: with few rows both are large. Where each part is a single row, or the
 * copies of one, a repeat would only find the same again.
 * @param different the number of rows without copies.
 */
function planFor(rows: number, different: number): { readonly parts: number; readonly repeats: number } {
  if (different <= 10) return { parts: Math.max(2, different), repeats: 1 };
  if (rows < 100) return { parts: 10, repeats: 3 };
  if (rows < 300) return { parts: 10, repeats: 1 };
  return { parts: 5, repeats: 1 };
}

/**
 * Rows of a group stay in one part, and so do copies of a row where there are no groups; then each part has its share of each
 * class, as far as there are rows.
 * @param inputs [input][row] @param last this many of the last rows are validation rows; where there are many rows,
 * and enough groups in them, these alone are held out.
 */
export function foldsOf(question: Question, inputs: Float64Array, last: number, seed: number): Folds {
  const { rows, groups } = question;
  const own = Uint32Array.from({ length: last }, (_, i) => rows - last + i);
  if (rows > mostRowsRepeated && last > 0 && enoughGroups(own, question))
    return foldsWith(question, [own], 1, 1);
  const alike = groups ? firstOf(rows, Float64Array.from(groups.of)) : groupsAlike(question, inputs);
  const random = seededRandom(seed);
  if (rows > mostRowsRepeated && last === 0) {
    const count = Math.min(mostHeld, Math.round(share * rows));
    const every = rows / count;
    const order = dealt(question, alike, random.integer(2 ** 31));
    const held = groups
      ? firstWhole(order, alike, count)
      : Uint32Array.from({ length: count }, (_, i) => order[Math.floor(i * every)]);
    if (enoughGroups(held, question)) return foldsWith(question, [held], 1, 1);
  }
  const { parts, repeats } = planFor(rows, new Set(alike).size);
  const held = Array.from({ length: repeats }, () => {
    const order = dealt(question, alike, random.integer(2 ** 31));
    const members = Array.from({ length: parts }, () => [] as number[]);
    let next = 0;
    let last = -1;
    for (const row of order) {
      if (alike[row] !== last) next = (next + 1) % members.length;
      last = alike[row];
      members[next].push(row);
    }
    return members.map((list) => Uint32Array.from(list));
  });
  return foldsWith(
    question,
    held.flat().filter((part) => part.length > 0),
    repeats,
    parts,
  );
}

function foldsWith(
  { rows, groups }: Question,
  held: readonly Uint32Array[],
  repeats: number,
  parts: number,
): Folds {
  const others = held.map((part) => otherRows(rows, part));
  return { ...(groups && { groups: groups.column }), held, others, repeats, parts };
}

/** Whether a part alone can judge: it has {@link fewestHeldGroups}, or there are no groups. */
function enoughGroups(held: Uint32Array, { groups }: Question): boolean {
  return groups === undefined || new Set(groupsAt(groups, held).of).size >= fewestHeldGroups;
}

/** So many of the first rows, and the others of the last one's group; at least one group is left. */
function firstWhole(order: Uint32Array, alike: Uint32Array, count: number): Uint32Array {
  const isLast = (row: number): boolean => alike[row] === alike[order[order.length - 1]];
  const end = order.findIndex((row, i) => (i >= count && alike[row] !== alike[order[i - 1]]) || isLast(row));
  return order.slice(0, end);
}

/** The rows in a random order: rows that stay together next to each other; without groups one class after the other. */
function dealt(
  { rows, targets, classifies, groups }: Question,
  alike: Uint32Array,
  seed: number,
): Uint32Array {
  const random = seededRandom(seed);
  const place = Float64Array.from({ length: rows }, () => random.next());
  const order = everyRow(rows);
  return order.sort((a, b) => {
    const kind = classifies && !groups ? targets[a] - targets[b] : 0;
    return kind || place[alike[a]] - place[alike[b]] || a - b;
  });
}

/** The largest share of rows that repeat the inputs of another with another target, where repeats are copies. */
const mostDifferent = 0.05;

/**
 * For each row the first that it is a copy of: the first that has the same inputs and targets. No row counts as a copy
 * where rows of equal inputs have different targets: the table has repeated measurements, or a few labels only, and
 * parts without all rows of one target at some inputs would teach the opposite of what the table says.
 */
function groupsAlike({ rows, targets }: Question, inputs: Float64Array): Uint32Array {
  const inputsOf = firstOf(rows, inputs);
  const targetsOf = firstOf(rows, targets);
  const alike = firstOf(rows, Float64Array.from([...inputsOf, ...targetsOf]));
  const own = everyRow(rows);
  const repeats = own.filter((row) => inputsOf[row] !== row);
  const different = repeats.filter((row) => targetsOf[row] !== targetsOf[inputsOf[row]]);
  return different.length > mostDifferent * repeats.length ? own : alike;
}

/** For each row the first that has the same values. @param values [column][row] */
function firstOf(rows: number, values: Float64Array): Uint32Array {
  const seen = new Map<string, number>();
  const columns = Array.from({ length: values.length / rows }, (_, c) =>
    values.subarray(c * rows, (c + 1) * rows),
  );
  return Uint32Array.from({ length: rows }, (_, row) => {
    const key = columns.map((column) => column[row]).join();
    const first = seen.get(key) ?? row;
    seen.set(key, first);
    return first;
  });
}

/**
 * The rows that a fit is judged by if it learns from some rows: they have no say in a choice that it makes. None where it
 * learns from all rows.
 * @param among one of `others`; null for all rows.
 */
export function judgesOf({ held, others }: Folds, among: Uint32Array | null): Uint32Array {
  return among === null ? new Uint32Array() : held[others.indexOf(among)];
}

/**
 * The same where a single part has a say itself: it is held out only where rows are many, and the best of a few fits is hardly
 * better by chance there.
 */
export function judgesOfFew(folds: Folds, among: Uint32Array | null): Uint32Array {
  return judgesOf(folds, folds.held.length === 1 ? null : among);
}
