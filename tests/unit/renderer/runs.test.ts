import { describe, expect, test } from 'vitest';
import type { RevisionView } from '../../../shared/contract/views/history.ts';
import { idleTraining } from '../../../shared/contract/views/training.ts';
import { DEFAULT_TRAINING } from '../../../renderer/rooms/train/options.ts';
import { presetOf, remedyFor } from '../../../renderer/rooms/train/presets.ts';
import {
  isOfRun,
  lastKnown,
  MOST_OVERLAID,
  overlay,
  runsOf,
  toggled,
} from '../../../renderer/rooms/train/runs.ts';
import { smoothed } from '../../../renderer/rooms/train/smoothing.ts';
import { presetNames, presets } from '../../../shared/settings/presets.ts';

const run = (id: string, ...points: [step: number, train: number, validation: number][]): RevisionView => ({
  id,
  parent: null,
  label: id,
  name: '',
  kind: 'train',
  scores: null,
  heldOut: null,
  time: 0,
  training: null,
  curve: points.map(([step, train, validation]) => ({ step, train, validation })),
  measure: { kind: 'RMSE', targets: ['y'], weighing: null },
  otherTable: null,
});

test('a run is of the network that it led to and of what was made from that, not of those before', () => {
  const step = (id: string, parent: string | null) => ({ ...run(id), parent });
  const revisions = [step('new', null), step('ladder', 'new'), step('run', 'ladder'), step('edit', 'run')];
  const isOf = (current: string, led: string | null) =>
    isOfRun({ revisions, current, undo: null, redo: null }, led);
  expect(['new', 'ladder', 'run', 'edit'].map((current) => isOf(current, 'run'))).toEqual([
    false,
    false,
    true,
    true,
  ]);
  expect(isOf('ladder', null)).toBe(true);
});

describe('overlaid runs', () => {
  const short = run('short', [0, 8, 9], [2, 4, 5]);
  const long = run('long', [0, 8, NaN], [1, 6, NaN], [4, 1, NaN]);

  test('have common steps, each with the error that it is compared by', () => {
    expect(overlay([short, long])).toEqual({
      steps: [0, 1, 2, 4],
      errors: [
        [9, null, 5, null],
        [8, 6, null, 1],
      ],
      rows: ['validation', 'training'],
    });
  });

  test('a run has its last error between its points', () => {
    const { errors } = overlay([short, long]);
    expect(lastKnown(errors[1], 2)).toBe(1);
    expect(lastKnown(errors[0], 3)).toBe(2);
    expect(lastKnown([null, 1], 0)).toBe(-1);
  });

  test('are numbered from the first on, without those that have no curve or another table', () => {
    const edit = { ...run('edit'), kind: 'fix' };
    const foreign = { ...run('foreign', [0, 9, 9], [1, 8, 8]), otherTable: 'other.csv' };
    const view = { revisions: [foreign, short, edit, long], current: 'long', undo: null, redo: null };
    expect(runsOf(view).map(({ number, revision }) => [number, revision.id])).toEqual([
      [2, 'long'],
      [1, 'short'],
    ]);
  });

  test('one selection too many replaces the oldest one', () => {
    const ids = Array.from({ length: MOST_OVERLAID }, (_, i) => `r${i}`);
    expect(toggled(ids, 'new')).toEqual([...ids.slice(1), 'new']);
    expect(toggled(ids, 'r1')).toEqual(ids.filter((id) => id !== 'r1'));
  });
});

describe('smoothing', () => {
  test('a constant curve stays, gaps stay gaps, the first point stays', () => {
    expect(smoothed([0, 1, 2], [0.5, 0.5, 0.5], 10).map((value) => value?.toFixed(12))).toEqual(
      Array(3).fill('0.500000000000'),
    );
    expect(smoothed([0, 1, 2], [4, null, 1], 10)[1]).toBeNull();
    expect(smoothed([0, 5], [4, 1], 10)[0]).toBeCloseTo(4, 12);
  });

  test('a jump by a factor is followed to 1 − 1/e of its logarithm within the span', () => {
    const steps = Array.from({ length: 51 }, (_, i) => i);
    const values = steps.map((step) => (step === 0 ? 1 : 1e-6));
    const after = smoothed(steps, values, 50)[50] ?? NaN;
    expect(Math.log(after) / Math.log(1e-6)).toBeCloseTo(1 - Math.exp(-1), 10);
  });
});

describe('presets', () => {
  test.each(presetNames)('%s is recognised', (name) => {
    const { training, thenFormulas } = presets[name];
    const setup = { ...DEFAULT_TRAINING, learningRate: 0.3, ...training };
    expect(presetOf(setup, thenFormulas)).toBe(name);
    expect(presetOf({ ...setup, steps: setup.steps + 1 }, thenFormulas)).toBeNull();
  });
});

describe('after a run that has failed', () => {
  const failed = { ...idleTraining, status: 'failed', step: 40 } as const;

  test('Adam is given a tenth of its learning rate', () => {
    const setup = { ...DEFAULT_TRAINING, optimizer: 'adam', learningRate: 0.3 } as const;
    expect(remedyFor(failed, setup)).toMatchObject({
      label: 'Train with learning rate 0.03',
      setup: { optimizer: 'adam', learningRate: 0.03 },
    });
  });

  test('others lead to the automatic run, which itself has no remedy', () => {
    expect(remedyFor(failed, { ...DEFAULT_TRAINING, optimizer: 'lm' })?.setup.optimizer).toBe('auto');
    expect(remedyFor(failed, DEFAULT_TRAINING)).toBeNull();
  });

  test('a run that succeeded, or could not start, has no remedy', () => {
    const setup = { ...DEFAULT_TRAINING, optimizer: 'adam' } as const;
    expect(remedyFor({ ...failed, status: 'finished' }, setup)).toBeNull();
    expect(remedyFor({ ...failed, step: 0 }, setup)).toBeNull();
  });
});
