/** Fitted designs as networks: an edge for each function of one input, a product node for each product of two. */
import { createModel } from '../../kan/create.ts';
import { basisCount, edgeIndex, knotCount, type KanModel, type Layer } from '../../kan/model.ts';
import { assemble, slicesOf, type LayerParameters } from '../../kan/slices.ts';
import type { Layout, PairColumn } from '../fits/design.ts';
import type { Written } from '../fits/learners.ts';
import { singularParts } from '../../optim/singular.ts';
import type { Rescaled } from '../terms/rescaled.ts';
import type { TermColumn, Terms } from '../terms/terms.ts';

/** Parts whose spread is less than this share of the residuals are left out of a network: curves, lines, products. */
const negligible = { bend: 0.03, line: 0.01, product: 0.1 } as const;

/** A function of one input: c·x + d, or c·f(ax + b) + d, or a spline where it bends. */
interface Curve {
  /** Coefficients in the input's basis, the constant included. */
  readonly coef: Float64Array;
  readonly slope: number;
  readonly constant: number;
  readonly bends: boolean;
  /** f, a and b */
  readonly rescaled?: Pick<Rescaled, 'fn' | 'rate' | 'shift'>;
}

/** A product of two functions, each a sum of curves of inputs. */
interface Product {
  readonly output: number;
  readonly factors: readonly [ReadonlyMap<number, Curve>, ReadonlyMap<number, Curve>];
}

/**
 * The network with the same outputs as the fit. Without pairs it has no hidden layer; with pairs it has one hidden
 * layer: a sum node for each output and a product node of two factors for each product.
 */
export function modelOf({ design, fits }: Written, terms: Terms): KanModel {
  const outputs = fits.length;
  const curves = fits.map(({ theta, variance }) => curvesOf(design, theta, terms, Math.sqrt(variance)));
  const products = fits.flatMap(({ theta, variance }, o) =>
    productsOf(design, theta, terms, Math.sqrt(variance), o),
  );
  const [{ grid }] = terms.bases;
  const inputs = terms.bases.length;
  const hidden = products.length === 0 ? [] : [{ sums: outputs, arities: products.map(() => 2) }];
  const blank = createModel({ inputs, hidden, outputs, grid, order: terms.order, seed: 0 });
  const layers = blank.layers.map(emptied);
  const slices = blank.layers.map((_, index) => slicesOf(blank, index));
  const knots = new Float64Array(inputs * knotCount(layers[0]));
  terms.bases.forEach((basis, input) => knots.set(basis.knots, input * knotCount(layers[0])));
  layers[0] = { ...layers[0], knots };
  for (const slice of slices) slice.coef.fill(0);

  curves.forEach((byInput, o) => {
    byInput.forEach((curve, input) => (layers[0] = withCurve(layers[0], slices[0], input, o, curve)));
    slices[0].subnodeBias[o] = fits[o].theta[0] - pairMeans(design, fits[o].theta);
  });
  products.forEach(({ factors }, p) => {
    factors.forEach((factor, f) => {
      factor.forEach(
        (curve, input) => (layers[0] = withCurve(layers[0], slices[0], input, outputs + 2 * p + f, curve)),
      );
    });
  });
  if (products.length > 0) {
    for (let o = 0; o < outputs; o++) layers[1] = withIdentity(layers[1], slices[1], o, o);
    products.forEach(
      ({ output }, p) => (layers[1] = withIdentity(layers[1], slices[1], outputs + p, output)),
    );
  }
  return assemble(layers, slices);
}

/** The network of exp(scale·z + shift) + zero, z the output of a network: one more layer, of one symbolic edge. */
export function throughExponential(
  network: KanModel,
  { scale, shift, zero }: { readonly scale: number; readonly shift: number; readonly zero: number },
): KanModel {
  const [{ grid, order }] = network.layers;
  const last = createModel({ inputs: 1, hidden: [], outputs: 1, grid, order, seed: 0 });
  const slice = slicesOf(last, 0);
  slice.affine.set([scale, shift, 1, zero]);
  const layer = emptied(last.layers[0]);
  return assemble(
    [...network.layers, { ...layer, symbolic: layer.symbolic.with(0, 'exp') }],
    [...network.layers.map((_, index) => slicesOf(network, index)), slice],
  );
}

/** The same layer without edges. */
function emptied(layer: Layer): Layer {
  return { ...layer, mask: new Uint8Array(layer.mask.length) };
}

function withCurve(layer: Layer, slice: LayerParameters, input: number, output: number, curve: Curve): Layer {
  const edge = edgeIndex(layer, input, output);
  slice.scaleBase[edge] = 0;
  slice.scaleSpline[edge] = 1;
  if (!curve.bends) {
    const { fn, rate, shift } = curve.rescaled ?? { fn: 'x', rate: 1, shift: 0 };
    slice.affine.set([rate, shift, curve.slope, curve.constant], 4 * edge);
    return { ...layer, symbolic: layer.symbolic.with(edge, fn) };
  }
  slice.coef.set(curve.coef, edge * basisCount(layer));
  return { ...layer, mask: layer.mask.with(edge, 1) };
}

function withIdentity(layer: Layer, slice: LayerParameters, input: number, output: number): Layer {
  const edge = edgeIndex(layer, input, output);
  slice.affine.set([1, 0, 1, 0], 4 * edge);
  return { ...layer, symbolic: layer.symbolic.with(edge, 'x') };
}

/** A weighted sum of columns: its coefficients, and its mean over the rows. */
interface Sum {
  readonly coef: Float64Array;
  mean: number;
}

/** What each input adds by itself; inputs that add nothing are not in the map. */
function curvesOf(
  { members }: Layout,
  theta: Float64Array,
  terms: Terms,
  residual: number,
): Map<number, Curve> {
  const weights = new Map<TermColumn, number>();
  const rescaled = new Map<number, Curve>();
  members.forEach((member, c) => {
    const weight = theta[c + 1];
    if ('coef' in member) weights.set(member, weight);
    else if ('rate' in member && isLarge(weight, residual))
      rescaled.set(member.input, {
        coef: new Float64Array(),
        slope: weight * member.factor,
        constant: -weight * member.mean,
        bends: false,
        rescaled: member,
      });
  });
  return new Map([...combined(weights, terms, residual), ...rescaled]);
}

/** Whether a straight line of this height belongs into a network. */
function isLarge(height: number, residual: number): boolean {
  return Math.abs(height) > negligible.line * residual;
}

/** Weighted columns as one curve for each input. */
function combined(
  weights: ReadonlyMap<TermColumn, number>,
  terms: Terms,
  residual: number,
): Map<number, Curve> {
  const byInput = new Map<number, { line: Sum; bend: Sum; height: number; values: Float64Array }>();
  const isLine = new Set(terms.terms.flatMap(({ lines }) => lines));
  weights.forEach((weight, column) => {
    const { input } = column;
    const count = column.coef.length;
    const found = byInput.get(input) ?? {
      line: { coef: new Float64Array(count), mean: 0 },
      bend: { coef: new Float64Array(count), mean: 0 },
      height: 0,
      values: new Float64Array(terms.rows),
    };
    byInput.set(input, found);
    const sum = isLine.has(column) ? found.line : found.bend;
    sum.mean += weight * column.mean;
    column.coef.forEach((value, g) => (sum.coef[g] += weight * value));
    if (isLine.has(column)) found.height += weight;
    else if (weight !== 0) column.values.forEach((value, row) => (found.values[row] += weight * value));
  });
  const curves = new Map<number, Curve>();
  byInput.forEach(({ line, bend, height, values }, input) => {
    const spread = Math.sqrt(values.reduce((square, value) => square + value * value, 0) / terms.rows);
    const bends = spread > negligible.bend * residual;
    if (!bends && !isLarge(height, residual)) return;
    const { identity } = terms.bases[input];
    // Of a line: coefficients = slope·identity.
    const last = identity.length - 1;
    const slope = (line.coef[last] - line.coef[0]) / (identity[last] - identity[0]);
    const mean = line.mean + (bends ? bend.mean : 0);
    const coef = line.coef.map((value, g) => value + bend.coef[g] - mean);
    curves.set(input, { coef, slope, constant: -mean, bends });
  });
  return curves;
}

/** Corrections of the intercept for the means that were subtracted from products. */
function pairMeans({ members }: Layout, theta: Float64Array): number {
  return members.reduce((sum, member, c) => ('one' in member ? sum + theta[c + 1] * member.mean : sum), 0);
}

/**
 * The weights of each pair as a matrix, and its singular vectors as factors (Golub and Van Loan, §2.4): this gives the
 * fewest products.
 */
function productsOf(
  { members, groups, kinds }: Layout,
  theta: Float64Array,
  terms: Terms,
  residual: number,
  output: number,
): Product[] {
  return groups.flatMap(({ start, count }, g) => {
    if (kinds[g] !== 'pair') return [];
    const columns = members.slice(start - 1, start - 1 + count) as PairColumn[];
    const left = [...new Set(columns.map(({ one }) => one))];
    const right = [...new Set(columns.map(({ other }) => other))];
    const matrix = new Float64Array(left.length * right.length);
    columns.forEach(({ one, other, scale }, i) => {
      matrix[left.indexOf(one) * right.length + right.indexOf(other)] = scale * theta[start + i];
    });
    return factorsOf(matrix, left.length, right.length, negligible.product * residual).map(
      ({ u, v, singular }): Product => {
        const side = (list: readonly TermColumn[], weights: Float64Array): Map<number, Curve> =>
          combined(
            new Map(list.map((column, i) => [column, weights[i]])),
            terms,
            residual / Math.sqrt(singular),
          );
        return { output, factors: [side(left, u), side(right, v)] };
      },
    );
  });
}

/** M = Σ u vᵀ with the terms whose singular values are above `least`; u and v are of equal length. */
function factorsOf(
  matrix: Float64Array,
  rows: number,
  columns: number,
  least: number,
): { u: Float64Array; v: Float64Array; singular: number }[] {
  return singularParts(matrix, rows, columns, least).map(({ value, right, product }) => {
    const half = Math.sqrt(value);
    return { u: product.map((x) => x / half), v: right.map((x) => x * half), singular: value };
  });
}
