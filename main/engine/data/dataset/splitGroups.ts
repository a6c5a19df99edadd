/** Which rows are for training, and which are held out, where groups of rows are not separated. */
import type { DataSetup } from '../../../../shared/contract/schemas/setups.ts';
import { userError } from '../../../../shared/errors.ts';
import { plural } from '../../../../shared/figures.ts';
import type { Groups } from './dataset.ts';
import { shuffledPositions, type Parts } from './splitRows.ts';

/**
 * Whole groups are drawn at random for the test and validation parts: as many as bring a part nearer to its share of the
 * rows, at least one, and at most twice its share of the groups: beside a group of most rows, a part would take all others. The
 * rows of each part are in random order.
 * @param groups by row of the table. @throws KanError `data.too-few-groups`
 */
export function splitGroups(
  rows: Uint32Array,
  { column, of }: Groups,
  { seed, testFraction, validationFraction }: DataSetup,
  testApart: boolean,
): Parts {
  const sizes = new Map<number, number>();
  for (const row of rows) sizes.set(of[row], (sizes.get(of[row]) ?? 0) + 1);
  const testShare = testApart ? 0 : testFraction;
  const holdsOut = testShare + validationFraction > 0;
  const needed = holdsOut ? (testShare > 0 ? 1 : 0) + leastGroups : 1;
  if (sizes.size < needed)
    throw userError(
      'data.too-few-groups',
      `“${column}” has ${plural(sizes.size, 'group')} of usable rows; ${needed} are needed, so that some can be held out.`,
      'Choose another column to keep rows together, or hold out no test rows.',
    );
  const numbers = [...sizes.keys()];
  const all = Array.from(shuffledPositions(numbers.length, seed), (at) => numbers[at]);
  const most = (share: number): number => Math.ceil(mostTimes * share * numbers.length);
  const test = drawn(
    all,
    sizes,
    testShare * rows.length,
    Math.min(most(testShare), all.length - leastGroups),
  );
  const others = all.filter((group) => !test.has(group));
  const validation = drawn(
    others,
    sizes,
    validationFraction * rows.length,
    Math.min(most(validationFraction), others.length - 1),
  );
  const order = shuffledPositions(rows.length, seed).map((at) => rows[at]);
  return {
    test: order.filter((row) => test.has(of[row])),
    validation: order.filter((row) => validation.has(of[row])),
    train: order.filter((row) => !test.has(of[row]) && !validation.has(of[row])),
    fewerHeld: false,
  };
}

/** Groups of training and validation rows together: cross-validation holds some of them out. */
const leastGroups = 2;
/** A part has at most so many times its share of the groups. */
const mostTimes = 2;

/** The groups that bring the number of rows nearer to the wanted one, at most so many; the smallest where none does. */
function drawn(
  groups: readonly number[],
  sizes: ReadonlyMap<number, number>,
  wanted: number,
  most: number,
): Set<number> {
  const part = new Set<number>();
  if (wanted === 0) return part;
  let rows = 0;
  for (const group of groups) {
    const size = sizes.get(group)!;
    if (part.size === most || rows + size / 2 > wanted) continue;
    part.add(group);
    rows += size;
  }
  if (part.size === 0) part.add(groups.reduce((a, b) => (sizes.get(b)! < sizes.get(a)! ? b : a)));
  return part;
}
