import { describe, expect, it } from 'vitest';
import { withLabelErrors } from '../../../main/engine/symbolic/formula/labelErrors.ts';
import { constantsOf } from '../../../shared/expression/constants.ts';
import { parseExpression } from '../../../shared/expression/parse.ts';

/** Weights of cars: R's table mtcars. */
const wt = Float64Array.of(
  ...[2.62, 2.875, 2.32, 3.215, 3.44, 3.46, 3.57, 3.19, 3.15, 3.44, 3.44, 4.07, 3.73, 3.78, 5.25, 5.424],
  ...[5.345, 2.2, 1.615, 1.835, 2.465, 3.52, 3.435, 3.84, 3.845, 1.935, 2.14, 1.513, 3.17, 2.77, 3.57, 2.78],
);

/** @param lines constant and slope of each score */
function errorsWith(
  lines: readonly (readonly number[])[],
  output: number,
  weights: Float64Array | null,
  { classes = new Float64Array(wt.length), groups }: { classes?: Float64Array; groups?: Uint32Array } = {},
): number[] {
  const logits = Float64Array.from(
    lines.flatMap(([constant, slope]) => [...wt].map((x) => constant + slope * x)),
  );
  const [constant, slope] = lines[output];
  const formula = parseExpression(`${constant} + ${slope}*wt`, ['wt']);
  const target = logits.subarray(output * wt.length, (output + 1) * wt.length);
  const rows = { names: ['wt'], columns: [wt], rows: wt.length, target, weights, ...(groups && { groups }) };
  const found = constantsOf(withLabelErrors(formula, { rows, logits, output, classes }));
  return found.map(({ error }) => Number(error));
}

function expectErrors(errors: readonly number[], reference: readonly number[]): void {
  expect(errors).toHaveLength(reference.length);
  errors.forEach((error, i) => expect(error / reference[i]).toBeCloseTo(1, 5));
}

describe('the standard errors of constants in log-odds', () => {
  /** R 4.5: `glm(am ~ wt, binomial, control = list(epsilon = 1e-16, maxit = 100))`. */
  const line = [12.0403697287, -4.0239699622];
  const reference = [4.510066239, 1.4365277526];

  it('are those of a logistic regression', () => {
    expectErrors(errorsWith([line], 0, null), reference);
  });

  it('do not depend on the unit of the weights', () => {
    expectErrors(errorsWith([line], 0, new Float64Array(wt.length).fill(7)), reference);
  });
});

/**
 * R 4.5: nnet's `multinom(gear ~ wt)`, its coefficients and `vcov` for scores that add up to 0: T the contrasts
 * of the differences to the first class, T·coef and the roots of diag(T·vcov·Tᵀ).
 */
describe('the standard errors of constants in scores of three classes', () => {
  it('are those of a multinomial regression', () => {
    const lines = [
      [-7.035145914, 2.297904811],
      [4.002007096, -1.16674527],
      [3.033138818, -1.131159541],
    ];
    expectErrors(errorsWith(lines, 0, null), [3.03733728, 0.9097717195]);
    expectErrors(errorsWith(lines, 1, null), [1.777835918, 0.5686731887]);
    expectErrors(errorsWith(lines, 2, null), [1.944016818, 0.6379039387]);
  });

  it('count rows by their weights, which are 1 on average', () => {
    const weights = new Float64Array(wt.length).fill(1);
    for (const row of [1, 5, 14, 29]) weights[row] = 2;
    for (const row of [2, 10]) weights[row] = 3;
    const lines = [
      [-7.756708879, 2.473090853],
      [4.270866452, -1.188608878],
      [3.485842428, -1.284481976],
    ];
    expectErrors(errorsWith(lines, 0, weights), [3.390606085, 1.0098857104]);
    expectErrors(errorsWith(lines, 1, weights), [1.935640764, 0.6087672821]);
    expectErrors(errorsWith(lines, 2, weights), [2.155585994, 0.7012667779]);
  });
});

/**
 * R 4.5: of log-odds clubSandwich's `vcovCR(…, type = "CR3")` of the same fit, times (G − 1)/G; of three classes the same sums in R, with the information of
 * each group.
 */
describe('the standard errors of constants where rows are kept together', () => {
  const carb = Uint32Array.of(
    ...[4, 4, 1, 1, 2, 1, 4, 2, 2, 4, 4, 3, 3, 3, 4, 4, 4, 1, 2, 1, 1, 2, 2, 4, 2, 1, 2, 2, 4, 6, 8, 2],
  );

  it('count groups in log-odds', () => {
    const am = Float64Array.of(
      ...[1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1],
    );
    const line = [12.040369729, -4.023969962];
    expectErrors(errorsWith([line], 0, null, { classes: am, groups: carb }), [6.21817185551, 1.92749082543]);
  });

  it('count groups in scores of three classes', () => {
    const gear = Float64Array.of(
      ...[1, 1, 1, 0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 1, 2, 2, 2, 2, 2, 1],
    );
    const lines = [
      [-7.035145914, 2.297904811],
      [4.002007096, -1.16674527],
      [3.033138818, -1.131159541],
    ];
    const of = (output: number) => errorsWith(lines, output, null, { classes: gear, groups: carb });
    expectErrors(of(0), [5.7634470449, 1.6513121893]);
    expectErrors(of(1), [1.5939814127, 0.48396454295]);
    expectErrors(of(2), [4.9897067651, 1.5703007453]);
  });
});
