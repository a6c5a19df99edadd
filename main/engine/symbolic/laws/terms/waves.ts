/** T(y) as a polynomial with few terms in the groups, one of which stands in a sine or a cosine. */
import { call } from '../../../../../shared/expression/tree.ts';
import type { Breath } from '../../../breath.ts';
import { changed, type Group, type Problem } from '../problem.ts';
import type { Candidate } from './candidate.ts';
import { polynomials } from './polynomials.ts';

/** A group that covers less than this many radians is no angle: a polynomial follows its sine. */
const leastTurn = 1;
/** A group that covers more turns than this has hardly a sine that the rows show. */
const mostTurn = 60;

/** Few terms and many rows: noise then leads to fewer wrong terms. */
const size = { highestDegree: 3, mostRows: 1000 } as const;

/** The polynomials of the problem with sin g or cos g instead of g, for each group that can be an angle. */
export async function waves(problem: Problem, breath: Breath): Promise<Candidate[]> {
  const found: Candidate[] = [];
  for (const angle of problem.groups.filter(isAngle)) {
    for (const wave of ['cos', 'sin'] as const) {
      const groups = problem.groups.map((group) =>
        group === angle ? call(wave, angle.expression) : group.expression,
      );
      const bent = changed(problem, groups, null);
      if (bent !== null) found.push(...(await polynomials(bent, breath, size)));
    }
  }
  return found;
}

function isAngle({ values }: Group): boolean {
  let [least, greatest] = [Infinity, -Infinity];
  for (const value of values) {
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
  }
  return greatest - least >= leastTurn && greatest - least <= mostTurn;
}
