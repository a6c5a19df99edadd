/** How well straight lines of fewer and fewer columns predict rows that they were not fitted to. */
import { seededRandom } from '../../../../../shared/random.ts';
import { variance } from '../../../data/table/statistics.ts';
import { total } from '../../../optim/vector.ts';
import { weightedProducts } from '../../../optim/weightedProducts.ts';
import { fitsOfFewer, type LinearFit, type Products } from './sweep.ts';

/** What straight lines are fitted to. */
export interface LineRows {
  readonly columns: readonly Float64Array[];
  readonly target: Float64Array;
  readonly rows: number;
  /** Per row; null where all count alike. */
  readonly weights: Float64Array | null;
  /** The group of each row, where rows of a group are not independent. */
  readonly groups?: Uint32Array;
}

/** Parts of the rows that are held out one after the other, and the rows up to which they are more, since there each part counts. */
const parts = 5;
const partsOfFew = 10;
const fewRows = 200;

/** The constant, the columns and the target, each about 0 in the mean and 1 in size. */
export interface ScaledRows {
  readonly columns: readonly Float64Array[];
  readonly means: readonly number[];
  readonly sizes: readonly number[];
  readonly weights: Float64Array;
}

/** Brings columns and target to one size, so that sums of their products lose no digits. */
export function scaledRows({ columns, target, rows, weights }: LineRows): ScaledRows {
  const means = [0];
  const sizes = [1];
  const scaled = [...columns, target].map((values) => {
    const mean = total(values) / rows;
    const size = Math.sqrt(variance(values)) || 1;
    means.push(mean);
    sizes.push(size);
    return values.map((value) => (value - mean) / size);
  });
  const own = weights ?? new Float64Array(rows).fill(1);
  return { columns: [new Float64Array(rows).fill(1), ...scaled], means, sizes, weights: own };
}

/** Weighted sums of products of each two columns, over some of the rows. */
export function productsOf(
  { columns, weights }: ScaledRows,
  takes: (row: number) => boolean = () => true,
): Products {
  const size = columns.length;
  const taken = weights.map((weight, row) => (takes(row) ? weight : 0));
  const sums = weightedProducts(columns, weights.length, taken);
  return columns.map((_, a) =>
    Float64Array.from(columns, (__, b) => sums[Math.max(a, b) * size + Math.min(a, b)]),
  );
}

/**
 * For each number of columns, from none on, the weighted squared error of each row, predicted by lines of other rows, whose columns were
 * chosen among those.
 * @returns in the target's unit, squared: [number of columns][row]
 */
export function heldOutSquares(data: LineRows): readonly Float64Array[] {
  const scaled = scaledRows(data);
  const { columns, weights, sizes } = scaled;
  const count = data.rows <= fewRows ? partsOfFew : parts;
  const partOf = partsFor(data, count);
  const unit = sizes[sizes.length - 1] ** 2;
  const squares = data.columns.map(() => new Float64Array(data.rows));
  squares.push(new Float64Array(data.rows));
  for (let part = 0; part < count; part++) {
    const fits = fitsOfFewer(productsOf(scaled, (row) => partOf[row] !== part));
    for (const [used, own] of squares.entries()) {
      // Fewer columns are independent in these rows.
      const fit = fits[Math.min(used, fits.length - 1)];
      for (let row = 0; row < data.rows; row++)
        if (partOf[row] === part) own[row] = unit * weights[row] * errorOf(fit, columns, row) ** 2;
    }
  }
  return squares;
}

/** The part of each row; rows of a group are in the same one. */
function partsFor({ rows, groups }: LineRows, count: number): Uint32Array {
  const random = seededRandom(1);
  const known = new Map<number, number>();
  return Uint32Array.from({ length: rows }, (_, row) => {
    const own = groups?.[row] ?? row;
    const part = known.get(own) ?? random.integer(count);
    known.set(own, part);
    return part;
  });
}

function errorOf(fit: LinearFit, columns: readonly Float64Array[], row: number): number {
  return fit.reduce((error, c, i) => error - c * columns[i][row], columns[columns.length - 1][row]);
}
