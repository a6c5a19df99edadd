// How threads share a job. They claim its chunks by compare-and-swap on one word that contains the job's generation. So
// a thread that wakes late can never take a chunk of another job: claim = generation << 32 | chunk count << 16 | next
// chunk.
import { runChunk } from './job';

@unmanaged
export class Pool {
  claim: u64;
  /** Number of finished chunks of the job. */
  done: i32;
  /** Number of the job. Sleeping threads wait for it to change. */
  generation: i32;
  sleepers: i32;
  stopping: i32;
  /** 1 once a thread has failed. */
  failed: i32;
  job: usize;
  kind: i32;
}

/** Number of turns of the idle loop before a thread sleeps. */
const SPINS: i32 = 20000;

/** Claims and runs chunks until none is left. */
function work(pool: Pool, thread: i32): void {
  const address = changetype<usize>(pool);
  while (true) {
    const claim = atomic.load<u64>(address);
    const next = <i32>(claim & 0xffff);
    if (next >= <i32>((claim >> 16) & 0xffff)) return;
    const job = pool.job;
    const kind = pool.kind;
    if (atomic.cmpxchg<u64>(address, claim, claim + 1) != claim) continue;
    runChunk(kind, job, next, thread);
    atomic.add<i32>(address + offsetof<Pool>('done'), 1);
  }
}

/**
 * Publishes a job and works on it as thread 0. When it returns, other threads may still run chunks: see {@link join}.
 */
export function dispatch(pool: Pool, kind: i32, job: usize, chunks: i32, wake: bool): void {
  const address = changetype<usize>(pool);
  pool.job = job;
  pool.kind = kind;
  atomic.store<i32>(address + offsetof<Pool>('done'), 0);
  const generation = pool.generation + 1;
  atomic.store<u64>(address, (<u64>(<u32>generation) << 32) | (<u64>chunks << 16));
  atomic.store<i32>(address + offsetof<Pool>('generation'), generation);
  if (wake && atomic.load<i32>(address + offsetof<Pool>('sleepers')) > 0) {
    atomic.notify(address + offsetof<Pool>('generation'), chunks - 1);
  }
  work(pool, 0);
}

/** Waits a limited time for the chunks in progress. @returns whether the job is finished. */
export function join(pool: Pool, chunks: i32, spins: i32): bool {
  const address = changetype<usize>(pool) + offsetof<Pool>('done');
  for (let turn = 0; turn < spins; turn++) {
    if (atomic.load<i32>(address) >= chunks) return true;
  }
  return false;
}

/** The main loop of a worker thread: it works, spins a short time, then sleeps. It returns when the pool stops. */
export function serve(pool: Pool, thread: i32): void {
  const address = changetype<usize>(pool);
  while (atomic.load<i32>(address + offsetof<Pool>('stopping')) == 0) {
    const generation = atomic.load<i32>(address + offsetof<Pool>('generation'));
    work(pool, thread);
    let turn = 0;
    while (turn < SPINS && atomic.load<i32>(address + offsetof<Pool>('generation')) == generation) turn++;
    if (turn < SPINS) continue;
    atomic.add<i32>(address + offsetof<Pool>('sleepers'), 1);
    if (atomic.load<i32>(address + offsetof<Pool>('stopping')) == 0) {
      atomic.wait<i32>(address + offsetof<Pool>('generation'), generation, -1);
    }
    atomic.sub<i32>(address + offsetof<Pool>('sleepers'), 1);
  }
}
