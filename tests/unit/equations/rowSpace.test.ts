/** Steps in the space of the rows, against those in the space of the parameters. */
import { describe, expect, it } from 'vitest';
import { PerceptronLines } from '../../../main/engine/equations/derivatives/perceptronLines.ts';
import { residualProblemOf } from '../../../main/engine/equations/residuals/leastSquaresProblem.ts';
import { readProblem } from '../../../main/engine/equations/problem/read.ts';
import { depthOf } from '../../../main/engine/equations/residuals/residuals.ts';
import {
  conditionRows,
  equationPoints,
  equationRows,
} from '../../../main/engine/equations/residuals/rows.ts';
import { rowSpaceProblem } from '../../../main/engine/equations/residuals/rowSpace.ts';
import { unknownsOf } from '../../../main/engine/equations/residuals/unknowns.ts';
import { startOf } from '../../../main/engine/perceptron/shape.ts';
import { seededRandom } from '../../../shared/random.ts';

const domain: Record<string, [number, number]> = { x: [0, 1], y: [-1, 1] };

describe('steps in the space of the rows', () => {
  it.each([
    ['second derivatives', { equation: 'u_xx + u*u_yy = x', conditions: 'u = 0 on the border' }],
    [
      'a condition at two places',
      { equation: 'u_x + u_y = 0', conditions: ['u(0, y) = u(1, y)', 'u(x, -1) = sin(x)'] },
    ],
    [
      'an unknown constant',
      { equation: 'u_x = c*u_yy', conditions: 'u(0, y) = sin(y)', unknown: 'c', data: undefined },
    ],
  ])('are those of Levenberg–Marquardt: %s', (_name, file) => {
    const problem = readProblem({ functions: 'u', domain, ...file });
    const shape = { inputs: 2, hidden: [6, 5], outputs: 1 };
    const rows = [...equationRows(problem, equationPoints(problem, 41)), ...conditionRows(problem, 13)];
    const network = new PerceptronLines(shape, depthOf(rows.map(({ residual }) => residual)));
    const unknowns = unknownsOf(problem);
    const theta = Float64Array.of(
      ...startOf({ ...shape, activation: 'tanh' }, seededRandom(2)),
      ...new Array<number>(unknowns.size).fill(0.7),
    );
    const weights = rows.map((_, group) => 1 + group);
    const squares = residualProblemOf(network, unknowns, rows, { weights });
    const inRows = rowSpaceProblem(network, unknowns, rows, weights, squares);

    const expected = squares.quadratic(theta);
    const model = inRows.quadratic(theta);
    if (model instanceof Promise) throw new Error('The model is made at once.');
    expect(model.loss).toBeCloseTo(expected.loss, 12);
    expectClose(model.gradient, expected.gradient, 1e-11);
    for (const damping of [1e-2, 10]) {
      const step = inRows.solve(model, damping);
      expectClose(step!, squares.solve(expected, damping)!, 1e-8);
    }
  });
});

function expectClose(found: Float64Array, expected: Float64Array, share: number): void {
  const largest = Math.max(...expected.map(Math.abs));
  expect(found.length).toBe(expected.length);
  found.forEach((value, at) => {
    expect(Math.abs(value - expected[at])).toBeLessThan(share * largest);
  });
}
