import { expect, it } from 'vitest';
import { stopwatch } from '../../../main/engine/stopwatch.ts';
import { monotonic } from '../../../shared/time.ts';

it('counts computing, not waiting', async () => {
  const [seconds, began] = [stopwatch(), monotonic()];
  await new Promise((resolve) => setTimeout(resolve, 300));
  const [computed, passed] = [seconds(), (monotonic() - began) / 1000];
  expect(computed).toBeLessThan(0.8 * passed);
  let sum = 0;
  while (seconds() < computed + 0.02) for (let i = 0; i < 1e5; i++) sum += Math.sqrt(i);
  expect(sum).toBeGreaterThan(0);
  expect(seconds()).toBeLessThanOrEqual((monotonic() - began) / 1000);
});
