/** A factor and groups that are products of powers of a problem's groups. */
import { changed, monomial, type Exponents, type Problem } from '../problem.ts';

/** One way in which a law may scale: the exponents of its factor and of each of its new groups. */
export interface Scaling {
  readonly factor: Exponents;
  readonly groups: readonly Exponents[];
}

/** The problem in the new groups; null where a group without a zero of its own would get another power than 1 alone, where a root would get a value that is not positive, or `changed` gives null. */
export function scaled(problem: Problem, { factor, groups }: Scaling): Problem | null {
  const takesRatios = problem.groups.some(
    (group, i) => group.isBare && (factor[i] !== 0 || !groups.every((exponents) => isAlone(exponents, i))),
  );
  if (takesRatios) return null;
  const roots = [factor, ...groups].some((exponents) =>
    exponents.some((value, i) => !Number.isInteger(value) && problem.groups[i].values.some((x) => x <= 0)),
  );
  if (roots || groups.some((exponents) => exponents.every((value) => value === 0))) return null;
  const further = factor.every((value) => value === 0) ? null : monomial(problem, factor);
  return changed(
    problem,
    groups.map((exponents) => monomial(problem, exponents)),
    further,
  );
}

/** Whether a group of exponents does not have this one, or nothing else. */
function isAlone(exponents: Exponents, i: number): boolean {
  return exponents[i] === 0 || exponents.every((value, k) => value === (k === i ? 1 : 0));
}
