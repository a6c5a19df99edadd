/** Rows of the Jacobian of residuals, one after another: each depends on few of the numbers. */
import type { LineNetwork } from '../derivatives/directional.ts';
import { addCurveSlope } from './curveRows.ts';
import type { ResidualRows } from './residuals.ts';
import type { RowSlopes } from './rowSlopes.ts';

export interface JacobianRows {
  /** The row that is visited, by number of θ. */
  readonly row: Float64Array;
  /** 1 for each number that this row depends on. */
  readonly isUsed: Uint8Array;
  /** These numbers: the first `count` that the visit is told. */
  readonly used: Uint32Array;
  /** Calls `visit` with the residual of each row of a group, its index, and how many numbers it depends on. */
  readonly each: (
    theta: Float64Array,
    group: number,
    visit: (value: number, index: number, count: number) => void,
  ) => void;
  /**
   * Adds the slope of row `at` by the network's numbers times a factor, and calls `after` for each of its lines.
   * @param termSlopes of the residual by the terms of its expression, [term][row]
   */
  readonly addByNetwork: (
    theta: Float64Array,
    group: number,
    termSlopes: readonly (Float64Array | undefined)[],
    at: number,
    factor: number,
    into: Float64Array,
    after?: () => void,
  ) => void;
}

/** @param size how many numbers θ has: the network's, then the unknown ones */
export function jacobianRows(
  network: LineNetwork,
  rows: readonly ResidualRows[],
  { compiled, slopesAt }: Pick<RowSlopes, 'compiled' | 'slopesAt'>,
  size: number,
): JacobianRows {
  const { depth, size: inner } = network;
  const row = new Float64Array(size);
  const adjoint = new Float64Array(network.outputs.length);
  const usedNow = new Uint32Array(size);
  const used = new Uint32Array(size);
  const isUsed = new Uint8Array(size);

  /** Lists a number that a row depends on, once. @returns the length of the list */
  const use = (index: number, length: number): number => {
    if (isUsed[index] === 1) return length;
    isUsed[index] = 1;
    used[length] = index;
    return length + 1;
  };

  const addByNetwork: JacobianRows['addByNetwork'] = (theta, group, termSlopes, at, factor, into, after) => {
    const { places, count } = rows[group];
    let before = -1;
    for (const { place, direction, order, shares } of compiled[group].lines) {
      adjoint.fill(0);
      for (const { term, output, order: n, weight } of shares) {
        const slope = termSlopes[term];
        if (slope !== undefined) adjoint[output * (depth + 1) + n] += factor * weight * slope[at];
      }
      network.forward(theta, places[place], count, at, direction, order, place === before);
      network.backward(adjoint, order, into);
      before = place;
      after?.();
    }
  };

  const each: JacobianRows['each'] = (theta, group, visit) => {
    const { count } = rows[group];
    const { values, termSlopes, constantSlopes, curveSlopes, atCurves } = slopesAt(theta, group);
    for (let at = 0; at < count; at++) {
      let length = 0;
      addByNetwork(theta, group, termSlopes, at, 1, row, () => {
        const touched = network.used(usedNow);
        for (let i = 0; i < touched; i++) length = use(usedNow[i], length);
      });
      constantSlopes.forEach((slope, constant) => {
        if (slope === undefined) return;
        row[inner + constant] = slope[at];
        length = use(inner + constant, length);
      });
      curveSlopes.forEach((slope, index) => {
        if (slope === undefined) return;
        const from = addCurveSlope(atCurves[index], at, slope[at], row, inner);
        for (let r = 0; r < atCurves[index].bases.width; r++) length = use(from + r, length);
      });
      visit(values[at], at, length);
      for (let i = 0; i < length; i++) {
        row[used[i]] = 0;
        isUsed[used[i]] = 0;
      }
    }
  };

  return { row, isUsed, used, each, addByNetwork };
}
