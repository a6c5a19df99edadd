/** Time that is counted in place of measured, so that what is trained “for a second” is the same on any machine. */
import { afterEach, beforeEach, vi } from 'vitest';

/** What each look at a clock takes (ms): about as long as a step of a small network on a slow machine. */
const tick = 5;

/** In all tests of the file, clocks of the processor and of the time go on by a tick whenever they are read. */
export function useCountedTime(): void {
  beforeEach(() => {
    let now = performance.now();
    const next = (): number => (now += tick);
    vi.spyOn(performance, 'now').mockImplementation(next);
    vi.spyOn(process, 'cpuUsage').mockImplementation((before = { user: 0, system: 0 }) => ({
      user: Math.round(1000 * next()) - before.user,
      system: -before.system,
    }));
  });
  afterEach(() => void vi.restoreAllMocks());
}
