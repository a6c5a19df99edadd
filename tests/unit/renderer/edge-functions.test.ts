import katex from 'katex';
import { describe, expect, it } from 'vitest';
import { edgeFunctions, edgeFunction } from '../../../shared/expression/edgeFunction.ts';
import { fitShare, fitWord, unexplainedText } from '../../../renderer/scores/fit-quality.ts';
import {
  type Affine,
  formulaLatex,
  formulaText,
  functionLabel,
  functionLatex,
} from '../../../renderer/drawing/edge-function.ts';
import {
  dragged,
  gripOf,
  handlesOn,
  type HandleKind,
} from '../../../renderer/rooms/inspector/edge/handles.ts';
import { r2Text } from '../../../shared/figures.ts';
import { networkAffine, ownAffine, slopeLabel } from '../../../renderer/rooms/inspector/edge/units.ts';

const value = (fn: string, [a, b, c, d]: Affine, x: number): number =>
  c * edgeFunction(fn).value(a * x + b) + d;

describe('functions in words', () => {
  it.each([
    ['x^2', 'x²'],
    ['x^10', 'x¹⁰'],
    ['1/x', '1/x'],
    ['1/x^3', '1/x³'],
    ['sqrt', '√x'],
    ['1/sqrt(x)', '1/√x'],
    ['sin', 'sin x'],
    ['abs', '|x|'],
    ['gaussian', 'exp(−x²)'],
    ['x*exp(-x)', 'x·exp(−x)'],
  ])('%s is written %s', (fn, text) => {
    expect(functionLabel(fn)).toBe(text);
  });

  it.each<[string, Affine, string]>([
    ['sin', [Math.PI, 0, 1, 0], 'sin(3.142·u)'],
    ['sin', [1, 0, 2, -0.5], '2·sin(u) − 0.5'],
    ['x^2', [1, -0.5, -1, 0], '−(u − 0.5)²'],
    ['x^2', [2, 0, 1, 3], '4·u² + 3'],
    ['x', [2, 1, 3, 0.5], '6·u + 3.5'],
    ['0', [1, 0, 0, 0.25], '0.25'],
    ['exp', [1, 1e-17, 1, 1e-14], 'exp(u)'],
    ['gaussian', [2, -1, 3, 0], '3·exp(−(2·u − 1)²)'],
    ['1/x', [-1, 2, 1, 0], '−1/(u − 2)'],
    ['x*exp(-x)', [1, 0, 2, 0], '2·u·exp(−u)'],
    ['x^2-x', [2, 0, 3, 0], '12·u² − 6·u'],
  ])('%s with the numbers %j is written in words', (fn, affine, text) => {
    expect(formulaText(fn, affine, 'u')).toBe(text);
  });
});

describe('functions typeset', () => {
  it.each([
    ['x^2', 'x^{2}'],
    ['1/sqrt(x)', '\\frac{1}{\\sqrt{x}}'],
    ['sin', '\\sin x'],
    ['gaussian', 'e^{-x^{2}}'],
    ['sgn', '\\operatorname{sgn} x'],
    ['0', '0'],
    ['x*exp(-x)', 'x \\, e^{-x}'],
  ])('%s is written %s', (fn, latex) => {
    expect(functionLatex(fn)).toBe(latex);
  });

  it('of the whole library can be read by KaTeX', () => {
    for (const { name } of edgeFunctions) {
      const latex = formulaLatex(name, [-1.5, 0.25, 1 / 3, 1e-14], 'h_{1,1}');
      expect(() => katex.renderToString(latex, { strict: 'error' }), name).not.toThrow();
      expect(latex).not.toMatch(/e-|NaN/);
      if (name !== '0') expect(latex).toContain('h_{1,1}');
    }
  });

  it.each<[string, Affine, string]>([
    ['sin', [Math.PI, 0, 1, 0], '\\sin\\left(3.142 \\, u\\right)'],
    ['x^2', [1, -0.5, -1, 1e-14], '-\\left(u - 0.5\\right)^{2}'],
  ])('%s with the numbers %j is written in words', (fn, affine, latex) => {
    expect(formulaLatex(fn, affine, 'u')).toBe(latex);
  });
});

describe('how well a function fits', () => {
  it('is never a bare 1', () => {
    for (const unexplained of [0.3, 1e-3, 4e-6, 2.5e-8, 7e-12, 1e-15, 3e-17, 0]) {
      expect(r2Text(1 - unexplained, unexplained)).not.toMatch(/^1(\.0*)?$/);
      expect(unexplainedText(unexplained)).not.toBe('0');
    }
    expect(r2Text(0.99998)).toBe('0.99998');
    expect(r2Text(1 - 7e-12, 7e-12)).toBe('1 − 7·10⁻¹²');
    expect(r2Text(-0.25)).toBe('−0.2500');
  });

  it('has a longer bar for a better fit', () => {
    const shares = [1, 0.1, 1e-3, 1e-9, 1e-12, 0].map(fitShare);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares[0]).toBe(0);
    expect(shares.at(-1)).toBe(1);
  });

  it('has a word for it', () => {
    expect([1e-12, 1e-5, 1e-3, 0.05, 0.5].map(fitWord)).toEqual([
      'exact',
      'very good',
      'good',
      'fair',
      'poor',
    ]);
  });
});

describe('a to d in the data’s own units', () => {
  const units = { shift: 20, scale: 5 };
  const affine: Affine = [1.3, -0.4, 2, 0.1];

  it('give the same values there', () => {
    for (const x of [-1, -0.2, 0.7])
      expect(value('sin', ownAffine(affine, units), x * 5 + 20)).toBeCloseTo(value('sin', affine, x), 12);
  });

  it('are converted back', () => {
    networkAffine(ownAffine(affine, units), units).forEach((number, i) =>
      expect(number).toBeCloseTo(affine[i], 12),
    );
    networkAffine(ownAffine(affine, units, -2.5), units, -2.5).forEach((number, i) =>
      expect(number).toBeCloseTo(affine[i], 12),
    );
    expect(ownAffine(affine, null)).toEqual(affine);
  });

  it('give values in the unit of the target that the edge leads to', () => {
    const own = ownAffine(affine, units, -2.5);
    for (const x of [-1, -0.2, 0.7])
      expect(value('sin', own, x * 5 + 20)).toBeCloseTo(-2.5 * value('sin', affine, x), 12);
  });
});

it('slopes have the unit of the values over that of the column', () => {
  expect(slopeLabel('T (K)', false, 'N')).toBe('dφ/dT [N/K]');
  expect(slopeLabel('T (K)', false, 'kJ/mol')).toBe('dφ/dT [(kJ/mol)/K]');
  expect(slopeLabel('T (K)', false, '')).toBe('dφ/dT [1/K]');
  expect(slopeLabel('T', false, 'N')).toBe('dφ/dT [N]');
  expect(slopeLabel('log(T (K))', true, 'N')).toBe('dφ/d log(T (K)) [N]');
});

describe('handles on a curve', () => {
  const affine: Affine = [2, 0.3, 1.5, -0.2];
  const x = Float64Array.from({ length: 201 }, (_, i) => -1 + i / 100);
  const y = x.map((at) => value('sin', affine, at));
  const handles = handlesOn(x, y, [-1, 1]);
  const grip = (kind: HandleKind) =>
    gripOf(
      handles.find((one) => one.kind === kind)!,
      handles,
      affine,
    );

  it('are on the curve, at a distance from each other', () => {
    expect(handles.map(({ kind }) => kind)).toEqual(['move', 'width', 'height']);
    for (const { x: at, y: height } of handles) expect(height).toBeCloseTo(value('sin', affine, at), 12);
    for (const one of handles)
      for (const other of handles) if (one !== other) expect(Math.abs(one.x - other.x)).toBeGreaterThan(0.1);
  });

  it.each<HandleKind>(['move', 'width', 'height'])('%s goes where it is dragged to', (kind) => {
    const held = grip(kind);
    const [dx, dy] = { move: [0.2, -0.4], width: [0.15, 0], height: [0, 0.3] }[kind];
    const moved = dragged(held, dx, dy);
    expect(value('sin', moved, held.at[0] + dx)).toBeCloseTo(held.at[1] + dy, 10);
  });

  it.each<HandleKind>(['width', 'height'])('%s keeps the middle in place', (kind) => {
    const held = grip(kind);
    const moved = dragged(held, 0.1, 0.2);
    expect(value('sin', moved, held.pivot[0])).toBeCloseTo(held.pivot[1], 10);
  });

  it('dragging beyond the middle neither mirrors the curve nor divides by 0', () => {
    for (const number of dragged(grip('width'), -50, 0)) expect(Number.isFinite(number)).toBe(true);
    expect(Math.sign(dragged(grip('height'), 0, 1e3 * Math.sign(-affine[2]))[2])).toBe(Math.sign(affine[2]));
  });

  it('there are none if the curve has no value', () => {
    expect(
      handlesOn(
        x,
        x.map(() => NaN),
        [-1, 1],
      ),
    ).toEqual([]);
  });
});
