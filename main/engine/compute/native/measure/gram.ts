/**
 * Means, variances and their gradients of all edges of an input from one small matrix. With b the bases of the input and
 * its residual, an edge is φ = wᵀb. Over the samples of a span b has a count n_s, a mean b̄_s and a scatter matrix M_s, and
 *
 *     μ = Σ_s n_s m_s / n,   Σ(φ − μ)² = wᵀ(Σ_s M_s)w + Σ_s n_s (m_s − μ)²,   with m_s = wᵀb̄_s
 *
 * Every term is a deviation from a mean, so that an edge with little spread loses no digits; ΣM_s is banded.
 */

/** Scatter of one input's bases and residual. */
export interface Gram {
  readonly bases: number;
  readonly order: number;
  /**
   * First basis, count and mean [k + 1 bases, residual] of each span with samples, including those outside the knots.
   */
  readonly groups: readonly SpanGroup[];
  /** Σ_s M_s: bases [basis g][g + d, d = 0 … k], bases by residual [basis], residual. */
  readonly band: Float64Array;
  readonly residual: Float64Array;
  readonly residualSquare: number;
}

export interface SpanGroup {
  readonly first: number;
  readonly count: number;
  readonly mean: Float64Array;
}

/** Index of the span's first basis, as in kan/bspline.ts; `span` = number of spans means outside the knots. */
export function firstBasis(span: number, spans: number, grid: number, order: number): number {
  return span === spans ? 0 : Math.min(Math.max(span - order, 0), grid - 1);
}

/**
 * Merges the kernel's blocks by span of all chunks (Chan, Golub and LeVeque 1979).
 * @param blocks the first chunk's block of the first span is at `at`. The next span's block is plan.spanLength later,
 *   the next chunk's `chunkStride` later. A block holds: count, an unused number; first b seen;
 *   Σ(b − first); Σ(b − first)(b − first)ᵀ, upper triangle.
 */
export function gramOf(
  blocks: Float64Array,
  at: number,
  chunks: number,
  chunkStride: number,
  spans: number,
  bases: number,
  order: number,
): Gram {
  const slots = order + 2;
  const width = (order + 3) & ~1;
  const length = (order + 4) * width + 2;
  const band = new Float64Array(bases * (order + 1));
  const residual = new Float64Array(bases);
  let residualSquare = 0;
  const groups: SpanGroup[] = [];
  const scatter = new Float64Array(slots * slots);
  const gap = new Float64Array(slots);
  for (let span = 0; span <= spans; span++) {
    const mean = new Float64Array(slots);
    let count = 0;
    scatter.fill(0);
    for (let chunk = 0; chunk < chunks; chunk++) {
      const block = at + span * length + chunk * chunkStride;
      const added = blocks[block];
      if (added === 0) continue;
      const sums = block + 2 + width;
      const share = added / (count + added);
      for (let p = 0; p < slots; p++) gap[p] = blocks[block + 2 + p] + blocks[sums + p] / added - mean[p];
      for (let p = 0; p < slots; p++) {
        for (let q = p; q < slots; q++) {
          scatter[p * slots + q] +=
            blocks[sums + (p + 1) * width + q] -
            (blocks[sums + p] * blocks[sums + q]) / added +
            gap[p] * gap[q] * share * count;
        }
      }
      for (let p = 0; p < slots; p++) mean[p] += gap[p] * share;
      count += added;
    }
    if (count === 0) continue;
    const first = firstBasis(span, spans, bases - order, order);
    groups.push({ first, count, mean });
    for (let p = 0; p <= order; p++) {
      for (let q = p; q <= order; q++) band[(first + p) * (order + 1) + q - p] += scatter[p * slots + q];
      residual[first + p] += scatter[p * slots + order + 1];
    }
    residualSquare += scatter[slots * slots - 1];
  }
  return { bases, order, groups, band, residual, residualSquare };
}

/** Mean and Σ(φ − μ)² of an edge. */
export interface EdgeSpread {
  readonly mean: number;
  readonly squares: number;
}

/**
 * @param weights packed weights: basis g at `at + g·stride`, the residual after the bases.
 * @param out receives Σ(φ − μ)·b, half the gradient of Σ(φ − μ)² by the weights, at the same places.
 */
export function edgeSpread(
  { bases, order, groups, band, residual, residualSquare }: Gram,
  weights: Float64Array,
  out: Float64Array,
  at: number,
  stride: number,
): EdgeSpread {
  const atResidual = at + bases * stride;
  const scale = weights[atResidual];
  let byResidual = residualSquare * scale;
  for (let g = 0, place = at; g < bases; g++, place += stride) out[place] = residual[g] * scale;
  for (let g = 0, place = at; g < bases; g++, place += stride) {
    const weight = weights[place];
    const row = g * (order + 1);
    const reach = Math.min(order, bases - 1 - g);
    let sum = band[row] * weight;
    for (let d = 1, other = place + stride; d <= reach; d++, other += stride) {
      sum += band[row + d] * weights[other];
      out[other] += band[row + d] * weight;
    }
    out[place] += sum;
    byResidual += residual[g] * weight;
  }
  out[atResidual] = byResidual;
  let squares = byResidual * scale;
  for (let g = 0, place = at; g < bases; g++, place += stride) squares += out[place] * weights[place];

  const spanMeans = new Float64Array(groups.length);
  let samples = 0;
  let total = 0;
  for (let i = 0; i < groups.length; i++) {
    const { first, count, mean: basis } = groups[i];
    let sum = basis[order + 1] * scale;
    for (let q = 0; q <= order; q++) sum += basis[q] * weights[at + (first + q) * stride];
    spanMeans[i] = sum;
    samples += count;
    total += count * sum;
  }
  const mean = total / samples;
  for (let i = 0; i < groups.length; i++) {
    const { first, count, mean: basis } = groups[i];
    const excess = count * (spanMeans[i] - mean);
    squares += excess * (spanMeans[i] - mean);
    for (let q = 0; q <= order; q++) out[at + (first + q) * stride] += excess * basis[q];
    out[atResidual] += excess * basis[order + 1];
  }
  return { mean, squares };
}
