/** Problems as people write them, and the sentences about those that cannot be solved. */
import { describe, expect, it } from 'vitest';
import { conditionPoints, interiorPoints } from '../../../main/engine/equations/residuals/points.ts';
import { requireAgreement } from '../../../main/engine/equations/fits/contradictions.ts';
import { parseProblemFile } from '../../../main/engine/equations/problem/file.ts';
import type { Problem } from '../../../main/engine/equations/problem/problem.ts';
import { readProblem } from '../../../main/engine/equations/problem/read.ts';
import { solve } from '../../../main/engine/equations/solve.ts';
import { toAppError } from '../../../shared/errors.ts';

function problemOf(text: string): Problem {
  return readProblem(parseProblemFile(text));
}

const plane = 'domain: {x: [-1, 1], y: [-1, 1]}\nconditions: u = 0 on the border';

describe('the notations of an equation', () => {
  it.each([
    [
      'u_xx + u_yy = 0',
      [
        [2, 0],
        [0, 2],
      ],
    ],
    [
      'd2u/dx2 + d^2u/dy^2 = 0',
      [
        [2, 0],
        [0, 2],
      ],
    ],
    [
      'laplacian(u) = u*u_x',
      [
        [2, 0],
        [0, 2],
        [0, 0],
        [1, 0],
      ],
    ],
    ['u_xy = sin(x)', [[1, 1]]],
  ])('%s', (equation, orders) => {
    const problem = problemOf(`equation: ${equation}\n${plane}`);
    expect(problem.functions).toEqual(['u']);
    expect(problem.equations[0].terms.map((term) => term.orders)).toEqual(orders);
  });

  it('reads primes, several functions, constants and text for numbers', () => {
    const problem = problemOf(
      [
        'equations: ["x\'\' = -w^2*x", "v = x\'"]',
        'functions: x, v',
        'constants: {w: 2*pi}',
        'domain: {t: 0 .. 2*pi}',
        'conditions: ["x(0) = 1", "x\'(0) = 0"]',
      ].join('\n'),
    );
    expect(problem.functions).toEqual(['x', 'v']);
    expect(problem.coordinates).toEqual([{ name: 't', low: 0, high: 2 * Math.PI }]);
    expect(problem.equations.map(({ terms }) => terms.map(({ symbol }) => symbol))).toEqual([
      ["x''", 'x'],
      ['v', "x'"],
    ]);
    expect(problem.conditions.map(({ places }) => places)).toEqual([[[0]], [[0]]]);
  });

  it('scales derivatives to the coordinates’ own units', () => {
    const { equations } = problemOf(
      'equation: u_tt = u_x\ndomain: {x: [0, 4], t: [0, 10]}\nconditions: u(x, 0) = 0',
    );
    expect(equations[0].terms.map(({ scale }) => scale)).toEqual([1 / 25, 1 / 2]);
  });
});

describe('where conditions hold', () => {
  const at = (condition: string, extra = ''): readonly (readonly number[])[] => {
    const problem = problemOf(
      `equation: u_t = u_xx\ndomain: {x: [0, 1], t: [0, 2]}\n${extra}conditions: "${condition}"`,
    );
    const [points] = conditionPoints(problem, problem.conditions[0], 40);
    return Array.from({ length: points.count }, (_, row) => points.columns.map((column) => column[row]));
  };

  it('is on the line of its arguments', () => {
    const points = at('u(x, 0) = sin(pi*x)');
    expect(points.every(([, t]) => t === 0)).toBe(true);
    expect(points[0][0]).toBe(0);
    expect(points.at(-1)?.[0]).toBe(1);
    expect(at('u_x = 0 at x = 1').every(([x]) => x === 1)).toBe(true);
  });

  it('is where x ends, and not where time ends, on the border', () => {
    const points = at('u = 0 on the border');
    expect(points.every(([x]) => x === 0 || x === 1)).toBe(true);
    expect(points.some(([, t]) => t === 2)).toBe(true);
  });

  it('joins two sides for periodic functions', () => {
    const problem = problemOf(
      'equation: u_t = u_x\ndomain: {x: [0, 1], t: [0, 2]}\nconditions: "u(0, t) = u(1, t)"',
    );
    expect(problem.conditions[0].places).toEqual([
      [0, null],
      [1, null],
    ]);
    expect(problem.conditions[0].residual.terms.map(({ place }) => place)).toEqual([0, 1]);
  });

  it('is on the curve that ends a domain, and points inside are inside', () => {
    const problem = problemOf(`equation: u_xx + u_yy = 0\ninside: x^2 + y^2 < 0.5\n${plane}`);
    const [{ columns, count }] = conditionPoints(problem, problem.conditions[0], 50);
    expect(count).toBe(50);
    for (let row = 0; row < count; row++)
      expect(columns[0][row] ** 2 + columns[1][row] ** 2).toBeCloseTo(0.5, 9);
    const inside = interiorPoints(problem, 100);
    expect(inside.count).toBe(100);
    expect(inside.columns[0].every((x, row) => x ** 2 + inside.columns[1][row] ** 2 < 0.5)).toBe(true);
  });

  it('leaves the corner out of an L', () => {
    const problem = problemOf(`equation: u_xx + u_yy = 0\ninside: (x < 0) or (y < 0)\n${plane}`);
    const { columns } = interiorPoints(problem, 200);
    expect(columns[0].every((x, row) => x < 0 || columns[1][row] < 0)).toBe(true);
  });
});

describe('what cannot be solved gets a sentence', () => {
  it.each([
    ['domain: {x: [0, 1]}', 'The problem has no equation.'],
    ['equation: u_xx = 0', '“domain” is missing.'],
    ['', 'The problem is empty.'],
    ['# nothing yet', 'The problem is empty.'],
    ['- u_xx = 0', 'The problem has no keys with values.'],
    ['equation: u_xx = 0\ndomian: {x: [0, 1]}', '“domian”: a problem has no such key.'],
    ['equation: u_xx = 0\ndomain: {x: 3}', '“domain.x” cannot be 3.'],
    ['equation: u_xx = 0\ndomain: {x: [0, 1]}\nseconds: 0', '“seconds” cannot be 0.'],
    ['equation: u_xx = 0\nequation: u_yy = 0', 'Line 2 of the problem has a key that was there before.'],
    ['equation: u_xx = 0\ndomain: {x in 0 to 1: ""}', 'The coordinate “x in 0 to 1” has no range.'],
    ['equation: u_xx = 0\ndomain: {x: [1, 0]}', 'The range of x must be two numbers, the lower one first.'],
    ['equation: u_xx = 0\ndomain: {x: [0, 1]}\nspeed: 3', '“speed”: a problem has no such key.'],
    ['equation: u_xx = k\ndomain: {x: [0, 1]}', 'There is no variable “k”, in “u_xx = k”.'],
    ['equation: "u_xx = "\ndomain: {x: [0, 1]}', 'There is no expression, in “u_xx =”.'],
    [
      'equation: u_xx = sen(x)\ndomain: {x: [0, 1]}',
      'There is no function “sen”, and no equation has a derivative of it.',
    ],
    ['equation: u_x = 1\ndomain: {x: [0, 1]}\nconditions: u(0) = f(1)', 'There is no function “f”'],
    [
      'equation: u_x = k(u - 1)\nconstants: {k: 2}\ndomain: {x: [0, 1]}',
      '“k” is a constant, not a function.',
    ],
    ['equation: u_x = u\ndomain: {x: [0, 1]}\nexact: v + 3', 'There is no variable “v”, in “v + 3”.'],
    ['equation: u_x = u\ndomain: {x: [0, 1e400]}', '“domain.x” cannot be [0,"Infinity"].'],
    [
      'equation: u_zz = 0\nfunctions: u\ndomain: {x: [0, 1]}',
      'u_zz is not a derivative by coordinates of the domain.',
    ],
    [
      'equation: u + x = 0\ndomain: {x: [0, 1]}',
      'No equation has a derivative of a function by a coordinate.',
    ],
    [
      "equation: u' = 0\ndomain: {x: [0, 1], y: [0, 1]}",
      'does not say by which coordinate (x, y) it is differentiated',
    ],
    ['equation: u_x = u_xx = 0\ndomain: {x: [0, 1]}', 'more than one “=”'],
    ['equation: u_xx = 0\ndomain: {x: [0, 1]}\nconditions: u = 1', 'does not say where it holds'],
    ['equation: u_xx = 0\ndomain: {x: [0, 1]}\nconditions: u(2) = 1', 'outside the domain'],
    [
      'equation: u_xx = 0\ndomain: {x: [0, 1]}\nconditions: x = 0 at x = 0',
      'contains no unknown function (u)',
    ],
    ['equation: u_xx = 0\ndomain: {x: [0, 1]}\nconditions: "u(0, 1) = 0"', 'has 2 values for 1 coordinate.'],
    [
      'equation: u_xx = 0\ndomain: {x: [0, 1]}\nunknown: D(w)',
      'D is to be a function of w, which is neither',
    ],
    ['equation: u_xx = 0\ndomain: {x: [0, 1]}\ninside: x', 'is not made of inequalities'],
    ['equation: u_xx = 0\ndomain: {x: [0, 1]}\nconstants: {x: 2}', 'is used for two things'],
    ['equation: [u_xx = 0', 'is not YAML'],
  ])('%j', (text, message) => {
    expect(() => problemOf(text)).toThrow(message);
  });

  it('says what an unknown variable of an equation may be', () => {
    try {
      problemOf('equation: u_xx = k\ndomain: {x: [0, 1]}');
      expect.unreachable();
    } catch (error) {
      expect(toAppError(error).hint).toContain(
        'Give it a value as a known constant, or name it as an unknown one',
      );
    }
  });

  const solved = async (text: string, order?: number): Promise<unknown> => {
    const options = { seed: 1, seconds: 5, signal: new AbortController().signal };
    return solve(problemOf(text), order === undefined ? options : { ...options, order }).next();
  };

  it('asks for a domain that is not empty', async () => {
    const text = 'equation: u_xx + u_yy = 0\ndomain: {x: [0, 1], y: [0, 1]}\nconditions: u = 0 on the border';
    await expect(solved(`${text}\ninside: x > 5`)).rejects.toThrow('No point of the domain was found');
  });

  it('counts the conditions', async () => {
    await expect(solved("equation: u'' = -u\ndomain: {x: [0, 1]}\nconditions: u(0) = 1")).rejects.toThrow(
      'u has 1 condition, but needs 2',
    );
  });

  it('needs splines with a derivative more than the equation has', async () => {
    await expect(solved(`equation: u_xx + u_yy = 0\n${plane}`, 2)).rejects.toThrow('derivatives of order 2');
  });
});

describe('conditions that contradict each other', () => {
  const line = 'equation: u_xx = 0\ndomain: {x: [0, 1]}';
  const square = 'equation: u_xx + u_yy = 0\ndomain: {x: [0, 1], y: [0, 1]}';
  const bar = 'equation: u_t = u_xx\ndomain: {x: [0, 1], t: [0, 1]}';

  it.each([
    [line, ['u(0) = 1', 'u(0) = 2']],
    [line, ['u(0) = 1', '2*u(0) = 1']],
    [line, ["u'(1) = 0", 'u_x = 1 at x = 1']],
    [line, ['u = 0 on the border', 'u(1) = 1']],
    [square, ['u(x, 0) = sin(x)', 'u(x, 0) = cos(x)']],
    [square, ['u = 0 on the border', 'u(x, 1) = 1']],
    [square, ['u(0, y) = y', 'u(0, 0.5) = 0.4']],
    [`${square}\ninside: x + y < 1`, ['u = 0 on the border', 'u = 1 on the border']],
  ])('%j %j', (text, conditions) => {
    const problem = problemOf(`${text}\nconditions: ${JSON.stringify(conditions)}`);
    expect(() => {
      requireAgreement(problem);
    }).toThrow(`The conditions “${conditions[0]}” and “${conditions[1]}” contradict each other`);
  });

  it.each([
    [line, ['u(0) = 1', 'u(1) = 2', "u'(0) = 3"]],
    [line, ['u(0) = 0', '3*u(0) = sin(pi)', 'u(0) = 0']],
    [line, ['u(0) + u(1) = 1', 'u(0) - u(1) = 3', 'u(0)^2 = 4', 'u(0)^2 = 9']],
    [`${line}\nunknown: a`, ['u(0) = a', 'u(0) = 1']],
    [square, ['u(0, y) = 1', 'u(x, 0) = 0']],
    [bar, ['u = 0 on the border', 'u(x, 0) = 1']],
  ])('not: %j %j', (text, conditions) => {
    const problem = problemOf(`${text}\nconditions: ${JSON.stringify(conditions)}`);
    expect(() => {
      requireAgreement(problem);
    }).not.toThrow();
  });
});
