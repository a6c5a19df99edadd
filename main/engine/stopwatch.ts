/** Time that learners are compared by. */
import { monotonic } from '../../shared/time.ts';

/**
 * Seconds of computing since now: the processor time of the process, or the time of the clock where threads compute side by
 * side. What other programs do on a busy machine does not count, so that it favours nobody.
 */
export function stopwatch(): () => number {
  const began = monotonic();
  const before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    return Math.min((monotonic() - began) / 1000, (user + system) / 1e6);
  };
}
