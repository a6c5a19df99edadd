/** Rows far from the rest, and where Huber's loss (huber.ts) becomes linear because of them. */
import { farErrors } from '../../measure/farErrors.ts';
import type { HeldOut } from './judge.ts';

/** Where the loss becomes linear, in robust standard deviations: 95 % efficient for normal errors (Huber 1981, §4). */
const cutAt = 1.345;

/** What the errors of held-out rows say of outliers. */
export interface Outliers {
  /** The cut of Huber's loss, in the target's units. */
  readonly cut: number;
  /** The held-out rows that lie far from the rest, ascending. */
  readonly far: readonly number[];
}

/** @param heldOut of one number. @returns null where no row lies far from the rest. */
export function outliersOf({ rows, losses }: HeldOut): Outliers | null {
  const { spread, far } = farErrors(losses.map(Math.sqrt));
  return far.length > 0 && spread > 0 ? { cut: cutAt * spread, far: far.map((place) => rows[place]) } : null;
}
