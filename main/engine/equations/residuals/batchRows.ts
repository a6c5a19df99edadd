/** Terms of residuals, and gradients through them, at all rows of a group at once. */
import { columnsOf, type LayerFactors, type Line, type LineBatch } from '../derivatives/lineBatch.ts';
import type { CompiledResidual, ResidualRows } from './residuals.ts';

type LinePlan = CompiledResidual['lines'][number];

/** The lines through one list of points. */
interface Bundle {
  readonly points: Float64Array;
  readonly lines: readonly (LinePlan & Line)[];
}

function bundlesOf({ lines }: CompiledResidual, { places }: ResidualRows): readonly Bundle[] {
  return places
    .map((points, place) => ({ points, lines: lines.filter((line) => line.place === place) }))
    .filter((bundle) => bundle.lines.length > 0);
}

/** Values of all terms, [term][row]. */
export function batchTermValues(
  batch: LineBatch,
  theta: Float64Array,
  compiled: CompiledResidual,
  rows: ResidualRows,
): Float64Array[] {
  const { count } = rows;
  const values = rows.residual.terms.map(() => new Float64Array(count));
  for (const { points, lines } of bundlesOf(compiled, rows)) {
    const found = batch.forward(theta, points, count, lines);
    eachShare(lines, ({ term, weight }, column) => {
      const into = values[term];
      for (let row = 0; row < count; row++) into[row] += weight * found[column * count + row];
    });
  }
  return values;
}

/**
 * Adds Σ over the rows of factor·(slope of the residual) to the gradient, after `batchTermValues` at the same numbers.
 * @param factors by row. @param termSlopes of the residual by each term
 */
export function addBatchGradient(
  batch: LineBatch,
  compiled: CompiledResidual,
  rows: ResidualRows,
  outputs: number,
  termSlopes: readonly (Float64Array | undefined)[],
  factors: Float64Array,
  gradient: Float64Array,
): void {
  for (const bundle of bundlesOf(compiled, rows)) {
    batch.backward(bundle.points, adjointOf(bundle, rows.count, outputs, termSlopes, factors), gradient);
  }
}

/** The slopes of factor·residual of each row, for each list of points and each layer. */
export function batchFactors(
  batch: LineBatch,
  compiled: CompiledResidual,
  rows: ResidualRows,
  outputs: number,
  termSlopes: readonly (Float64Array | undefined)[],
  factors: Float64Array,
): { readonly columns: number; readonly layers: readonly LayerFactors[] }[] {
  return bundlesOf(compiled, rows).map((bundle) => ({
    columns: columnsOf(bundle.lines).count,
    layers: batch.factors(bundle.points, adjointOf(bundle, rows.count, outputs, termSlopes, factors)),
  }));
}

function adjointOf(
  { lines }: Bundle,
  count: number,
  outputs: number,
  termSlopes: readonly (Float64Array | undefined)[],
  factors: Float64Array,
): Float64Array {
  const adjoint = new Float64Array(outputs * columnsOf(lines).count * count);
  eachShare(lines, ({ term, weight }, column) => {
    const slope = termSlopes[term];
    if (slope === undefined) return;
    for (let row = 0; row < count; row++) adjoint[column * count + row] += factors[row] * weight * slope[row];
  });
  return adjoint;
}

/** Calls `visit` with each share of a term and the column of the outputs that it is a share of. */
function eachShare(
  lines: Bundle['lines'],
  visit: (share: LinePlan['shares'][number], column: number) => void,
): void {
  const { count, first } = columnsOf(lines);
  lines.forEach(({ shares }, line) => {
    for (const share of shares) {
      const { output, order } = share;
      visit(share, output * count + (order === 0 ? 0 : first[line] + order - 1));
    }
  });
}
