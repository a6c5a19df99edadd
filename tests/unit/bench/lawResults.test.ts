import { describe, expect, it } from 'vitest';
import { lawsResult, mergedLaws, type LawOutcome, type LawsOptions } from '../../../bench/lib/lawResults.ts';

const options: LawsOptions = {
  set: 'feynman',
  noise: 0,
  dummies: 0,
  units: false,
  rowsOnly: true,
  seconds: 60,
};
const order = ['a', 'b', 'c'];

function outcome(name: string, found: boolean, processorSeconds: number): LawOutcome {
  const date = '2026-01-01';
  return { name, found, plain: found, seconds: 0, processorSeconds, text: '', end: '', date };
}

describe('results of the bench of laws', () => {
  const stored = [lawsResult(options, [outcome('a', true, 1), outcome('c', false, 9)])];

  it('keep the laws that a run of a part did not run, in the order of the set', () => {
    const run = lawsResult(options, [outcome('b', true, 3)]);
    const [merged] = mergedLaws(stored, run, order);
    expect(merged.outcomes.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect(merged).toMatchObject({ found: 2, plain: 2, of: 3, medianSeconds: 2, totalSeconds: 13 });
  });

  it('replace the laws that were run again', () => {
    const [merged] = mergedLaws(stored, lawsResult(options, [outcome('c', true, 5)]), order);
    expect(merged).toMatchObject({ found: 2, of: 2, totalSeconds: 6 });
  });

  it('leave results under other options as they are', () => {
    const noisy = lawsResult({ ...options, noise: 0.1 }, [outcome('a', false, 2)]);
    const merged = mergedLaws(stored, noisy, order);
    expect(merged).toEqual([...stored, noisy]);
  });

  it('leave out laws that the set no longer has', () => {
    const [merged] = mergedLaws(stored, lawsResult(options, [outcome('a', true, 1)]), ['a', 'b']);
    expect(merged.outcomes.map(({ name }) => name)).toEqual(['a']);
  });
});
