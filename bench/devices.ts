/**
 * Rows a second, one full-batch loss and gradient, of the native backend and of TensorFlow.js in WebAssembly and on
 * WebGPU, from [2,5,1] to [64,64,10] and from 1 000 to 1 000 000 rows; beside each a perceptron with as many parameters on
 * the same TensorFlow.js backend. Then steps of Adam a second on mini-batches: gradient by gradient, and made on the device.
 * A cell that would take too long or too much memory says so instead; the whole run ends within a quarter of an hour.
 * Where WebGPU is imitated by the processor that is said: its figures then tell of this machine only.
 *
 *     npm run bench -- devices [most rows, 1000000 unless said]
 */
import * as tf from '@tensorflow/tfjs-core';
import { describeMachine, thisMachine } from './lib/machine.ts';
import { figure, save, table } from './lib/report.ts';
import type { Backend, DescentWork, Evaluator } from '../main/engine/compute/backend.ts';
import type { Batch } from '../main/engine/data/batch.ts';
import { stepByStep } from '../main/engine/compute/core/descend.ts';
import { createNativeBackend } from '../main/engine/compute/native/backend.ts';
import { createTensorflowBackend } from '../main/engine/compute/tensorflow/backend.ts';
import { openDawn } from '../main/engine/compute/tensorflow/devices/dawn.ts';
import { createRuntime } from '../main/engine/compute/tensorflow/tensors/runtime.ts';
import { openWasm } from '../main/engine/compute/tensorflow/devices/wasm.ts';
import { networkOf } from './lib/network.ts';
import { trainableParameters } from '../main/engine/train/objective/problem.ts';
import { seededRandom } from '../shared/random.ts';

const shapes = [
  [2, 5, 1],
  [4, 9, 1],
  [10, 20, 1],
  [64, 64, 10],
] as const;
const mostRows = Number(process.argv[2] ?? 1_000_000);
const rowCounts = [1_000, 10_000, 100_000, 1_000_000].filter((rows) => rows <= mostRows);
/** A call that is expected to take longer, from what fewer rows took, is not made. */
const patienceMs = 6_000;
/** Nor is any after this long. */
const allMs = 9 * 60_000;
/** Nor one whose samples and first bases are larger than this. */
const mostBytes = 1.5e9;
const squared = { loss: 'squared', regularization: null } as const;

function drawBatch(shape: readonly number[], rows: number): Batch {
  const random = seededRandom(1);
  const uniforms = (count: number): Float64Array => {
    const values = new Float64Array(count * rows);
    for (let i = 0; i < values.length; i++) values[i] = 2 * random.next() - 1;
    return values;
  };
  return { rows, inputs: uniforms(shape[0]), targets: uniforms(shape.at(-1)!), weights: null };
}

/** All entrants of a size have the same. */
let drawn: { readonly of: string; readonly batch: Batch } | null = null;
function batchOf(shape: readonly number[], rows: number): Batch {
  const of = `${shape.join()} ${rows}`;
  if (drawn?.of !== of) drawn = { of, batch: drawBatch(shape, rows) };
  return drawn.batch;
}

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
  const model = networkOf(shape);
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

/** Rows a second, or why there is no figure. */
type Cell = number | string;

/** Samples in float64 and the first layer's bases, as the native kernel keeps them. */
const bytesOf = (shape: readonly number[], rows: number): number =>
  8 * rows * (shape.at(-1)! + shape[0] * (1 + 6));

const began = performance.now();
const sizes = rowCounts.flatMap((rows) => shapes.map((shape) => ({ shape, rows })));
const nameOf = (shape: readonly number[], rows: number): string => `[${shape.join(',')}] ${rows}`;
const results: Record<string, Record<string, Cell>> = {};
for (const { shape, rows } of sizes) {
  const cells: Record<string, Cell> = (results[nameOf(shape, rows)] = {});
  for (const { name, run } of entrants) {
    const fewer = results[nameOf(shape, rows / 10)]?.[name];
    const expected = typeof fewer === 'number' ? (1000 * rows) / fewer : 0;
    if (typeof fewer === 'string') cells[name] = fewer;
    else if (bytesOf(shape, rows) > mostBytes)
      cells[name] = `the samples and their bases take ${(bytesOf(shape, rows) / 1e9).toFixed(1)} GB`;
    else if (expected > patienceMs)
      cells[name] =
        `a call would take ${(expected / 1000).toFixed(0)} s, from what it took at ${rows / 10} rows`;
    else if (performance.now() - began > allMs) cells[name] = 'the time for all is up';
    else cells[name] = (1000 * rows) / (await run(shape, rows));
  }
}

const names = entrants.map(({ name }) => name);
const [ownName] = names;
console.log('\nRows with gradients a second, in thousands; × the native backend in brackets');
console.log(
  table(
    ['network, rows', ...names],
    Object.entries(results).map(([size, rates]) => [
      size,
      ...names.map((name) => {
        const [rate, own] = [rates[name], rates[ownName]];
        if (typeof rate === 'string') return '–';
        return `${figure(rate / 1000)} (${typeof own === 'string' ? '–' : figure(rate / own)}×)`;
      }),
    ]),
  ),
);
const skipped = Object.entries(results).flatMap(([size, cells]) =>
  Object.entries(cells).flatMap(([name, cell]) =>
    typeof cell === 'string' ? [`${size}, ${name}: ${cell}`] : [],
  ),
);
if (skipped.length > 0) console.log(['\nNot measured:', ...skipped].join('\n  '));

/** Where WebGPU overtakes the native backend, or how far away that is. */
function crossover(shape: readonly number[], name: string): string {
  const ratios = rowCounts.flatMap((rows) => {
    const { [name]: gpuRate, [ownName]: own } = results[nameOf(shape, rows)];
    return typeof gpuRate === 'number' && typeof own === 'number' ? [{ rows, ratio: gpuRate / own }] : [];
  });
  const first = ratios.find(({ ratio }) => ratio > 1);
  const last = ratios.at(-1);
  if (first !== undefined)
    return `from ${first.rows} rows on (${figure(first.ratio)} times the native backend)`;
  if (last === undefined) return 'not measured';
  return `none up to ${last.rows} rows, where the native backend is ${figure(1 / last.ratio)} times as fast`;
}
const crossovers: Record<string, string> = {};
if (webgpu !== null) {
  for (const shape of shapes) crossovers[`[${shape.join(',')}]`] = crossover(shape, webgpu);
  console.log('\nCrossover, WebGPU against native:');
  for (const [shape, text] of Object.entries(crossovers)) console.log(`  ${shape}: ${text}`);
}

const stepsPerSecond: Record<string, Record<string, number>> = {};
const miniBatch = 1024;
for (const shape of shapes.slice(0, 3)) {
  const rates: Record<string, number> = (stepsPerSecond[`[${shape.join(',')}]`] = {});
  const backends: [string, Backend][] = [
    [ownName, native],
    ['TensorFlow.js wasm', wasm],
    ...(gpu !== null && webgpu !== null ? [[webgpu, gpu.backend] as [string, Backend]] : []),
  ];
  for (const [name, backend] of backends) {
    const model = networkOf(shape);
    const evaluator = backend.evaluator(model, batchOf(shape, 10_000), squared);
    const work = descentWork(model);
    const rate = async (make: (evaluator: Evaluator) => Promise<unknown>): Promise<number> =>
      (1000 * work.steps.length) / (await time(() => make(evaluator)));
    rates[name] = await rate((one) => stepByStep(one, work));
    if (evaluator.descend !== undefined)
      rates[`${name}, on the device`] = await rate((one) => one.descend!(work));
    evaluator.dispose();
  }
}
console.log(`\nSteps of Adam a second, mini-batches of ${miniBatch} rows`);
console.log(
  table(
    ['network', ...Object.keys(stepsPerSecond['[2,5,1]'])],
    Object.entries(stepsPerSecond).map(([shape, rates]) => [shape, ...Object.values(rates).map(figure)]),
  ),
);
await save('devices', machine, {
  rowsPerSecond: results,
  crossover: crossovers,
  adam: { rows: miniBatch, stepsPerSecond },
});
native.dispose();
process.exit();

function descentWork(model: ReturnType<typeof networkOf>): DescentWork {
  const random = seededRandom(2);
  const free = trainableParameters(model);
  return {
    params: model.params,
    free,
    first: new Float64Array(free.length),
    second: new Float64Array(free.length),
    steps: Array.from({ length: 20 }, (_, step) => ({
      rate: 0.01 / (1 - 0.9 ** (step + 1)),
      correction: 1 - 0.999 ** (step + 1),
      rows: Uint32Array.from({ length: miniBatch }, () => random.integer(10_000)),
    })),
    constants: { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  };
}
