/**
 * Rows a second, one full-batch loss and gradient, of the native backend and of TensorFlow.js in WebAssembly and on
 * WebGPU, from [2,5,1] to [64,64,10] and from 1 000 rows up; beside each an MLP with as many parameters on the same
 * TensorFlow.js backend. Where WebGPU is imitated by the processor that is said: its figures then tell of this machine only.
 *
 *     npm run bench -- devices [most rows, 100000 unless said]
 */
import * as tf from '@tensorflow/tfjs-core';
import { describeMachine, thisMachine } from './lib/machine.ts';
import { figure, save, table } from './lib/report.ts';
import type { Backend, Batch } from '../main/engine/compute/backend.ts';
import { createNativeBackend } from '../main/engine/compute/native/backend.ts';
import { createTensorflowBackend } from '../main/engine/compute/tensorflow/backend.ts';
import { openDawn } from '../main/engine/compute/tensorflow/dawn.ts';
import { createRuntime } from '../main/engine/compute/tensorflow/runtime.ts';
import { openWasm } from '../main/engine/compute/tensorflow/wasm.ts';
import { createModel } from '../main/engine/kan/create.ts';
import { seededRandom } from '../shared/random.ts';

const shapes = [
  [2, 5, 1],
  [4, 9, 1],
  [10, 20, 1],
  [64, 64, 10],
] as const;
const mostRows = Number(process.argv[2] ?? 100_000);
const rowCounts = [1_000, 10_000, 100_000, 1_000_000].filter((rows) => rows <= mostRows);
/** A size of which one evaluation takes longer than this ends the column. */
const patienceMs = 4_000;
const squared = { loss: 'squared', regularization: null } as const;

function batchOf(shape: readonly number[], rows: number): Batch {
  const random = seededRandom(1);
  const uniforms = (count: number): Float64Array =>
    Float64Array.from({ length: count * rows }, () => 2 * random.next() - 1);
  return { rows, inputs: uniforms(shape[0]), targets: uniforms(shape.at(-1)!), weights: null };
}

const modelOf = (shape: readonly number[]) =>
  createModel({
    inputs: shape[0],
    hidden: shape.slice(1, -1),
    outputs: shape.at(-1)!,
    grid: 5,
    order: 3,
    seed: 1,
  });

/** Milliseconds of one call, the least of several after a first that warms up. */
async function time(call: () => Promise<unknown>): Promise<number> {
  await call();
  let least = Infinity;
  const end = performance.now() + 400;
  do {
    const start = performance.now();
    await call();
    least = Math.min(least, performance.now() - start);
  } while (performance.now() < end);
  return least;
}

async function kan(backend: Backend, shape: readonly number[], rows: number): Promise<number> {
  const model = modelOf(shape);
  const evaluator = backend.evaluator(model, batchOf(shape, rows), squared);
  const gradient = new Float64Array(model.params.length);
  const ms = await time(async () => evaluator.evaluate(model.params, gradient));
  evaluator.dispose();
  return ms;
}

/** Two hidden layers of equal width, tanh, as many parameters as the KAN trains: loss and gradient in closed form. */
async function mlp(backendName: string, shape: readonly number[], rows: number): Promise<number> {
  await tf.setBackend(backendName);
  const [inputs, outputs] = [shape[0], shape.at(-1)!];
  const parameters = 10 * shape.slice(1).reduce((sum, width, at) => sum + width * shape[at], 0);
  let width = 1;
  while (inputs * width + width * width + width * (outputs + 2) + outputs < parameters) width++;
  const batch = batchOf(shape, rows);
  const column = (values: Float64Array, count: number): tf.Tensor2D =>
    tf.tidy(() => tf.transpose(tf.tensor2d(Float32Array.from(values), [count, rows])));
  const [x, target] = [column(batch.inputs, inputs), column(batch.targets, outputs)];
  const ones = tf.ones<tf.Rank.R2>([1, rows]);
  const [a, b, c] = [
    tf.randomNormal([inputs, width]),
    tf.randomNormal([width, width]),
    tf.randomNormal([width, outputs]),
  ] as tf.Tensor2D[];
  const ms = await time(async () => {
    const joined = tf.tidy(() => {
      const one = tf.tanh(tf.matMul(x, a));
      const two = tf.tanh(tf.matMul(one, b));
      const error = tf.sub<tf.Tensor2D>(tf.matMul(two, c), target);
      const byTwo = tf.mul<tf.Tensor2D>(tf.matMul(error, tf.transpose(c)), tf.sub(1, tf.square(two)));
      const byOne = tf.mul<tf.Tensor2D>(tf.matMul(byTwo, tf.transpose(b)), tf.sub(1, tf.square(one)));
      const gradients = [
        tf.sum(tf.square(error)),
        tf.matMul(tf.transpose(x), byOne),
        tf.matMul(tf.transpose(one), byTwo),
        tf.matMul(tf.transpose(two), error),
        ...[byOne, byTwo, error].map((by) => tf.matMul(ones, by)),
      ];
      return tf.concat(gradients.map((part) => tf.reshape<tf.Rank.R1>(part, [-1])));
    });
    await joined.data();
    joined.dispose();
  });
  tf.dispose([x, target, ones, a, b, c]);
  return ms;
}

const machine = thisMachine();
console.log(describeMachine(machine));
const native = createNativeBackend();
const wasm = await openWasm();
const gpu = await openDawn().catch((error: unknown) => {
  console.log(`Without WebGPU: ${error instanceof Error ? error.message : String(error)}`);
  return null;
});
const webgpu = gpu && `WebGPU${gpu.software ? ' in software' : ''} (${gpu.title})`;
/** WebGPU without the kernels of our own. */
const generic = createTensorflowBackend('webgpu', createRuntime('webgpu'));
const entrants: { name: string; run: (shape: readonly number[], rows: number) => Promise<number> }[] = [
  { name: `native, ${native.threads} threads`, run: (shape, rows) => kan(native, shape, rows) },
  { name: 'TensorFlow.js wasm', run: (shape, rows) => kan(wasm, shape, rows) },
  { name: 'MLP, wasm', run: (shape, rows) => mlp('wasm', shape, rows) },
];
if (gpu !== null && webgpu !== null) {
  entrants.push(
    { name: webgpu, run: (shape, rows) => kan(gpu.backend, shape, rows) },
    { name: 'the same, generic operations', run: (shape, rows) => kan(generic, shape, rows) },
    { name: 'MLP, WebGPU', run: (shape, rows) => mlp('webgpu', shape, rows) },
  );
}

const results: Record<string, Record<string, number | null>> = {};
for (const shape of shapes) {
  const slow = new Set<string>();
  for (const rows of rowCounts) {
    const size = `[${shape.join(',')}] ${rows}`;
    for (const { name, run } of entrants) {
      const ms = slow.has(name) ? null : await run(shape, rows);
      if (ms !== null && ms > patienceMs) slow.add(name);
      (results[size] ??= {})[name] = ms && (1000 * rows) / ms;
    }
  }
}

const names = entrants.map(({ name }) => name);
console.log('\nRows with gradients a second, in thousands; × the native backend in brackets');
console.log(
  table(
    ['network, rows', ...names],
    Object.entries(results).map(([size, rates]) => [
      size,
      ...names.map((name) => {
        const [rate, own] = [rates[name], rates[names[0]]];
        return rate === null || own === null ? '–' : `${figure(rate / 1000)} (${figure(rate / own)}×)`;
      }),
    ]),
  ),
);
const gpuName = webgpu;
const crossing = Object.entries(results).find(
  ([, rates]) => gpuName !== null && (rates[gpuName] ?? 0) > (rates[names[0]] ?? Infinity),
);
console.log(
  crossing === undefined
    ? '\nThe native backend is the fastest at every size here: there is no crossover on this machine.'
    : `\nThe first size at which WebGPU is faster than the native backend: ${crossing[0]}.`,
);
await save('devices', machine, { rowsPerSecond: results });
native.dispose();
process.exit();
