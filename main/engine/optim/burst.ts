/** How many steps are made at once where what computes is far away: as many as fit into a moment. */

/** Short enough for a person who pauses, long enough to make up for the way there and back. */
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
