/** Which rows are trained on, and which are held out. */
import type { DataSetup } from '../../../shared/contract/schemas.ts';
import { seededRandom } from '../../../shared/random.ts';

export interface Parts {
  readonly train: Uint32Array;
  readonly validation: Uint32Array;
  readonly test: Uint32Array;
}

/** Shuffled by the seed (Fisher–Yates), then cut: test first, validation next, the rest to train on. */
export function splitRows(rows: Uint32Array, setup: DataSetup, testApart: boolean): Parts {
  const random = seededRandom(setup.seed);
  const shuffled = rows.slice();
  for (let i = shuffled.length - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    [shuffled[i], shuffled[j]] = [shuffled[j], shuffled[i]];
  }
  const test = testApart ? 0 : Math.round(setup.testFraction * rows.length);
  const validation = Math.min(Math.round(setup.validationFraction * rows.length), rows.length - test);
  return {
    test: shuffled.slice(0, test),
    validation: shuffled.slice(test, test + validation),
    train: shuffled.slice(test + validation),
  };
}
