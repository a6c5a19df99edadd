/** The number of steps that a device makes at once: as many as fit into a short time. */

/** Milliseconds: short enough that a pause is quick, long enough that the transfer to the device and back takes a small part. */
const momentMs = 150;

export interface BurstSizes {
  /** Steps of the next burst: 1 at first, then by what the last one took, at most twice as many. */
  readonly size: number;
  /** A burst of that many steps begins. @returns to be called when it has ended. */
  begin(count: number): () => void;
}

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
