/**
 * Edges computed by their curves. On a span an edge's spline is Σ_q w_q B_q(x) = Σ_p c_p u^p with c_p = Σ_q a_pq w_q,
 * where a_pq are the polynomials of the bases (splineTable.ts). For an input with few edges this costs less than its
 * bases. The values come from c. The gradient by c, Σ_r g·u^p on a span, is converted to the gradient by w once, with
 * the same factors.
 */
import { knotCount } from '../../../kan/model.ts';
import { firstBasis } from './gram.ts';
import type { KernelLayer, KernelPlan } from '../plan/plan.ts';
import { curveRow, polynomialAt, splineTable } from '../plan/splineTable.ts';

export interface Curves {
  /** Writes the curves into the packed parameters, from the spline weights there. */
  write(packed: Float64Array): void;
  /** Adds to a packed gradient by spline weights the part that follows from the gradient by the curves. */
  collect(packed: Float64Array): void;
}

/** The edges of one input. */
interface CurveGroup {
  readonly order: number;
  /** First weight of each edge, and its curve. */
  readonly weights: readonly number[];
  readonly curves: readonly number[];
  /** First basis of each span, including the span outside the knots. */
  readonly first: Int32Array;
  /** a, [span][power][basis] */
  readonly factors: Float64Array;
}

/** @param plan says which edges have curves, and where they stand in the packed weights. */
export function createCurves(plan: KernelPlan): Curves {
  const groups = plan.layers.flatMap(groupsOf);
  return {
    write(packed) {
      for (const group of groups) writeGroup(group, packed);
    },
    collect(packed) {
      for (const group of groups) collectGroup(group, packed);
    },
  };
}

function groupsOf({ layer, spans, active }: KernelLayer): CurveGroup[] {
  const { grid, order } = layer;
  const first = Int32Array.from({ length: spans + 1 }, (_, span) => firstBasis(span, spans, grid, order));
  return active.flatMap(({ input, outputs, at, edgeLength, curves }) => {
    if (curves === null) return [];
    const knots = layer.knots.subarray(input * knotCount(layer), (input + 1) * knotCount(layer));
    const table = splineTable(knots, grid, order);
    const size = order + 1;
    const factors = Float64Array.from({ length: (spans + 1) * size * size }, (_, i) =>
      polynomialAt(table, order, Math.floor(i / size / size), Math.floor(i / size) % size, i % size),
    );
    return {
      order,
      weights: outputs.map((_, n) => at + n * edgeLength),
      curves: outputs.map((_, n) => curves.at + n * curves.length),
      first,
      factors,
    };
  });
}

function writeGroup({ order, weights, curves, first, factors }: CurveGroup, packed: Float64Array): void {
  const row = curveRow(order);
  for (let edge = 0; edge < weights.length; edge++) {
    let factor = 0;
    for (let span = 0; span < first.length; span++) {
      const from = weights[edge] + first[span];
      const to = curves[edge] + span * row;
      for (let power = 0; power <= order; power++) {
        let sum = 0;
        for (let q = 0; q <= order; q++) sum += factors[factor++] * packed[from + q];
        packed[to + power] = sum;
      }
    }
  }
}

function collectGroup({ order, weights, curves, first, factors }: CurveGroup, packed: Float64Array): void {
  const row = curveRow(order);
  for (let edge = 0; edge < weights.length; edge++) {
    let factor = 0;
    for (let span = 0; span < first.length; span++) {
      const to = weights[edge] + first[span];
      const from = curves[edge] + span * row;
      for (let power = 0; power <= order; power++) {
        const by = packed[from + power];
        for (let q = 0; q <= order; q++) packed[to + q] += factors[factor++] * by;
      }
    }
  }
}
