/** Laws with fitted constants, the most common kinds first. */
import type { Breath } from '../../breath.ts';
import { mostVariables, type Problem } from './problem.ts';
import { shaped } from './shapes/shaped.ts';
import type { Candidate } from './terms/candidate.ts';
import { polynomials } from './terms/polynomials.ts';
import { rationals } from './terms/rationals.ts';
import { waves } from './terms/waves.ts';

/** Groups of which quotients of polynomials are tried. */
const mostRational = 4;

/** Polynomials with few terms, quotients of polynomials, polynomials with a wave, and functions with one constant inside. */
export async function* lawsWithConstants(
  problem: Problem,
  breath: Breath,
): AsyncGenerator<Candidate[], void> {
  const count = problem.groups.length;
  if (count === 0) return;
  yield await polynomials(problem, breath);
  if (count <= mostRational) yield await rationals(problem, breath);
  if (count > mostVariables) return;
  yield await waves(problem, breath);
  await breath.take();
  yield await shaped(problem, breath);
}
