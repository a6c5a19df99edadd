import { expect, test } from 'vitest';
import { alikeOf, placesText, shiftedOf, unseenShare } from '../../../renderer/rooms/inspector/edge/alike.ts';
import type { SuggestionView } from '../../../shared/contract/views/formula.ts';
import type { Scores } from '../../../shared/contract/views/scores.ts';

const y = Float64Array.from({ length: 100 }, (_, i) => i / 100);
const band = y.map(() => 0.1);
const candidate = (unexplained: number, off: number, safe = true): SuggestionView => ({
  function: `f${off}`,
  latex: '',
  affine: [1, 0, 1, 0],
  r2: 1 - unexplained,
  unexplained,
  complexity: 1,
  pareto: true,
  safe,
  ends: [],
  y: y.map((value) => value + off),
});

test('candidates within the band of the spline cannot be told apart', () => {
  const candidates = [candidate(0.01, 0.05), candidate(0.2, 0.5), candidate(0.05, -0.09)];
  expect(alikeOf(candidates, { y, band })).toEqual([0, 2]);
  expect(alikeOf(candidates, { y, band: band.map(() => 0.06) })).toEqual([]);
  expect(alikeOf(candidates, { y, band: null })).toEqual([]);
});

test('those that fit equally well cannot either, whatever the band; one that is not safe is left out', () => {
  const candidates = [
    candidate(0.01, 1),
    candidate(0.0101, 1),
    candidate(0.01, 1, false),
    candidate(0.02, 1),
  ];
  expect(alikeOf(candidates, { y, band: null })).toEqual([0, 1]);
});

test('those whose difference is lost in the error of the network on rows that it was not trained on cannot either', () => {
  const candidates = [candidate(1e-6, 1), candidate(4e-4, 1), candidate(0.02, 1)];
  const scores = (r2: number | null, test: number, validation = 50) => {
    const of = (rows: number) => ({ rows, r2 }) as Scores;
    return { train: of(200), validation: of(validation), test: of(test) };
  };
  const none = { y, band: null };
  expect(unseenShare(scores(0.998, 50))).toBeCloseTo(4e-4);
  expect(alikeOf(candidates, none, unseenShare(scores(0.998, 49)))).toEqual([0, 1]);
  expect(alikeOf(candidates, none, unseenShare(scores(0.998, 0)))).toEqual([0, 1]);
  expect(alikeOf(candidates, none, unseenShare(scores(0.9999, 49)))).toEqual([]);
  expect(alikeOf(candidates, none, unseenShare(scores(0.5, 49)))).toEqual([0, 1, 2]);
  expect([scores(null, 50), scores(0.9, 0, 0), null].map(unseenShare)).toEqual([0, 0, 0]);
});

test('places are told by their numbers, three in a row as a range', () => {
  expect(placesText([0, 1, 3, 4, 5, 6])).toBe('1, 2 and 4–7');
  expect(placesText([0, 1, 2])).toBe('1–3');
  expect(placesText([0, 4])).toBe('1 and 5');
  expect([[], [3]].map(placesText)).toEqual(['', '']);
});

test('sin and cos are one function in other words; sin and a parabola are not', () => {
  const named = (name: string, affine: SuggestionView['affine']) => ({ function: name, affine });
  const candidates = [
    named('sin', [2, 0.3, 1.5, 1]),
    named('x^2', [1, 0, 1, 0]),
    named('cos', [2, 0.3 - Math.PI / 2, 1.5, 1]),
    named('sin', [2.1, 0.3, 1.5, 1]),
  ];
  expect(shiftedOf(candidates, [0, 1, 2, 3], y)).toEqual([0, 2]);
  expect(shiftedOf(candidates, [0, 1], y)).toEqual([]);
  expect(shiftedOf(candidates, [], y)).toEqual([]);
});
