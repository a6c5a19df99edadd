import fc from '../../support/properties.ts';
import { describe, expect, it } from 'vitest';
import { boundsOf } from '../../../shared/expression/bounds.ts';
import { complexity } from '../../../shared/expression/complexity.ts';
import { differentiate } from '../../../shared/expression/differentiate.ts';
import {
  edgeFunction,
  edgeFunctions,
  functionFault,
  symbolicEdge,
} from '../../../shared/expression/edgeFunction.ts';
import { compile, compileScalar, evaluate } from '../../../shared/expression/evaluate.ts';
import { parseExpression } from '../../../shared/expression/parse.ts';
import { substitute, undoScaling } from '../../../shared/expression/substitute.ts';
import { keyOf, variable } from '../../../shared/expression/tree.ts';
import { expressions } from './trees.ts';

const parse = (text: string) => parseExpression(text);

/** Numbers none of whose powers overflow unless they are 0. */
const sixtyFourths = (min: number, max: number) =>
  fc.integer({ min: 64 * min, max: 64 * max }).map((count) => count / 64);

describe('evaluation', () => {
  it('over columns equals evaluation row by row, across blocks, for any tree', () => {
    const rows = 1300;
    const x = Float64Array.from({ length: rows }, (_, row) => Math.sin(row) * 3);
    const y = Float64Array.from({ length: rows }, (_, row) => Math.cos(3 * row) + 1);
    fc.assert(
      fc.property(expressions(['x', 'y']), (expression) => {
        const column = compile(expression, ['y', 'x'])([y, x], rows);
        for (const row of [0, 1, 511, 512, 1299]) {
          expect(column[row]).toBe(evaluate(expression, { x: x[row], y: y[row] }));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('of a curve equals evaluation point by point', () => {
    fc.assert(
      fc.property(expressions(['x']), fc.double({ min: -3, max: 3, noNaN: true }), (expression, x) => {
        // + 0: the sign of a zero is no difference.
        expect(compileScalar(expression, 'x')(x) + 0).toBe(evaluate(expression, { x }) + 0);
      }),
      { numRuns: 300 },
    );
  });

  it('a compiled function can be used at several places, and calls do not affect each other', () => {
    const square = compile(parse('x^2 + x'), ['x']);
    const first = square([[1, 2]], 2);
    square([[5, 6]], 2);
    expect([...first]).toEqual([2, 6]);
  });

  it('says which variable is missing', () => {
    expect(() => evaluate(parse('x + y'), { x: 1 })).toThrow('“y”');
    expect(() => compile(parse('x + y'), ['x'])).toThrow('“y”');
    expect(() => evaluate(parse('toString'), {})).toThrow('“toString”');
  });

  it('is NaN outside the domain and infinite at poles', () => {
    expect(evaluate(parse('sqrt(-1)'), {})).toBeNaN();
    expect(evaluate(parse('log(-1)'), {})).toBeNaN();
    expect(evaluate(parse('(-8)^(1/3)'), {})).toBeNaN();
    expect(evaluate(parse('1/0'), {})).toBe(Infinity);
  });
});

describe('derivatives', () => {
  it('agree with refined central differences on random trees', () => {
    let checked = 0;
    fc.assert(
      fc.property(expressions(['x', 'y']), sixtyFourths(-2, 2), (expression, x) => {
        const f = (at: number): number => evaluate(expression, { x: at, y: 0.7 });
        const central = (h: number): number => (f(x + h) - f(x - h)) / (2 * h);
        const richardson = (h: number): number => (4 * central(h / 2) - central(h)) / 3;
        const [coarse, fine] = [richardson(2e-3), richardson(1e-3)];
        const scale = Math.abs(fine) + 1e-3 * (1 + Math.abs(f(x)));
        // Near a singularity or with much cancellation differences say nothing.
        if (!(Math.abs(coarse - fine) < 1e-7 * scale) || Math.abs(fine) > 1e6 || !Number.isFinite(f(x)))
          return;
        const actual = evaluate(differentiate(expression, 'x'), { x, y: 0.7 });
        if (Number.isNaN(actual)) return;
        checked++;
        expect(Math.abs(actual - fine)).toBeLessThan(1e-5 * scale);
      }),
      { numRuns: 3000, seed: 8 },
    );
    expect(checked).toBeGreaterThan(1200);
  });

  it.each([
    ['sin(x)', 'cos(x)'],
    ['x^3', '3*x^2'],
    ['x^x', 'x^x*(log(x) + 1)'],
    ['exp(2*x)', '2*exp(2*x)'],
    ['tanh(x)', '1 - tanh(x)^2'],
    ['arccos(x)', '-1/sqrt(1 - x^2)'],
    ['abs(x)', 'sgn(x)'],
    ['sgn(x)', '0'],
    ['y^2', '0'],
  ])('(%s)′ = %s', (formula, slope) => {
    for (const x of [0.2, 0.5, 0.9]) {
      const actual = evaluate(differentiate(parse(formula), 'x'), { x, y: 2 });
      expect(actual).toBeCloseTo(evaluate(parse(slope), { x, y: 2 }), 12);
    }
  });
});

describe('edge functions as formulas', () => {
  const points = [-2.3, -0.6, -0.2, 0.3, 0.7, 1.9];

  it.each(edgeFunctions.map((fn) => [fn.name, fn] as const))(
    '%s has one value in the library and as a formula',
    (name, fn) => {
      const formula = symbolicEdge(name, [2, 0.1, 3, -1], variable('x'));
      for (const x of points) {
        const expected = 3 * fn.value(2 * x + 0.1) - 1;
        const actual = evaluate(formula, { x });
        if (Number.isNaN(expected)) expect(actual).toBeNaN();
        else expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-13 * Math.abs(expected) + 1e-14);
      }
    },
  );

  it.each(['x^6', '1/x^7', 'x^2.5', 'x*exp(-x)', 'sinh(x)/x', '1/(1 + exp(-x))'])(
    'a defined function %s has its value and slope',
    (name) => {
      const fn = edgeFunction(name);
      for (const x of [0.4, 1.2, 2.5]) {
        expect(fn.value(x)).toBeCloseTo(evaluate(parse(name), { x }), 12);
        const slope = (fn.value(x + 1e-5) - fn.value(x - 1e-5)) / 2e-5;
        expect(Math.abs(fn.derivative(x) - slope)).toBeLessThan(1e-6 * Math.max(1, Math.abs(slope)));
      }
      expect(fn.complexity).toBeGreaterThan(0);
    },
  );

  it('powers that are not in the library count more than those in it', () => {
    expect(['x^6', 'x^2.5', '1/x^6', '1/x^1.5'].map((name) => edgeFunction(name).complexity)).toEqual([
      4, 5, 6, 5,
    ]);
  });

  it('are looked up in the library first, made once, and refused with the position of the mistake', () => {
    expect(edgeFunction('sin')).toBe(edgeFunctions.find(({ name }) => name === 'sin'));
    expect(edgeFunction('x^6')).toBe(edgeFunction('x^6'));
    expect(functionFault('x^6')).toBeNull();
    expect(functionFault('x^6 + z')?.message).toContain('“z” (character 7)');
    expect(() => edgeFunction('x^6 + z')).toThrow('“x^6 + z” is no function of x.');
  });
});

describe('substitution', () => {
  it('replaces all at once', () => {
    const swapped = substitute(parse('x - 2*y'), { x: variable('y'), y: variable('x') });
    expect(evaluate(swapped, { x: 1, y: 10 })).toBe(8);
  });

  it('gives the formula in the data’s units when scaling is undone', () => {
    const scaled = parse('x^2 + z');
    const raw = undoScaling(scaled, { x: { shift: 20, scale: 5 } }, { shift: 100, scale: 10 });
    expect(evaluate(raw, { x: 30, z: 1 })).toBe(10 * (((30 - 20) / 5) ** 2 + 1) + 100);
  });
});

describe('complexity', () => {
  it.each([
    ['x', 1],
    ['2', 1],
    ['-x', 1],
    ['x + y', 3],
    ['2*x', 3],
    ['x^2', 3],
    ['sin(x)', 3],
    ['exp(sin(pi*x) + y^2)', 2 + (2 + 3) + 1 + 3],
  ])('of %s is %i', (text, expected) => {
    expect(complexity(parse(text))).toBe(expected);
  });
});

describe('bounds', () => {
  it('contain every defined value, and are safe only if the function is finite everywhere', () => {
    const ends = fc.tuple(sixtyFourths(-3, 3), sixtyFourths(0, 3));
    fc.assert(
      fc.property(expressions(['x']), ends, (expression, [low, width]) => {
        const { lo, hi, safe } = boundsOf(expression, { x: [low, low + width] });
        for (let i = 0; i <= 20; i++) {
          const value = evaluate(expression, { x: low + (width * i) / 20 });
          const slack = 1e-9 * Math.abs(value) + 1e-12;
          if (!Number.isFinite(value)) expect(safe && Number.isFinite(lo) && Number.isFinite(hi)).toBe(false);
          else expect(value >= lo - slack && value <= hi + slack).toBe(true);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['1/x', [-1, 1], false],
    ['1/x', [0.1, 1], true],
    ['log(x)', [0, 1], false],
    ['sqrt(x)', [0, 1], true],
    ['sqrt(x)', [-0.1, 1], false],
    ['tan(x)', [1, 2], false],
    ['tan(x)', [-1, 1], true],
    ['arcsin(x)', [-1, 1], true],
    ['arctanh(x)', [-1, 0], false],
    ['1/(2 + sin(x))', [-100, 100], true],
  ] as const)('%s over %j is safe: %s', (text, range, safe) => {
    expect(boundsOf(parse(text), { x: range }).safe).toBe(safe);
  });

  it('of a wave are tight', () => {
    expect(boundsOf(parse('sin(x)'), { x: [0, 1] })).toEqual({ lo: 0, hi: Math.sin(1), safe: true });
    expect(boundsOf(parse('cos(x)'), { x: [3, 4] }).lo).toBe(-1);
  });
});

it('keys are equal for equal trees only', () => {
  fc.assert(
    fc.property(expressions(['x', 'y']), expressions(['x', 'y']), (left, right) => {
      expect(keyOf(left) === keyOf(right)).toBe(JSON.stringify(left) === JSON.stringify(right));
    }),
  );
});
