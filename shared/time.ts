/** The clocks. */

/**
 * Milliseconds since 1970, for times that people read, in the log and the history. It jumps when the clock is set, so
 * that it must not be used to measure durations or to wait.
 */
export const wallClock = (): number => Date.now();

/** Milliseconds that never jump or decrease: for rates, waits and durations. */
export const monotonic = (): number => performance.now();
