/** By how much the errors of two models differ on the same rows, with the standard error of this difference. */
import type { ErrorDifference } from '../../../../shared/contract/views/comparison.ts';
import { excess, type HeldOut } from '../../ladder/judging/judge.ts';
import { asNormal } from '../../measure/studentsT.ts';

/** A difference is clear from this many of its standard errors on. */
const CLEAR = 2;

/**
 * The error of one model less that of the other, in the unit that both errors are shown in. The rows are compared in pairs. The
 * error of a root of a mean square is that of its first-order expansion (the delta method: Casella and Berger, "Statistical
 * inference", 2002, §5.5.4). Of few rows, or few groups of rows, it is as large as makes the difference as likely as
 * Student's t says.
 * @returns null where an error is not finite.
 * @param unit what one unit of the root is in the unit of the errors; null where the errors are the mean losses themselves.
 */
export function errorDifference(one: HeldOut, other: HeldOut, unit: number | null): ErrorDifference | null {
  const [mine, others] = [one, other].map((of) => (unit === null ? of : rootsOf(of, unit)));
  const { mean, standardError } = excess(mine, others);
  if (!Number.isFinite(mean)) return null;
  const size = Math.abs(mean);
  const known = Number.isFinite(standardError);
  // Of groups, `excess` allows for few of them.
  const few = one.groups === null && known && size > 0 && standardError > 0;
  const error = few ? size / asNormal(size / standardError, one.rows.length - 1) : standardError;
  return {
    value: mean,
    standardError: known ? error : null,
    groups: one.groups && new Set(one.groups).size,
    isClear: known && size > CLEAR * error,
  };
}

/** Values whose mean is the root of the mean loss, and whose scatter is that of this root to first order. */
function rootsOf(heldOut: HeldOut, unit: number): HeldOut {
  const root = Math.sqrt(heldOut.mean);
  if (root === 0) return heldOut;
  return { ...heldOut, losses: heldOut.losses.map((loss) => (unit * (root + loss / root)) / 2) };
}
