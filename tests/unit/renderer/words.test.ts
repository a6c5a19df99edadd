import { describe, expect, test } from 'vitest';
import { matches, shortcutLabel } from '../../../renderer/actions/shortcuts.ts';
import { beginRun, MOST_POINTS, NO_HISTORY, withPoints } from '../../../renderer/rooms/train/history.ts';
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatNumber,
  formatRate,
  spelled,
} from '../../../renderer/ui/format.ts';
import { nudge, readNumber } from '../../../renderer/ui/number-input.ts';

describe('numbers as people read them', () => {
  test.each([
    [0, '0'],
    [3.14159265, '3.142'],
    [-0.5, '−0.5'],
    [1234567, '1.235·10⁶'],
    [123456, '123456'],
    [0.000123456, '0.0001235'],
    [1.5e-9, '1.5·10⁻⁹'],
    [-2e12, '−2·10¹²'],
    [99999.96, '100000'],
    [NaN, '–'],
    [Infinity, '∞'],
  ])('%d is %s', (value, text) => expect(formatNumber(value)).toBe(text));

  test('sentences too', () => {
    expect(spelled('Grid 10: error 5.35e-5, after 1e+12 tries.')).toBe(
      'Grid 10: error 5.35·10⁻⁵, after 1·10¹² tries.',
    );
    expect(spelled('Line e5 of e-mail 3e is kept.')).toBe('Line e5 of e-mail 3e is kept.');
  });

  test.each([
    [999, '999'],
    [1000, '1\u202f000'],
    [12345678, '12\u202f345\u202f678'],
  ])('%d is counted as %s', (value, text) => expect(formatCount(value)).toBe(text));

  test('sizes, speeds and times', () => {
    expect([formatBytes(999), formatBytes(48_213), formatBytes(1.97e8)]).toEqual([
      '999 B',
      '48.2 kB',
      '197 MB',
    ]);
    expect([formatRate(8.31), formatRate(58_000), formatRate(3.2e6), formatRate(0)]).toEqual([
      '8.31',
      '58 k',
      '3.2 M',
      '–',
    ]);
    expect([0.42, 59.6, 200, 7500].map(formatDuration)).toEqual([
      '0.4 s',
      '1 min 00 s',
      '3 min 20 s',
      '2 h 05 min',
    ]);
  });
});

describe('numbers as people type them', () => {
  const whole = { min: 1, max: 200, integer: true };
  test.each(['5', ' 5 ', '5.0', '5e0'])('%j is 5', (text) =>
    expect(readNumber(text, whole)).toEqual({ ok: true, value: 5 }),
  );
  test.each([
    ['', 'Enter a number.'],
    ['x', 'Enter a number.'],
    ['2,5', 'Enter a whole number.'],
    ['0', 'At least 1.'],
    ['201', 'At most 200.'],
  ])('%j: %s', (text, message) => expect(readNumber(text, whole)).toEqual({ ok: false, message }));

  test('a decimal comma is a decimal mark; 0 is not above 0', () => {
    expect(readNumber('0,01', { min: 0, max: 1 })).toEqual({ ok: true, value: 0.01 });
    expect(readNumber('0', { min: 0, max: 1, positive: true }).ok).toBe(false);
  });

  test('arrow keys step sensibly and stay within bounds', () => {
    expect(nudge(5, true, whole)).toBe(6);
    expect(nudge(200, true, whole)).toBe(200);
    expect(nudge(0.01, true, { min: 0, max: 1 })).toBe(0.011);
    expect(nudge(0.001, false, { min: 0, max: 1, positive: true })).toBe(0.0009);
  });
});

describe('shortcuts', () => {
  const keys = { key: 'k', ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };
  test('Mod is Ctrl, and ⌘ on a Mac', () => {
    expect(matches('Mod+K', { ...keys, ctrlKey: true }, false)).toBe(true);
    expect(matches('Mod+K', { ...keys, ctrlKey: true }, true)).toBe(false);
    expect(matches('Mod+K', { ...keys, metaKey: true }, true)).toBe(true);
    expect(matches('Mod+K', keys, false)).toBe(false);
    expect(matches('Mod+K', { ...keys, ctrlKey: true, shiftKey: true }, false)).toBe(false);
    expect(matches('Space', { ...keys, key: ' ' }, false)).toBe(true);
  });
  test('are written as people know them', () => {
    expect(shortcutLabel('Mod+Shift+O', false)).toBe('Ctrl Shift O');
    expect(shortcutLabel('Mod+Shift+O', true)).toBe('⌘⇧O');
  });
});

describe('the training curve', () => {
  const point = (step: number, train: number, validation = NaN) => ({ step, train, validation });

  test('goes on over runs, and a repeated point is drawn once', () => {
    const first = withPoints(beginRun(NO_HISTORY), [point(0, 3), point(1, 2), point(2, 1)]);
    const second = withPoints(beginRun(first), [point(0, 1), point(1, 0.5)]);
    expect(withPoints(second, [point(1, 0.5)])).toBe(second);
    expect(second.steps).toEqual([0, 1, 2, 3]);
    expect(second.train).toEqual([3, 2, 1, 0.5]);
  });

  test('is thinned when it grows long, and keeps its newest point', () => {
    let history = NO_HISTORY;
    for (let step = 0; step < 3 * MOST_POINTS; step += 500)
      history = withPoints(
        history,
        Array.from({ length: 500 }, (_, i) => point(step + i, 1 / (step + i + 1), 1)),
      );
    expect(history.steps.length).toBeLessThanOrEqual(MOST_POINTS);
    expect(history.steps.length).toBeGreaterThan(MOST_POINTS / 3);
    expect(history.steps.at(-1)).toBe(3 * MOST_POINTS - 1);
    expect(history.steps).toEqual([...history.steps].sort((a, b) => a - b));
    expect(history.train.at(-1)).toBe(1 / (3 * MOST_POINTS));
  });

  test('what a log axis cannot show is a gap', () => {
    const history = withPoints(NO_HISTORY, [point(1, 1, NaN), point(2, 1, 0), point(3, 1, 0.2)]);
    expect(history.validation).toEqual([null, null, 0.2]);
  });
});
