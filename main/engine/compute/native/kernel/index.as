// The functions that the TypeScript side calls. The module allocates nothing. It gets all addresses from the caller,
// except those of its constants.
/** First address after the compiler's own constants. */
export function firstAddress(): usize {
  return __heap_base;
}

export { factorDiagonal, prepareFactor, solveFactored } from './cholesky';
export { dispatch, join, serve } from './pool';

/** Sums `parts` vectors of `bytes` bytes, stored one after another, into the first one, in order. */
export function sumParts(address: usize, bytes: usize, parts: i32): void {
  for (let at: usize = 0; at < bytes; at += 16) {
    let sum = v128.load(address + at);
    let from = address + at;
    for (let part = 1; part < parts; part++) {
      from += bytes;
      sum = f64x2.add(sum, v128.load(from));
    }
    v128.store(address + at, sum);
  }
}
