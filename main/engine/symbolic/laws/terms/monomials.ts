/** The terms of polynomials in several groups. */
import type { Exponents } from '../problem.ts';

/** Whole exponents of all terms up to the highest degree of which all fit into `most`, by degree, 1 first. */
export function termsUpTo(inputs: number, most: number, highestDegree: number): Exponents[] {
  let terms: Exponents[] = [new Array<number>(inputs).fill(0)];
  for (let degree = 1; degree <= highestDegree; degree++) {
    const next = [...terms, ...ofDegree(inputs, degree)];
    if (next.length > most) break;
    terms = next;
  }
  return terms;
}

function ofDegree(inputs: number, degree: number): Exponents[] {
  if (inputs === 1) return [[degree]];
  return Array.from({ length: degree + 1 }, (_, p) => degree - p).flatMap((p) =>
    ofDegree(inputs - 1, degree - p).map((others) => [p, ...others]),
  );
}

/** The values of a term. @param columns of the groups, at least one */
export function termValues(term: Exponents, columns: readonly Float64Array[]): Float64Array {
  const values = new Float64Array(columns[0].length).fill(1);
  term.forEach((p, i) => {
    for (let n = 0; n < p; n++) for (let row = 0; row < values.length; row++) values[row] *= columns[i][row];
  });
  return values;
}

/** What the terms add to the complexity of a formula, about. */
export function sizeOf(terms: readonly Exponents[]): number {
  return terms.reduce(
    (count, exponents) => count + 2 + exponents.reduce((own, p) => own + (p === 0 ? 0 : p === 1 ? 2 : 4), 0),
    0,
  );
}
