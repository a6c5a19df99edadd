/** Allocates and frees blocks of the shared memory. */
import { userError } from '../../../../../shared/errors.ts';

const pageBytes = 65536;
/** Blocks begin on cache lines, so that no two threads share a cache line by accident. */
const alignment = 64;

interface Gap {
  readonly address: number;
  readonly bytes: number;
}

export interface Arena {
  readonly memory: WebAssembly.Memory;
  /**
   * @returns address of a block of zeros.
   * @throws KanError `compute.memory` if the memory cannot grow enough; RangeError if the size is not a whole number.
   */
  allocate(bytes: number): number;
  release(address: number): void;
  /** Views stay valid until their block is freed: shared memory does not move when it grows. */
  floats(address: number, length: number): Float64Array<SharedArrayBuffer>;
  integers(address: number, length: number): Int32Array<SharedArrayBuffer>;
}

/** An arena for all of `memory` from `start` on. */
export function createArena(memory: WebAssembly.Memory, start: number): Arena {
  const held = new Map<number, number>();
  let gaps: readonly Gap[] = [];
  let end = roundUp(start);

  const buffer = (): SharedArrayBuffer => sharedBuffer(memory);

  const take = (bytes: number): number => {
    const gap = gaps.find((candidate) => candidate.bytes >= bytes);
    if (gap !== undefined) {
      const rest = { address: gap.address + bytes, bytes: gap.bytes - bytes };
      gaps = gaps.flatMap((other) => (other !== gap ? [other] : rest.bytes > 0 ? [rest] : []));
      return gap.address;
    }
    const missing = end + bytes - buffer().byteLength;
    if (missing > 0) grow(Math.ceil(missing / pageBytes));
    const address = end;
    end += bytes;
    return address;
  };

  const grow = (pages: number): void => {
    try {
      memory.grow(pages);
    } catch {
      throw userError(
        'compute.memory',
        'There is not enough memory to train this network on this data.',
        'Use fewer rows, a smaller network or mini-batches, or close other programs.',
      );
    }
  };

  return {
    memory,
    allocate(bytes) {
      // A wrong size must not give blocks that overlap.
      if (!Number.isSafeInteger(bytes) || bytes < 0) throw new RangeError(`${bytes} bytes of memory.`);
      const rounded = Math.max(roundUp(bytes), alignment);
      const address = take(rounded);
      held.set(address, rounded);
      new Uint8Array(buffer(), address, rounded).fill(0);
      return address;
    },
    release(address) {
      const bytes = held.get(address);
      if (bytes === undefined) return;
      held.delete(address);
      gaps = joined([...gaps, { address, bytes }]);
    },
    floats: (address, length) => new Float64Array(buffer(), address, length),
    integers: (address, length) => new Int32Array(buffer(), address, length),
  };
}

/** The DOM's types, with which the end-to-end tests are checked, do not know that a memory can be shared. */
function sharedBuffer({ buffer }: { readonly buffer: ArrayBufferLike }): SharedArrayBuffer {
  return buffer as SharedArrayBuffer;
}

function roundUp(bytes: number): number {
  return Math.ceil(bytes / alignment) * alignment;
}

/** Free gaps, sorted by address; adjacent gaps are merged. */
function joined(gaps: readonly Gap[]): Gap[] {
  const result: Gap[] = [];
  for (const gap of gaps.toSorted((a, b) => a.address - b.address)) {
    const last = result.at(-1);
    if (last !== undefined && last.address + last.bytes === gap.address) {
      result[result.length - 1] = { address: last.address, bytes: last.bytes + gap.bytes };
    } else result.push(gap);
  }
  return result;
}
