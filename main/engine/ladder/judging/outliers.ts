/** Rows far from the rest, and where Huber's loss (huber.ts) becomes linear because of them. */
import { farErrors } from '../../measure/farErrors.ts';
import type { HeldOut } from './judge.ts';

/** Where the loss becomes linear, in robust standard deviations: 95 % efficient for normal errors (Huber 1981, §4). */
const efficient = 1.345;

/** What the errors of held-out rows say of outliers. */
export interface Outliers {
  /** The cut of Huber's loss for a row of weight 1, in the target's units. */
  readonly cut: number;
  /** The held-out rows that lie far from the rest, ascending. */
  readonly far: readonly number[];
}

/**
 * Errors are compared in units of what their weights say: an error of 3 is not far where the uncertainty is 2.
 * @param heldOut of one number. @returns null where no row lies far from the rest.
 */
export function outliersOf({ rows, losses, weights }: HeldOut): Outliers | null {
  const { spread, far } = farErrors(losses.map((loss, i) => Math.sqrt((weights?.[i] ?? 1) * loss)));
  return far.length > 0 && spread > 0
    ? { cut: efficient * spread, far: far.map((place) => rows[place]) }
    : null;
}
