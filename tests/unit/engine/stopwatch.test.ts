import { expect, it, vi } from 'vitest';
import { stopwatch } from '../../../main/engine/stopwatch.ts';
import { monotonic } from '../../../shared/time.ts';

it('counts computing, not waiting, and no more than the clock where threads compute side by side', async () => {
  const used = vi.spyOn(process, 'cpuUsage').mockReturnValue({ user: 0, system: 0 });
  const [began, seconds] = [monotonic(), stopwatch()];
  await new Promise((resolve) => setTimeout(resolve, 50));
  // Microseconds since the start.
  used.mockReturnValue({ user: 2000, system: 1000 });
  expect(seconds()).toBe(0.003);
  used.mockReturnValue({ user: 3.6e9, system: 0 });
  expect(seconds()).toBeLessThanOrEqual((monotonic() - began) / 1000);
  used.mockRestore();
});
