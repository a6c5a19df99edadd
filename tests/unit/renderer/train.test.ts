import { describe, expect, test } from 'vitest';
import { between } from '../../../renderer/rooms/graph/canvas/curve-motion.ts';
import { logRange, logTicks } from '../../../renderer/ui/chart/log-ticks.ts';
import { DEFAULT_TRAINING, moreOf, withOptimizer } from '../../../renderer/rooms/train/options.ts';
import { presetOf } from '../../../renderer/rooms/train/presets.ts';
import { timeLeft, withMark, type Mark } from '../../../renderer/rooms/train/pace.ts';
import { optimizers } from '../../../shared/settings/optimizers.ts';
import { idleTraining } from '../../../shared/contract/views/training.ts';

describe('marks of the logarithmic axis', () => {
  test.each([
    ['five decades', 1e-4, 10, 200, [1e-4, 1e-3, 0.01, 0.1, 1, 10]],
    ['ten decades in a low room', 1e-9, 1, 80, [1e-9, 1e-6, 1e-3, 1]],
    ['a decade and a half', 0.015, 0.6, 140, [0.02, 0.05, 0.1, 0.2, 0.5]],
    ['half a decade', 0.11, 0.42, 140, [0.2, 0.3, 0.4]],
    ['a few per cent', 0.1, 0.104, 140, [0.1, 0.101, 0.102, 0.103, 0.104]],
  ])('%s', (_, low, high, pixels, wanted) => {
    expect(logTicks(low, high, pixels)).toEqual(wanted);
  });

  test('are never so many that their labels overlap', () => {
    for (let decades = 0.05; decades < 14; decades *= 1.3)
      for (const pixels of [60, 120, 400]) {
        const marks = logTicks(1e-7, 1e-7 * 10 ** decades, pixels);
        const gaps = marks.slice(1).map((mark, i) => (Math.log10(mark / marks[i]) / decades) * pixels);
        expect(Math.min(Infinity, ...gaps), `${decades} decades on ${pixels} px`).toBeGreaterThan(12);
      }
  });

  test('the axis extends a little beyond the curve, even a constant one', () => {
    const [low, high] = logRange(0.01, 1);
    expect(low).toBeLessThan(0.01);
    expect(high).toBeGreaterThan(1);
    const [least, most] = logRange(0.5, 0.5);
    expect(least).toBeLessThan(0.5);
    expect(most).toBeGreaterThan(0.5);
  });
});

describe('the choice of an optimizer', () => {
  test('sets its default steps', () => {
    expect(withOptimizer(DEFAULT_TRAINING, 'adam')).toMatchObject({
      optimizer: 'adam',
      steps: optimizers.adam.steps,
    });
  });

  test('keeps steps that were set by hand', () => {
    expect(withOptimizer({ ...DEFAULT_TRAINING, steps: 77 }, 'lm').steps).toBe(77);
  });
});

describe('the settings under More', () => {
  test('are those that the run uses', () => {
    const names = (setup: object): string => moreOf({ ...DEFAULT_TRAINING, ...setup }).join(' ');
    expect(names({})).toBe('trainingSeed');
    expect(names({ lamb: 0.01 })).toMatch(/^lambL1 .* regMetric gridUpdates .* gridEps$/);
    expect(names({ optimizer: 'adam' })).toBe('gridUpdates gridUpdateStart gridUpdateStop gridEps');
    expect(names({ optimizer: 'adam', batch: 9, updateGrid: false })).toBe('trainingSeed');
    expect(names({ optimizer: 'lm', updateGrid: false })).toBe('');
  });

  test('are none of a preset where they differ from their defaults', () => {
    expect(presetOf({ ...DEFAULT_TRAINING, lambL1: 1 }, false)).toBe('accurate');
    expect(presetOf({ ...DEFAULT_TRAINING, lambL1: 2 }, false)).toBeNull();
  });
});

describe('an animated curve', () => {
  const [from, to] = [Float32Array.of(0, 1), Float32Array.of(1, 0)];

  test('starts at the old values and ends at the new ones', () => {
    expect([...between(from, to, 0)]).toEqual([0, 1]);
    expect([...between(from, to, 1)]).toEqual([1, 0]);
    expect(between(from, to, 0.5)[0]).toBeCloseTo(0.75, 6);
  });

  test('jumps if there are no old values', () => {
    expect([...between(new Float32Array(), to, 0.2)]).toEqual([1, 0]);
  });
});

describe('the time left of a run', () => {
  const run = { ...idleTraining, status: 'running', steps: 1000 } as const;
  const marksOf = (...marks: readonly (readonly [step: number, seconds: number])[]): readonly Mark[] =>
    marks.reduce<readonly Mark[]>((all, [step, seconds]) => withMark(all, { step, seconds }), []);

  test('uses the speed of the last seconds, not of the whole run', () => {
    // A hundred steps a second at first, ten of late.
    const marks = marksOf([0, 0], [400, 4], [450, 9], [500, 14]);
    expect(timeLeft({ ...run, step: 500, seconds: 14, secondsLeft: 14 }, marks)).toBe('50 s');
    expect(timeLeft({ ...run, optimizer: 'automatic', step: 500, seconds: 14 }, marks)).toBe('at most 50 s');
  });

  test('of a run that ends by itself is an upper bound, rounded', () => {
    const marks = marksOf([0, 0], [100, 1]);
    const at = (step: number) => timeLeft({ ...run, optimizer: 'automatic', step }, marks);
    expect(at(100)).toBe('at most 9.0 s');
    expect(timeLeft({ ...run, optimizer: 'automatic', steps: 12_345, step: 100 }, marks)).toBe(
      'at most 2 min 15 s',
    );
  });

  test('is not shown before it is known, nor after the end', () => {
    expect(timeLeft({ ...run, optimizer: 'automatic', step: 1 }, marksOf([0, 0], [1, 0.1]))).toBeNull();
    expect(timeLeft({ ...run, status: 'finished' }, marksOf([0, 0], [1000, 10]))).toBeNull();
  });

  test('ignores the speed of the previous run', () => {
    const marks = marksOf([0, 0], [900, 4], [10, 0.2]);
    expect(marks).toEqual([{ step: 10, seconds: 0.2 }]);
  });
});
