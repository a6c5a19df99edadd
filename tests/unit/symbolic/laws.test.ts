import { describe, expect, it } from 'vitest';
import { Breath } from '../../../main/engine/breath.ts';
import type { FormulaData } from '../../../main/engine/symbolic/formula/formulaData.ts';
import { formulaError } from '../../../main/engine/symbolic/formula/formulaData.ts';
import { gathered } from '../../../main/engine/symbolic/laws/gather.ts';
import { laws, type LawsFound } from '../../../main/engine/symbolic/laws/laws.ts';
import { wholeProblem } from '../../../main/engine/symbolic/laws/problem.ts';
import { reductions } from '../../../main/engine/symbolic/laws/reductions/reductions.ts';
import { inUsualMagnitudes } from '../../../main/engine/symbolic/laws/magnitudes.ts';
import { fitSurface, spread } from '../../../main/engine/symbolic/laws/surface.ts';
import { parseExpression } from '../../../shared/expression/parse.ts';
import { simplify } from '../../../shared/expression/simplify/simplify.ts';
import { printExpression } from '../../../shared/expression/print/print.ts';
import { variablesOf } from '../../../shared/expression/tree.ts';
import { seededRandom } from '../../../shared/random.ts';

const { PI, sin, cos, exp, log, sqrt } = Math;
type Range = readonly [number, number];

function table(f: (...x: number[]) => number, ranges: readonly Range[], noise = 0, rows = 400): FormulaData {
  const random = seededRandom(3);
  const columns = ranges.map(([low, high]) =>
    Float64Array.from({ length: rows }, () => low + (high - low) * random.next()),
  );
  const target = Float64Array.from(
    { length: rows },
    (_, row) => f(...columns.map((column) => column[row])) + noise * random.normal(),
  );
  return { names: ranges.map((_, i) => `x${i + 1}`), columns, rows, target, weights: null };
}

async function lastOf(data: FormulaData): Promise<LawsFound> {
  let last: LawsFound | null = null;
  for await (const state of laws(data, { signal: new AbortController().signal, breath: new Breath() }))
    last = state;
  return last!;
}

/** The law itself also outside of the range that it was found in: half of the range above. */
async function found(f: (...x: number[]) => number, ranges: readonly Range[], noise = 0, rows = 400) {
  const last = await lastOf(table(f, ranges, noise, rows));
  const [best] = last.laws;
  const wider = table(
    f,
    ranges.map(([low, high]): Range => [low, high + (high - low) / 2]),
  );
  return { best, settled: last.settled, outside: formulaError(best.expression, wider) };
}

const oneToFive: Range = [1, 5];

describe('laws in the rows', () => {
  it.each<[string, (...x: number[]) => number, readonly Range[]]>([
    ['a linear law', (a, b, c) => 2 * a - 3 * b + 0.5 * c + 7, [oneToFive, oneToFive, oneToFive]],
    [
      'a product of powers',
      (a, b, c, d) => (0.37 * a ** 2 * sqrt(b)) / (c * d ** 3),
      Array.from({ length: 4 }, () => oneToFive),
    ],
    [
      'a function of one product',
      (a, b, c, d) => a * exp((-b * c) / d),
      Array.from({ length: 4 }, () => oneToFive),
    ],
    [
      'a weighted mean',
      (a, b, c, d) => (a * c + b * d) / (a + b),
      Array.from({ length: 4 }, () => oneToFive),
    ],
    [
      'a distance',
      (a, b, c, d) => sqrt((a - b) ** 2 + (c - d) ** 2),
      Array.from({ length: 4 }, () => oneToFive),
    ],
    ['a root below a sum', (m, v, c) => m / sqrt(1 - (v / c) ** 2), [oneToFive, [1, 2], [3, 10]]],
    ['a wave beside a sum', (a, b, t) => a * (1 + b * cos(t)), [oneToFive, oneToFive, oneToFive]],
    ['a sine in an inverse function', (n, t) => Math.asin(n * sin(t)), [[0, 0.6], oneToFive]],
    [
      'x to the y',
      (a, b) => a ** b,
      [
        [0.1, 2],
        [0, 2],
      ],
    ],
    ['a polynomial under a logarithm', (a) => log(a + 1) + log(a * a + 1), [[0, 2]]],
  ])('%s', async (_, f, ranges) => {
    const { best, settled, outside } = await found(f, ranges);
    expect(settled).toBe(true);
    expect(outside).toBeLessThan(1e-8);
    expect(best.complexity).toBeLessThan(30);
  });

  it('leaves out columns without effect', async () => {
    const { best } = await found(
      (a, b) => a / (1 + b),
      Array.from({ length: 5 }, () => oneToFive),
    );
    expect(variablesOf(best.expression).sort()).toEqual(['x1', 'x2']);
  });

  it('does not follow noise', async () => {
    const { best, settled } = await found(
      (a, b, c) => (2 * a * b) / c,
      [oneToFive, oneToFive, oneToFive],
      0.5,
      200,
    );
    expect(settled).toBe(true);
    expect(best.error).toBeLessThan(0.55);
    expect(best.complexity).toBeLessThan(12);
  });

  it.each<[string, (...x: number[]) => number, readonly Range[], number]>([
    ['Hill with any exponent', (s) => s ** 2.8 / (1.7 ** 2.8 + s ** 2.8), [[0.05, 20]], 12],
    [
      'an exponential over fifty decades',
      (n, m, x, t, g) => n * exp((-m * g * x) / t),
      [oneToFive, oneToFive, oneToFive, [1, 3], oneToFive],
      20,
    ],
  ])('finds %s', async (_, f, ranges, size) => {
    const { data } = inUsualMagnitudes(table(f, ranges));
    const [best] = (await lastOf(data)).laws;
    expect(formulaError(best.expression, data)).toBeLessThan(1e-9 * spread(data.target, data.weights));
    expect(best.complexity).toBeLessThanOrEqual(size);
  });

  it('gives the same formula for the same rows', async () => {
    const law = (a: number, b: number): number => sin(a) / b + log(b);
    const [one, other] = [await found(law, [oneToFive, oneToFive]), await found(law, [oneToFive, oneToFive])];
    expect(other.best).toEqual(one.best);
  });
});

describe('a surface', () => {
  it('has the slopes of a polynomial, and no error', () => {
    const data = table((a, b) => a ** 2 * b - b, [oneToFive, oneToFive]);
    const { error, slopes } = fitSurface(data.columns, data.target);
    const [a, b] = data.columns;
    expect(error).toBeLessThan(1e-11);
    slopes[0].forEach((slope, row) => expect(slope).toBeCloseTo(2 * a[row] * b[row], 8));
    slopes[1].forEach((slope, row) => expect(slope).toBeCloseTo(a[row] ** 2 - 1, 8));
  });

  it('has about the error of the noise', () => {
    const { target, columns } = table((a, b) => sin(a) * b, [oneToFive, oneToFive], 0.1);
    expect(fitSurface(columns, target).error).toBeGreaterThan(0.09);
    expect(fitSurface(columns, target).error).toBeLessThan(0.13);
  });
});

describe('reductions', () => {
  /** The groups of each problem, as they are found. */
  async function* groupsOf(data: FormulaData): AsyncGenerator<string> {
    const { signal } = new AbortController();
    for await (const { problem } of reductions(wholeProblem(data), new Breath(), signal))
      yield problem.groups.map(({ expression }) => printExpression(expression, 'text').code).join(', ');
  }

  /** Whether such groups are among them: those after them are not waited for. */
  async function finds(data: FormulaData, wanted: RegExp): Promise<boolean> {
    for await (const groups of groupsOf(data)) if (wanted.test(groups)) return true;
    return false;
  }

  it('find the one group that an exponential of a quotient depends on', async () => {
    const data = table((a, b, c) => a * exp(-b / c), [oneToFive, oneToFive, oneToFive]);
    const all: string[] = [];
    for await (const groups of groupsOf(data)) all.push(groups);
    expect(all.at(-1)).toMatch(/^(x2\/x3|x3\/x2)$/u);
  });

  it('find a difference', async () => {
    const data = table((a, b, c) => c * cos(a - b), [[0, 3], [0, 3], oneToFive]);
    expect(await finds(data, /^x1 - x2|x2 - x1/u)).toBe(true);
  });

  it('find a difference where no surface in all columns comes near', async () => {
    const data = table(
      (a, b, c, d) => sqrt(a * a + b * b - 2 * a * b * cos(c - d)),
      Array.from({ length: 4 }, () => oneToFive),
      0,
      640,
    );
    expect(await finds(data, /^x3 - x4/u)).toBe(true);
  });
});

describe('collected terms', () => {
  const ranges = { x: [1, 2], y: [1, 2], z: [1, 2] } as const;
  it.each([
    ['x*(1 + y/x)', 'x + y'],
    ['x*sqrt(1 + y^2/x^2)', 'sqrt(x^2 + y^2)'],
    ['x*y + x*z', 'x*(y + z)'],
    ['z/(x/y + 1)', 'y*z/(x + y)'],
    ['1/(x/y + 1)', 'y/(x + y)'],
    ['4*sin(x*y)^2*cos(x*y)^2', 'sin(2*x*y)^2'],
  ])('%s becomes %s', (long, short) => {
    const text = printExpression(gathered(parseExpression(long, ['x', 'y', 'z']), ranges), 'text').code;
    expect(text).toBe(short);
  });

  it('brings a sum over the divisor of one of its terms', () => {
    const long = simplify(parseExpression('z*(1 - x/(x + y))', ['x', 'y', 'z']), { ranges });
    expect(printExpression(gathered(long, ranges), 'text').code).toBe('y*z/(x + y)');
  });

  it('completes squares', () => {
    const long = simplify(parseExpression('3*x^2 - 6*x*y + 3*y^2 + z', ['x', 'y', 'z']), { ranges });
    expect(printExpression(gathered(long, ranges), 'text').code).toBe('z + 3*(x - y)^2');
  });

  it('does not change a short formula', () => {
    const short = parseExpression(`sin(x) + ${PI}*y`, ['x', 'y']);
    expect(gathered(short, ranges)).toBe(short);
  });
});
