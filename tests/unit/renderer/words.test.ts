import { describe, expect, test } from 'vitest';
import { matches, shortcutLabel } from '../../../renderer/actions/shortcuts.ts';
import { beginRun, MOST_POINTS, NO_HISTORY, withPoints } from '../../../renderer/rooms/train/history.ts';
import { nudge, readNumber } from '../../../renderer/ui/form/number-input.ts';

describe('numbers as people type them', () => {
  const whole = { min: 1, max: 200, integer: true };
  test.each(['5', ' 5 ', '5.0', '5e0', '0.5·10¹'])('%j is 5', (text) =>
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

  test('continues over runs, and a repeated point is drawn once', () => {
    const first = withPoints(beginRun(NO_HISTORY), [point(0, 3), point(1, 2), point(2, 1)]);
    const second = withPoints(beginRun(first), [point(0, 1), point(1, 0.5)]);
    expect(withPoints(second, [point(1, 0.5)])).toBe(second);
    expect(second.steps).toEqual([0, 1, 2, 3]);
    expect(second.train).toEqual([3, 2, 1, 0.5]);
  });

  test('is thinned when it becomes long, and keeps its newest point', () => {
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

  test('values that a logarithmic axis cannot show are gaps', () => {
    const history = withPoints(NO_HISTORY, [point(1, 1, NaN), point(2, 1, 0), point(3, 1, 0.2)]);
    expect(history.validation).toEqual([null, null, 0.2]);
  });
});
