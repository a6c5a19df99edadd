/** Shared memory that belongs to one object, such as an evaluator, and is freed with it. */
import type { Arena } from './arena.ts';

/** Floats in the shared memory. */
export interface Block {
  readonly address: number;
  readonly values: Float64Array;
}

export interface OwnedMemory {
  /** @returns the address. */
  readonly bytes: (length: number) => number;
  readonly floats: (length: number) => Block;
  /** A copy of the values. @returns its address. */
  readonly copy: (values: Float64Array) => number;
  /** A block that is allocated when it is first needed. */
  readonly late: (length: number) => () => Block;
  /** Frees all of them. */
  readonly release: () => void;
}

/** Memory that is given back all at once. */
export function ownedMemory(arena: Arena): OwnedMemory {
  const addresses: number[] = [];
  const bytes = (length: number): number => {
    const address = arena.allocate(length);
    addresses.push(address);
    return address;
  };
  const floats = (length: number): Block => {
    const address = bytes(8 * length);
    return { address, values: arena.floats(address, length) };
  };
  return {
    bytes,
    floats,
    copy(values) {
      const block = floats(values.length);
      block.values.set(values);
      return block.address;
    },
    late(length) {
      let block: Block | null = null;
      return () => (block ??= floats(length));
    },
    release() {
      for (const address of addresses.splice(0)) arena.release(address);
    },
  };
}
