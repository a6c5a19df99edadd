/** Which rows are for training, and which are held out. */
import type { DataSetup } from '../../../../shared/contract/schemas/setups.ts';
import { seededRandom } from '../../../../shared/random.ts';
import { leastTrainingRows } from '../../../../shared/results/tooFewRows.ts';
import { everyRow } from '../rows.ts';
import type { Column } from '../table/table.ts';

export interface Parts {
  readonly train: Uint32Array;
  readonly validation: Uint32Array;
  readonly test: Uint32Array;
  /** Fewer rows are held out than the shares say: too few would be left to train on. */
  readonly fewerHeld: boolean;
}

/**
 * Shuffled by the seed (Fisher–Yates), then cut: test first, validation next, the rest for training. Fewer rows are held
 * out where {@link leastTrainingRows} would not be left, first of the validation rows. Equal rows are
 * moved to the first of them and are not separated: a part may therefore be longer, by fewer rows than are equal.
 * Each part has its share of each class, to the nearest row where no rows are equal; the one row of a class is for training.
 * @param classes by row of the table; null where no classes are predicted
 * @param alike for each of the rows a position in `rows`, the same for rows that must stay together; null where none
 *   must
 */
export function splitRows(
  rows: Uint32Array,
  setup: DataSetup,
  testApart: boolean,
  alike: Uint32Array | null,
  classes: Column['values'] | null,
): Parts {
  const order = shuffledPositions(rows.length, setup.seed);
  const asked = (share: number): number => Math.round(share * rows.length);
  const [askedTest, askedValidation] = [
    testApart ? 0 : asked(setup.testFraction),
    asked(setup.validationFraction),
  ];
  const spare = Math.max(0, rows.length - leastTrainingRows);
  const test = Math.min(askedTest, spare);
  const validation = Math.min(askedValidation, spare - test);
  const whole = alike === null ? order : gathered(order, alike);
  const together = classes === null ? whole : spread(whole, (at) => classes[rows[at]], alike);
  const cut = (at: number): number => {
    let end = at;
    if (alike !== null && at > 0)
      while (end < rows.length && alike[together[end]] === alike[together[end - 1]]) end++;
    return end;
  };
  const testEnd = cut(test);
  const validationEnd = cut(Math.min(testEnd + validation, rows.length));
  const part = (from: number, to: number): Uint32Array => together.slice(from, to).map((at) => rows[at]);
  return {
    test: part(0, testEnd),
    validation: part(testEnd, validationEnd),
    train: part(validationEnd, rows.length),
    fewerHeld: rows.length >= leastTrainingRows && test + validation < askedTest + askedValidation,
  };
}

/** The numbers below a count in random order (Fisher–Yates). */
export function shuffledPositions(count: number, seed: number): Uint32Array {
  const random = seededRandom(seed);
  const order = new Uint32Array(count).map((_, position) => position);
  for (let i = count - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

/** The order in which equal rows follow the first of them. */
function gathered(order: Uint32Array, alike: Uint32Array): Uint32Array {
  const counts = new Uint32Array(order.length);
  for (const group of alike) counts[group]++;
  const next = new Int32Array(order.length).fill(-1);
  const result = new Uint32Array(order.length);
  let end = 0;
  for (const position of order) {
    const group = alike[position];
    if (next[group] < 0) {
      next[group] = end;
      end += counts[group];
    }
    result[next[group]++] = position;
  }
  return result;
}

/**
 * The rows of each class at equal distances over the whole order, as in systematic sampling of strata (Cochran, “Sampling
 * techniques”, 1977, §8.5): whatever is cut from it has the same share of each class.
 * @param alike rows that are equal follow each other, and stay so
 */
function spread(
  order: Uint32Array,
  classOf: (position: number) => number,
  alike: Uint32Array | null,
): Uint32Array {
  const sizes = new Map<number, number>();
  for (const position of order) sizes.set(classOf(position), (sizes.get(classOf(position)) ?? 0) + 1);
  const before = new Map<number, number>();
  const places = new Float64Array(order.length);
  for (let from = 0, to: number; from < order.length; from = to) {
    const kind = classOf(order[from]);
    to = from + 1;
    while (alike !== null && to < order.length && alike[order[to]] === alike[order[from]]) to++;
    const seen = before.get(kind) ?? 0;
    places.fill((seen + (to - from) / 2) / sizes.get(kind)!, from, to);
    before.set(kind, seen + to - from);
  }
  return everyRow(order.length)
    .sort((a, b) => places[a] - places[b] || a - b)
    .map((at) => order[at]);
}
