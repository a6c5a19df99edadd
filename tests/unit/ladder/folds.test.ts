/** Which rows are held out, and by which rows a fit is judged. */
import { describe, expect, it } from 'vitest';
import type { Question } from '../../../main/engine/ladder/fits/fitDesign.ts';
import { foldsOf, judgesOf, judgesOfFew } from '../../../main/engine/ladder/judging/folds.ts';
import { made } from './tables.ts';

const rowsFrom = (first: number, count: number): Uint32Array =>
  Uint32Array.from({ length: count }, (_, i) => first + i);
const different = (rows: number): { question: Question; inputs: Float64Array } => made(rows, 1, ([x]) => x);

describe('the parts that are held out', () => {
  it.each([
    [8, 8, 1],
    [80, 10, 3],
    [200, 10, 1],
    [2500, 5, 1],
    [3000, 5, 1],
  ])('of %i rows are %i, %i times, and hold each row out once each time', (rows, parts, repeats) => {
    const { question, inputs } = different(rows);
    // With so few rows the validation rows are no part of their own.
    for (const last of [0, Math.floor(rows / 4)]) {
      const folds = foldsOf(question, inputs, last, 1);
      expect([folds.parts, folds.repeats, folds.held.length]).toEqual([parts, repeats, parts * repeats]);
      for (let repeat = 0; repeat < repeats; repeat++) {
        const held = folds.held.slice(repeat * parts, (repeat + 1) * parts).flatMap((part) => [...part]);
        expect(held.toSorted((a, b) => a - b)).toEqual([...rowsFrom(0, rows)]);
      }
    }
  });

  it('are the validation rows alone where rows are many', () => {
    const { question, inputs } = different(4000);
    const { held, others, parts } = foldsOf(question, inputs, 700, 1);
    expect(parts).toBe(1);
    expect(held).toEqual([rowsFrom(3300, 700)]);
    expect(others).toEqual([rowsFrom(0, 3300)]);
  });

  it.each([
    [4000, 800],
    [40_000, 5000],
  ])('of %i rows without validation rows are %i rows', (rows, count) => {
    const { question, inputs } = different(rows);
    const { held, others } = foldsOf(question, inputs, 0, 1);
    expect(new Set(held[0]).size).toBe(count);
    expect(others[0].length).toBe(rows - count);
  });

  it('keep copies together where at most one in twenty rows of equal inputs has another target', () => {
    const { question } = different(200);
    const inputs = Float64Array.from({ length: 200 }, (_, row) => row % 100);
    const isApart = (others: number): boolean => {
      const targets = inputs.map((x, row) => (row >= 200 - others ? -1 : x));
      const { held } = foldsOf({ ...question, targets }, inputs, 0, 1);
      return held.some((part) => part.some((row) => row < 90 && !part.includes(row + 100)));
    };
    expect(isApart(5)).toBe(false);
    expect(isApart(6)).toBe(true);
  });
});

describe('the rows that a fit is judged by', () => {
  it('are those that it does not learn from', () => {
    const { question, inputs } = different(200);
    const folds = foldsOf(question, inputs, 0, 1);
    folds.others.forEach((among, part) => {
      expect(judgesOf(folds, among)).toBe(folds.held[part]);
      expect(judgesOfFew(folds, among)).toBe(folds.held[part]);
    });
    expect(judgesOf(folds, null).length).toBe(0);
  });

  it('are none in a choice among few where a single part is held out', () => {
    const { question, inputs } = different(4000);
    const folds = foldsOf(question, inputs, 800, 1);
    expect(judgesOf(folds, folds.others[0])).toBe(folds.held[0]);
    expect(judgesOfFew(folds, folds.others[0]).length).toBe(0);
  });
});
