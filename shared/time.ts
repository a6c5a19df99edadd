/** What clock to look at. */

/**
 * Milliseconds since 1970, for what people read: times in the log and the history. It jumps when a clock is set, so that
 * nothing is measured or awaited by it.
 */
export const wallClock = (): number => Date.now();

/** Milliseconds that only grow, whatever happens to the clock: for paces, waits and durations. */
export const monotonic = (): number => performance.now();
