/** The parts of a problem and of its solution, each against what is known of it. */
import { describe, expect, it } from 'vitest';
import { requireAgreement } from '../../../main/engine/equations/fits/contradictions.ts';
import { movedPoints } from '../../../main/engine/equations/fits/movedPoints.ts';
import { startState } from '../../../main/engine/equations/fits/start.ts';
import { continuedAfter, isInitialValueProblem } from '../../../main/engine/equations/fits/windows.ts';
import { latticePoints, rowsInside } from '../../../main/engine/equations/lattice.ts';
import { parseProblemFile } from '../../../main/engine/equations/problem/file.ts';
import {
  measuredIn,
  withMeasured,
  type Measured,
} from '../../../main/engine/equations/problem/measurements.ts';
import { curveRange, type Problem } from '../../../main/engine/equations/problem/problem.ts';
import { readProblem } from '../../../main/engine/equations/problem/read.ts';
import { conditionPoints, interiorPoints } from '../../../main/engine/equations/residuals/points.ts';
import {
  curveBases,
  curveValue,
  curveValues,
  startOfUnknowns,
  unknownsOf,
} from '../../../main/engine/equations/residuals/unknowns.ts';
import { basisCount, layoutOf, type KanModel } from '../../../main/engine/kan/model.ts';
import { solutionValues } from '../../../main/engine/equations/solution.ts';

const problemOf = (...lines: readonly string[]): Problem => readProblem(parseProblemFile(lines.join('\n')));
const measured = (columns: Readonly<Record<string, readonly number[]>>): Measured => ({
  name: 'a.csv',
  columns: Object.entries(columns).map(([name, values]) => ({ name, values: Float64Array.from(values) })),
});

describe('measured values', () => {
  const two = problemOf(
    'equations: ["u\' = -a*u", "v\' = u"]',
    'domain: {t: [0, 2]}',
    'conditions: ["u(0) = 1", "v(0) = 0"]',
    'unknown: a',
  );

  it('may be at both ends of the domain, and of one function alone; rows with a gap are left out', () => {
    const { measurements } = withMeasured(two, measured({ t: [0, 1, 2, 3], v: [0, 4, 5, NaN] }));
    expect(measurements).toMatchObject({ rows: 3, values: [null, Float64Array.of(0, 4, 5)] });
    expect([...measurements!.coordinates[0]]).toEqual([0, 1, 2]);
  });

  it.each([
    [{ t: [0, 2.1], u: [1, 2] }, 'outside the domain'],
    [{ t: [-0.1, 2], u: [1, 2] }, 'outside the domain'],
    [{ t: [0, 2] }, 'no column u or v'],
    [{ u: [0, 2] }, 'no column t'],
  ])('%j: %s', (columns, message) => {
    expect(() => withMeasured(two, measured(columns))).toThrow(message);
  });

  it('are at least one of each', () => {
    const read = (values: string) =>
      measuredIn(
        parseProblemFile(
          `equation: u' = -u\ndomain: {t: [0, 1]}\nconditions: u(0) = 1\nmeasurements: {t: [${values}], u: [${values}]}`,
        ),
      );
    expect(read('0, 1')?.columns).toHaveLength(2);
    expect(() => read('')).toThrow('or have none');
  });

  it('of the argument of a function say where it is sought: a fiftieth beyond both ends', () => {
    const problem = problemOf(
      "equation: u' = -g(u)",
      'domain: {t: [0, 1]}',
      'conditions: u(0) = 1',
      'unknown: g(u)',
    );
    const [low, high] = curveRange(withMeasured(problem, measured({ t: [0, 1], u: [1, 3] })), 0);
    expect([low, high].map((end) => Number(end.toFixed(12)))).toEqual([0.96, 3.04]);
  });
});

describe('a domain', () => {
  const square = ['equation: u_xx + u_yy = 0', 'domain: {x: [-1, 1], y: [-1, 1]}', 'conditions: u(x, 0) = 0'];
  const isIn = (inside: string, x: number, y: number): boolean =>
    problemOf(...square, `inside: ${inside}`).region!.inside([Float64Array.of(x), Float64Array.of(y)], 1)[0] >
    0;

  it('is where all inequalities hold that “and” joins, and one of those that “or” joins', () => {
    const places = [
      [0.5, 0.5],
      [0.5, -0.5],
      [-0.5, -0.5],
    ] as const;
    expect(places.map(([x, y]) => isIn('x > 0 and y > 0', x, y))).toEqual([true, false, false]);
    expect(places.map(([x, y]) => isIn('x > 0 or y > 0', x, y))).toEqual([true, true, false]);
    expect(places.map(([x, y]) => isIn('(x) < (-y)', x - 0.1, y))).toEqual([false, true, true]);
  });

  it('includes its border, for conditions and for tables', () => {
    const problem = problemOf(...square, 'inside: x <= 1');
    const [{ columns }] = conditionPoints(problem, problem.conditions[0], 5);
    expect([...columns[0]]).toEqual([-1, -0.5, 0, 0.5, 1]);
    const lattice = latticePoints(problem, [2]);
    expect(lattice.columns.map((column) => [...column])).toEqual([
      [-1, 0, 1],
      [0, 0, 0],
    ]);
    expect(rowsInside(problem, lattice)).toEqual([0, 1, 2]);
  });

  it('of one coordinate has two ends, also where it is a time, and may be a part of its range', () => {
    const line = ["equation: u'' = 0", 'domain: {t: [0, 2]}', 'conditions: u = 0 on the border'];
    const whole = problemOf(...line);
    const [{ columns }] = conditionPoints(whole, whole.conditions[0], 40);
    expect(new Set(columns[0])).toEqual(new Set([0, 2]));
    expect(interiorPoints(problemOf(...line, 'inside: t < 1'), 50).columns[0].every((t) => t < 1)).toBe(true);
  });

  it('has as many points on its border as are asked for', () => {
    const bar = problemOf(
      'equation: u_t = u_xx',
      'domain: {x: [0, 1], t: [0, 2]}',
      'conditions: u = 0 on the border',
    );
    expect(conditionPoints(bar, bar.conditions[0], 40)[0].count).toBe(40);
  });

  it.each([
    ['domain: {x: 0 .. 1 .. 2}', 'conditions: u(0) = 0', 'must be two numbers'],
    ['domain: {x: [0, 1]}', 'conditions: u(1.00001) = 0', 'outside the domain'],
  ])('%s, %s: %s', (domain, conditions, message) => {
    expect(() => problemOf("equation: u' = 0", domain, conditions)).toThrow(message);
  });

  it('forgives an end that is rounded', () => {
    expect(() =>
      problemOf("equation: u' = 0", 'domain: {x: [0, 1]}', 'conditions: u(1.0000000005) = 0'),
    ).not.toThrow();
  });
});

it.each([
  ['two functions', "u'' + v'' = 0", '{x: [0, 1]}', ['u(0) = 1', 'v(0) = 2'], ''],
  [
    'a side that is not on the border',
    'u_xx + u_yy = 0',
    '{x: [0, 1], y: [0, 1]}',
    ['u = 0 on the border', 'u(x, 1) = 1'],
    'inside: x + y < 1',
  ],
])('conditions do not contradict each other: %s', (_what, equation, domain, conditions, inside) => {
  const problem = problemOf(
    `equation: ${equation}`,
    `domain: ${domain}`,
    `conditions: ${JSON.stringify(conditions)}`,
    inside,
  );
  expect(() => requireAgreement(problem)).not.toThrow();
});

describe('an unknown function', () => {
  const rod = problemOf(
    "equation: k*u'' + k_xx*u' = -1",
    'domain: {x: [2, 6]}',
    'conditions: u = 0 on the border',
    'unknown: {k(x): 0}',
  );
  const [curve] = unknownsOf(rod).curves;
  const coefficients = Float64Array.from({ length: curve.size }, (_, i) => Math.sin(i));

  it('has a continuous derivative more than its equation has', () => {
    expect(curve.order).toBe(4);
  });

  it('has the derivatives that finite differences show, and none beyond its range', () => {
    const slopeAt = (z: number): number => {
      const bases = curveBases(curve, Float64Array.of(z), 1);
      return curveValue(curve, bases, coefficients, 0, 0, 1);
    };
    const valueAt = (x: number): number => curveValues(curve, coefficients, Float64Array.of(x))[0];
    // x = 4 + 2z
    for (const z of [-0.7, 0.1, 0.63]) {
      const slope = (valueAt(4 + 2 * z + 1e-5) - valueAt(4 + 2 * z - 1e-5)) / 2e-5;
      expect(slopeAt(z)).toBeCloseTo(slope, 6);
    }
    expect(slopeAt(1.2)).toBe(0);
    expect(valueAt(9)).toBe(valueAt(6));
  });

  it('has a range that is not empty', () => {
    const on = (range: string) =>
      problemOf("equation: u' = -g", 'domain: {t: [0, 1]}', `unknown: {g: function of t from ${range}}`);
    expect(on('0 to 1').curves[0].range).toEqual([0, 1]);
    expect(() => on('1 to 1')).toThrow('The range of g is empty');
  });

  it('may start at 0', () => {
    const { smoothness } = startOfUnknowns(withMeasured(rod, measured({ x: [2, 4, 6], u: [0, 1, 5] })));
    // A thousandth of the squares about the mean.
    expect(smoothness[0]).toBeCloseTo((4 + 1 + 9) / 1000, 12);
  });
});

describe('an equation that is solved from one end', () => {
  const line = (...conditions: readonly string[]): Problem =>
    problemOf("equation: u'' = -u", 'domain: {t: [0, 2]}', `conditions: ${JSON.stringify(conditions)}`);

  it('has all of its conditions there, and no measured values', () => {
    const initial = line('u(0) = 1', "u'(0) = 0");
    expect(isInitialValueProblem(initial)).toBe(true);
    expect(isInitialValueProblem(line('u(0) = 1', 'u(2) = 0'))).toBe(false);
    expect(isInitialValueProblem(line('u = 0 on the border'))).toBe(false);
    const known = withMeasured(initial, measured({ t: [0, 1], u: [1, 0] }));
    expect(isInitialValueProblem(known)).toBe(false);
  });

  it('begins its next window with the value at the end of the last one', () => {
    const problem = line('u(0) = 1', "u'(0) = 0");
    const { model } = startState(problem, { seed: 1 }, 3, true, 8);
    const [{ coef }] = layoutOf(model.layers);
    const params = model.params.slice();
    for (let i = 0; i < basisCount(model.layers[0]); i++) params[coef + i] = i;
    const bent = { ...model, params };
    const at = Float64Array.from({ length: 41 }, (_, i) => i / 20);
    const valuesOf = (network: KanModel): Float64Array =>
      solutionValues(problem, network, { count: at.length, columns: [at] })[0];
    const [before, after] = [valuesOf(bent), valuesOf(continuedAfter(bent, 0))];
    // A cubic curve depends on four coefficients: nothing changes before the end, and three intervals behind it all is constant.
    at.forEach((t, row) => {
      if (t < 1) expect(after[row]).toBe(before[row]);
      if (t > 1.5) expect(after[row]).toBeCloseTo(after[40], 12);
    });
    // On a line, a curve has the value of the coefficient before the last that reaches the end; the constant is the last.
    expect(after[40] - before[20]).toBeCloseTo(1, 9);
  });
});

it('points move to where the equation is far from satisfied', () => {
  const problem = problemOf(
    'equation: u_x + u_y = 1/(0.01 + x^2 + y^2)',
    'domain: {x: [0, 1], y: [0, 1]}',
    'conditions: u(0, y) = 0',
  );
  const state = startState(problem, { seed: 1 }, 3, false, 4);
  const near = ({ count, columns: [x, y] }: { count: number; columns: readonly Float64Array[] }): number =>
    x.filter((value, row) => value ** 2 + y[row] ** 2 < 0.25).length / count;
  const moved = movedPoints(problem, state, 200);
  expect(moved.count).toBe(200);
  // A fifth of the square is so near; of the points that move, nearly all of those that can be.
  expect(near(interiorPoints(problem, 200))).toBeCloseTo(Math.PI / 16, 1);
  expect(near(moved)).toBeGreaterThan(0.35);
});
