/**
 * Time of one evaluation with gradient (full batch, grid 5, order 3, mean squared error) on networks of four sizes.
 *
 *     npx rolldown bench/evaluator.ts --platform node --file out/bench/evaluator.mjs && node out/bench/evaluator.mjs
 *
 * Arguments choose among the cases: `node … 0 2`.
 */
import { availableParallelism, cpus } from 'node:os';
import type { Backend, Batch } from '../main/engine/compute/backend.ts';
import { referenceBackend } from '../main/engine/compute/reference/backend.ts';
import { createModel } from '../main/engine/kan/create.ts';
import { seededRandom } from '../shared/random.ts';

const backends: readonly Backend[] = [referenceBackend];

/** Shape and rows; as many calls as fill about this many milliseconds, after a warm-up of the same length. */
const cases: readonly (readonly [readonly number[], number])[] = [
  [[2, 5, 1], 1_000],
  [[4, 9, 1], 10_000],
  [[10, 20, 1], 10_000],
  [[64, 64, 10], 10_000],
];
const span = 1500;

async function measure(backend: Backend, shape: readonly number[], rows: number): Promise<void> {
  const random = seededRandom(1);
  const outputs = shape.at(-1)!;
  const uniforms = (count: number): Float64Array =>
    Float64Array.from({ length: count * rows }, () => 2 * random.next() - 1);
  const model = createModel({
    inputs: shape[0],
    hidden: shape.slice(1, -1),
    outputs,
    grid: 5,
    order: 3,
    seed: 1,
  });
  const batch: Batch = { rows, inputs: uniforms(shape[0]), targets: uniforms(outputs), weights: null };
  const evaluator = backend.evaluator(model, batch, { loss: 'squared', regularization: null });
  const gradient = new Float64Array(model.params.length);
  const timed = async (): Promise<number[]> => {
    const times: number[] = [];
    const end = performance.now() + span;
    do {
      const start = performance.now();
      await evaluator.evaluate(model.params, gradient);
      times.push(performance.now() - start);
    } while (performance.now() < end || times.length < 3);
    return times.toSorted((a, b) => a - b);
  };
  await timed();
  const times = await timed();
  evaluator.dispose();
  const median = times[Math.floor(times.length / 2)];
  const perSecond = Math.round((1000 * rows) / median);
  console.log(
    `${backend.name.padEnd(10)} [${shape.join(', ')}] ${rows} rows: median ${median.toFixed(3)} ms, ` +
      `least ${times[0].toFixed(3)} ms, ${perSecond} rows/s (${times.length} calls)`,
  );
}

const chosen = process.argv.slice(2).map(Number);
console.log(`${cpus()[0].model}, ${availableParallelism()} threads, Node ${process.version}`);
for (const backend of backends) {
  for (const [index, [shape, rows]] of cases.entries()) {
    if (chosen.length === 0 || chosen.includes(index)) await measure(backend, shape, rows);
  }
}
