/** Rows of a test table that are equal to rows that a network is trained and chosen on. */
import { countText, plural } from '../../../../shared/figures.ts';
import { firstAlike } from './copies.ts';
import type { Split } from './dataset.ts';

/**
 * What is said of the rows of a test table that are equal to others in every input and target; nothing where none are.
 * @param trained the rows for training and for validation, encoded as those of the test table are
 * @param breathe awaited between pieces of work
 */
export async function knownRowsNotes(
  trained: readonly Split[],
  test: Split,
  fileName: string,
  breathe: () => Promise<void>,
): Promise<string[]> {
  const splits = [...trained, test];
  const known = trained.reduce((sum, { rows }) => sum + rows, 0);
  const all = Uint32Array.from({ length: known + test.rows }, (_, row) => row);
  const alike = await firstAlike(
    all,
    [...columnsOf(splits, 'inputs'), ...columnsOf(splits, 'targets')],
    breathe,
  );
  const equal = alike.subarray(known).filter((first) => first < known).length;
  if (equal === 0) return [];
  const which =
    equal === test.rows
      ? `All ${plural(equal, 'row')}`
      : `${countText(equal)} of the ${plural(test.rows, 'row')}`;
  const [are, they] = equal === 1 ? ['is', 'it is'] : ['are', 'they are'];
  return [
    `${which} of ${fileName} ${are} equal to a row that is trained on, in every input and target: if ${they} the same measurement, the test error is too small for new rows.`,
  ];
}

/** The columns of all splits together, one below the other. */
function columnsOf(
  splits: readonly Split[],
  part: 'inputs' | 'targets',
): readonly { readonly values: Float64Array }[] {
  const width = Math.max(...splits.map((split) => (split.rows === 0 ? 0 : split[part].length / split.rows)));
  return Array.from({ length: width }, (_, c) => {
    const pieces = splits.map((split) => split[part].subarray(c * split.rows, (c + 1) * split.rows));
    const values = new Float64Array(pieces.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const piece of pieces) {
      values.set(piece, at);
      at += piece.length;
    }
    return { values };
  });
}
