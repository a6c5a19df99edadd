/** The clocks. */

/**
 * Milliseconds since 1970, for times that people read, in the log and the history. It jumps when the clock is set, so
 * that it must not be used to measure durations or to wait.
 */
export const wallClock = (): number => Date.now();

/** Milliseconds that never jump or decrease: for rates, waits and durations. */
export const monotonic = (): number => performance.now();

/**
 * A signal that aborts after some milliseconds, or with another one. A timer does not keep a process alive. Node 20 loses
 * `AbortSignal.timeout` inside of `AbortSignal.any` at the next garbage collection, so neither is used.
 */
export function signalWithin(milliseconds: number, other: AbortSignal): AbortSignal {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), milliseconds) as { unref?: () => void } | number;
  if (typeof timer === 'object') timer.unref?.();
  const abort = (): void => controller.abort();
  if (other.aborted) abort();
  else other.addEventListener('abort', abort, { once: true });
  return controller.signal;
}
