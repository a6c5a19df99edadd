// Zeros and copies by plain stores. memory.fill and memory.copy check against the memory length that the thread knows.
// If another thread has grown a shared memory, V8 may tell a thread late, and a thread that is just starting never.
// Then they would trap in the new part. Plain loads and stores are checked by the memory pages, which all threads
// share.

/** @param bytes a multiple of 4. */
export function zero(address: usize, bytes: usize): void {
  const end = address + bytes;
  const whole = address + (bytes & ~15);
  const none = i64x2.splat(0);
  for (; address < whole; address += 16) v128.store(address, none);
  for (; address < end; address += 4) store<i32>(address, 0);
}

/** @param bytes a multiple of 8. */
export function copy(to: usize, from: usize, bytes: usize): void {
  for (let at: usize = 0; at < bytes; at += 8) store<f64>(to + at, load<f64>(from + at));
}
