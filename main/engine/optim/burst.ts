/** The number of steps that a device makes at once: as many as fit into a short time. */

/**
 * Milliseconds: short enough for a quick pause, long enough for the transfer to the device and back to be a small part.
 */
const momentMs = 150;

export interface BurstSizes {
  /** Number of steps of the next burst: 1 at first, then by the time of the last one, at most twice as many. */
  readonly size: number;
  /** Begins a burst of that many steps. @returns a function to call when it has ended. */
  begin(count: number): () => void;
}

/** Begins with bursts of one step and measures how many fit. */
export function burstSizes(): BurstSizes {
  let size = 1;
  return {
    get size() {
      return size;
    },
    begin(count) {
      const start = performance.now();
      return () => {
        const each = (performance.now() - start) / count;
        size = Math.max(1, Math.min(2 * Math.max(size, count), Math.floor(momentMs / each)));
      };
    },
  };
}
