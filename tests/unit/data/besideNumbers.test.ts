/** Cells that say something of a number without being one, and numbers that are written in an uncommon way. */
import { expect, it } from 'vitest';
import { numberParser } from '../../../main/engine/data/columns/cells/cells.ts';
import {
  durationIn,
  isDuration,
  limitIn,
  rangeIn,
} from '../../../main/engine/data/columns/notations/besideNumbers.ts';
import { writtenNumber } from '../../../main/engine/data/columns/notations/writtenNumbers.ts';
import { codes, many, useContents } from './misread.ts';

const { load } = useContents();
const parse = numberParser('.', '');

it.each([
  ['3:33.2', 213.2],
  ['75:30', 4530],
  ['1:59:59', 7199],
  ['3:60', null],
  ['1:60:00', null],
])('the duration %s has %s seconds', (cell, seconds) => {
  const text = durationIn(cell)?.text;
  expect(text === undefined ? null : Number(text.replace(/ s$/, ''))).toBe(seconds);
});

it.each([
  ['24:00:00', true],
  ['23:59:59', false],
  ['3:33.2', true],
  ['3:33', false],
])('%s is no time of a day: %s', (cell, expected) => {
  expect(isDuration(cell)).toBe(expected);
});

it('a range goes from a smaller to a larger number', () => {
  expect(Number(rangeIn('10–19', parse)?.text)).toBe(14.5);
  expect([rangeIn('19-10', parse), rangeIn('5-5', parse)]).toEqual([null, null]);
});

it('half of an upper limit stands for it, in digits without a mark', () => {
  expect(['< 0.5', '> 0.5', '~0.5'].map((cell) => limitIn(cell, parse)?.text)).toEqual([
    '25e-2',
    '0.5',
    '0.5',
  ]);
});

it.each([
  ['+12°30′', 12.5],
  ['-12°30′', -12.5],
  ['12°30′W', -12.5],
  ['48°59′59″N', 48 + 59 / 60 + 59 / 3600],
  ['48°60′N', null],
  ['48°59′60″N', null],
])('the angle %s has %s degrees', (cell, degrees) => {
  const text = writtenNumber(cell)?.text;
  const read = text === undefined ? null : Number(Number.parseFloat(text).toFixed(11));
  expect(read).toBe(degrees === null ? null : Number(degrees.toFixed(11)));
});

it('limits are numbers where at least half of the cells are numbers', async () => {
  const half = await load(`x,y\n${many(20, (i) => `${i % 2 ? '<' : ''}${i + 1},${i}`)}`);
  expect([half.columns[0].type, codes(half)]).toEqual(['number', ['table.below-in-cells']]);
  expect([...half.columns[0].values.slice(0, 4)]).toEqual([1, 1, 3, 2]);
  const most = await load(`x,y\n${many(20, (i) => `${i % 3 ? '<' : ''}${(i % 4) + 1},${i}`)}`);
  expect(most.columns[0].type).toBe('category');
});

it('an exponent without its letter has three digits, and all numbers of its column have a point', async () => {
  const typeOf = async (...cells: readonly string[]) => {
    const table = await load(`x,y\n${many(3 * cells.length, (i) => `${cells[i % cells.length]},${i}`)}`);
    return [table.columns[0].type, table.columns[0].values[1]];
  };
  expect(await typeOf('0.1E+01', '0.1234-103', '0.5E+00')).toEqual(['number', 0.1234e-103]);
  expect((await typeOf('0.1E+01', '0.1234-050', '0.5E+00'))[0]).toBe('category');
  expect((await typeOf('0.1E+01', '0.1234-103', '5'))[0]).toBe('category');
});
