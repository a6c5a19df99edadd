/** The functions that an edge is set to in a search for formulas. */
import { edgeFunction } from '../../../../shared/expression/edgeFunction.ts';
import { suggest, type Candidate, type Samples } from '../suggest/suggest.ts';

/**
 * Share of an edge's variance that a function of the library may leave unexplained before functions beyond the library
 * are tried.
 */
export const satisfying = 1e-6;

/**
 * Functions beyond the library that formulas of physics are made of; tried only where no function of the library fits,
 * because the kernel does not know them.
 */
const further = [
  'cosh',
  '1/cosh(x)',
  'sqrt(1 + x^2)',
  'sqrt(1 - x^2)',
  '1/sqrt(1 - x^2)',
  '1/(1 + x^2)',
  'sin(x)^2/x^2',
  'x^6',
].map(edgeFunction);

/**
 * The functions that an edge might be, the best first; none of them has a gap or a pole within the samples: `suggest` puts functions
 * beyond the library that have one last.
 */
export function bestCandidates(samples: Samples): Candidate[] {
  const usable = ({ name, c }: Candidate): boolean => name !== '0' && c !== 0;
  const known = suggest(samples).filter(usable);
  if (known.length > 0 && known[0].unexplained < satisfying) return known;
  const others = suggest(samples, further).filter(usable);
  if (others.length === 0 || (known.length > 0 && others[0].unexplained > 0.01 * known[0].unexplained))
    return known;
  return [others[0], ...known];
}
