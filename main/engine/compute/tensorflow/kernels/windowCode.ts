/** The bases that are not 0 at a point, in WGSL. */
import type { Grid } from '../passes/bases.ts';

/**
 * Defines ORDER, COLUMNS, OUTSIDE, `basis` (and `basisSlope`) of k + 1 numbers each, and `findWindow(x, input)`. This
 * fills them and returns the index of the window's first basis. The index may be up to k before the first basis, or the
 * window may end after the last one; callers skip bases that do not exist. Outside of the knots the index is OUTSIDE.
 * Cox–de Boor in local form (Piegl and Tiller, "The NURBS Book", A2.2), as in kan/bspline.ts.
 */
export function windowCode({ order, columns }: Grid, withSlopes: boolean): string {
  const slopes = (text: string): string => (withSlopes ? text : '');
  return `
    const ORDER = ${order};
    const COLUMNS = ${columns};
    const LAST = ${columns - 1 + order};
    const OUTSIDE = -1000000;
    var<private> basis: array<f32, ${order + 1}>;
    ${slopes(`var<private> basisSlope: array<f32, ${order + 1}>;`)}
    fn knotAt(at: i32, i: i32) -> f32 {
      if (i < 0) { return knots[at] + f32(i); }
      if (i > LAST) { return knots[at + LAST] + f32(i - LAST); }
      return knots[at + i];
    }
    fn findWindow(x: f32, input: i32) -> i32 {
      let at = input * (LAST + 1);
      for (var q = 0; q <= ORDER; q++) {
        basis[q] = 0.0;
        ${slopes('basisSlope[q] = 0.0;')}
      }
      if (!(x >= knots[at] && x < knots[at + LAST])) { return OUTSIDE; }
      var low = 0;
      var high = LAST;
      while (high - low > 1) {
        let middle = (low + high) / 2;
        if (x < knots[at + middle]) { high = middle; } else { low = middle; }
      }
      basis[0] = 1.0;
      for (var degree = 1; degree <= ORDER; degree++) {
        var carried = 0.0;
        var previous = 0.0;
        for (var r = 0; r < degree; r++) {
          let left = knotAt(at, low + 1 - degree + r);
          let right = knotAt(at, low + 1 + r);
          let width = right - left;
          var ratio = 0.0;
          if (width > 0.0) { ratio = basis[r] / width; }
          basis[r] = carried + (right - x) * ratio;
          carried = (x - left) * ratio;
          ${slopes('if (degree == ORDER) { basisSlope[r] = f32(ORDER) * (previous - ratio); previous = ratio; }')}
        }
        basis[degree] = carried;
        ${slopes('if (degree == ORDER) { basisSlope[degree] = f32(ORDER) * previous; }')}
      }
      return low - ORDER;
    }
  `;
}
