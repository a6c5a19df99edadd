/** When a process that keeps ending is started again. */

/** This many restarts within the window; the next end within it is the last. */
const mostRestarts = 5;
const windowMs = 60_000;
const firstDelayMs = 200;

/**
 * @param ends times (ms) at which the process ended unasked, the latest last
 * @returns how long to wait before starting it again, in ms; null to give up
 */
export function restartDelay(ends: readonly number[]): number | null {
  const latest = ends.at(-1) ?? 0;
  const lately = ends.filter((time) => time > latest - windowMs).length;
  return lately > mostRestarts ? null : firstDelayMs * 2 ** (lately - 1);
}
