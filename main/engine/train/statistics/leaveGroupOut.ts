/** What a fit changes by where a group of its rows is left out, and the variances that follow where rows of a group are not independent. */
import { dot, factorizeDefinite, solveFactored } from '../../optim/cholesky.ts';
import { eigen } from '../../optim/eigen.ts';

/** The rows of a group, in parameters whose matrix over all rows is the identity. */
export interface GroupShare {
  /** The gradient of the loss of its rows, at the fit. */
  readonly score: Float64Array;
  /** The matrix of its rows: its part of the identity. */
  readonly matrix: Float64Array;
}

/** Groups times cubed parameters; more would take longer than a second. The groups' own share is not counted then. */
const mostWork = 3e8;
/** A group that leaves less to the others nearly alone determines a parameter: it tells nothing about how certain that is. */
const leastLeft = 1e-6;

/** Whether the groups' own share is counted for so many groups and parameters. */
export const countsOwnShare = (groups: number, size: number): boolean => groups * size ** 3 <= mostWork;

/**
 * What the parameters change by where the group is left out, to first order: (I − M)⁻¹b with the matrix M and the gradient b of its rows (CV3: MacKinnon,
 * Nielsen and Webb, Journal of Econometrics 232, 2023; b alone: Liang and Zeger, 1986).
 * @returns null where the others do not determine all parameters.
 */
export function changeWithout({ score, matrix }: GroupShare): Float64Array | null {
  const size = score.length;
  const left = matrix.map((value, at) => (at % (size + 1) === 0 ? 1 : 0) - value);
  const factor = factorizeDefinite(left, size);
  if (factor === null) return null;
  for (let i = 0; i < size; i++) if (factor[i * (size + 1)] ** 2 < leastLeft) return null;
  return solveFactored(factor, size, score);
}

/**
 * The jackknife variance (G − 1)/G·Σ(vᵀu)² of the sum vᵀθ of parameters θ that G groups determine, with u = {@link changeWithout} each of them. It has
 * G − 1 degrees of freedom.
 * @returns for v: null where the others do not determine vᵀθ without one of the groups, or where there is one group.
 */
export function jackknifeVariance(groups: readonly GroupShare[]): (v: Float64Array) => number | null {
  const count = groups.length;
  if (count < 2) return () => null;
  const size = groups[0].score.length;
  const changes: Float64Array[] = [];
  const alone: Float64Array[] = [];
  for (const group of groups) {
    const whole = countsOwnShare(count, size) ? changeWithout(group) : group.score;
    if (whole !== null) {
      changes.push(whole);
      continue;
    }
    const { values, vectors } = eigen(group.matrix, size);
    const change = new Float64Array(size);
    values.forEach((value, k) => {
      const direction = Float64Array.from({ length: size }, (_, i) => vectors[i * size + k]);
      if (1 - value < leastLeft) return void alone.push(direction);
      const share = dot(direction, 0, group.score, 0, size) / (1 - value);
      for (let i = 0; i < size; i++) change[i] += share * direction[i];
    });
    changes.push(change);
  }
  return (v) => {
    const length = Math.sqrt(dot(v, 0, v, 0, size));
    if (alone.some((direction) => Math.abs(dot(direction, 0, v, 0, size)) > leastLeft * length)) return null;
    return ((count - 1) / count) * changes.reduce((sum, u) => sum + dot(u, 0, v, 0, size) ** 2, 0);
  };
}

/** The rows of each group. @param groups of each row */
export function rowsByGroup(groups: Uint32Array): readonly Uint32Array[] {
  const rows = new Map<number, number[]>();
  groups.forEach((group, row) => {
    const known = rows.get(group);
    if (known === undefined) rows.set(group, [row]);
    else known.push(row);
  });
  return Array.from(rows.values(), (own) => Uint32Array.from(own));
}
