/**
 * The native backend beside the reference: time of one full-batch loss and gradient, interleaved so that both meet the same
 * noise, and the ratio of their least times.
 *
 *     npx rolldown bench/evaluator-native.ts --platform node --file out/bench/evaluator-native.mjs && node out/bench/evaluator-native.mjs
 *
 * Arguments: names of variants (plain, adaptive, regularized, sparse, products) and indices of cases; all where absent.
 */
import { availableParallelism, cpus } from 'node:os';
import type { Backend, Batch, Evaluator, Objective } from '../main/engine/compute/backend.ts';
import { createNativeBackend } from '../main/engine/compute/native/backend.ts';
import { referenceBackend } from '../main/engine/compute/reference/backend.ts';
import { extendKnots } from '../main/engine/kan/bspline.ts';
import { createModel } from '../main/engine/kan/create.ts';
import { knotCount, type KanModel } from '../main/engine/kan/model.ts';
import { seededRandom } from '../shared/random.ts';

interface Size {
  readonly shape: readonly number[];
  readonly rows: number;
  readonly rounds: number;
}

const sizes: readonly Size[] = [
  { shape: [2, 5, 1], rows: 1_000, rounds: 400 },
  { shape: [4, 9, 1], rows: 10_000, rounds: 80 },
  { shape: [10, 20, 1], rows: 10_000, rounds: 40 },
  { shape: [64, 64, 10], rows: 10_000, rounds: 5 },
];

const squared: Objective = { loss: 'squared', regularization: null };
const sparse: Objective = {
  loss: 'squared',
  regularization: { metric: 'edge_forward_spline_n', lamb: 0.01, l1: 1, entropy: 2, coef: 0, coefDiff: 0 },
};

interface Variant {
  readonly objective: Objective;
  readonly change: (model: KanModel) => KanModel;
}

const variants: Readonly<Record<string, Variant>> = {
  plain: { objective: squared, change: (model) => model },
  adaptive: { objective: squared, change: withUnevenKnots },
  regularized: { objective: sparse, change: (model) => model },
  sparse: { objective: squared, change: (model) => withoutEdges(model, 0.7) },
};

/** Grid points drawn together towards the middle. */
function withUnevenKnots(model: KanModel): KanModel {
  return {
    ...model,
    layers: model.layers.map((layer) => {
      const points = Float64Array.from({ length: layer.grid + 1 }, (_, i) => {
        const at = -1 + (2 * i) / layer.grid;
        return at * Math.abs(at) ** 0.5;
      });
      const one = extendKnots(points, layer.order);
      const knots = new Float64Array(layer.inputs * knotCount(layer));
      for (let input = 0; input < layer.inputs; input++) knots.set(one, input * one.length);
      return { ...layer, knots };
    }),
  };
}

function withoutEdges(model: KanModel, share: number): KanModel {
  const random = seededRandom(5);
  return {
    ...model,
    layers: model.layers.map((layer) => ({
      ...layer,
      mask: layer.mask.map(() => (random.next() < share ? 0 : 1)),
    })),
  };
}

function batchOf(shape: readonly number[], rows: number): Batch {
  const random = seededRandom(1);
  const uniforms = (count: number): Float64Array =>
    Float64Array.from({ length: count * rows }, () => 2 * random.next() - 1);
  return { rows, inputs: uniforms(shape[0]), targets: uniforms(shape.at(-1)!), weights: null };
}

async function timeOf(evaluator: Evaluator, params: Float64Array, gradient: Float64Array): Promise<number> {
  const start = performance.now();
  await evaluator.evaluate(params, gradient);
  return performance.now() - start;
}

async function compare(
  name: string,
  { shape, rows, rounds }: Size,
  backends: readonly Backend[],
): Promise<void> {
  const { objective, change } = variants[name];
  const made = createModel({
    inputs: shape[0],
    hidden: shape.slice(1, -1),
    outputs: shape.at(-1)!,
    grid: 5,
    order: 3,
    seed: 1,
  });
  const model = change(made);
  const batch = batchOf(shape, rows);
  const evaluators = backends.map((backend) => backend.evaluator(model, batch, objective));
  const gradient = new Float64Array(model.params.length);
  const times: number[][] = evaluators.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [i, evaluator] of evaluators.entries()) {
      // The second of two calls finds its own data in the caches.
      await timeOf(evaluator, model.params, gradient);
      times[i].push(await timeOf(evaluator, model.params, gradient));
    }
  }
  evaluators.forEach((evaluator) => evaluator.dispose());
  const least = times.map((all) => Math.min(...all));
  const median = times.map((all) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)]);
  const cells = least.map(
    (time, i) => `${time.toFixed(3)} (${median[i].toFixed(3)})  ${(least[0] / time).toFixed(2)}×`,
  );
  console.log(`${name.padEnd(12)} ${`[${shape.join(',')}] ${rows}`.padEnd(18)} ${cells.join('   ')}`);
}

const chosen = process.argv.slice(2);
const names = Object.keys(variants).filter(
  (name) => !chosen.some((word) => word in variants) || chosen.includes(name),
);
const indices = chosen.filter((word) => !(word in variants)).map(Number);
const native = [1, 2].map((threads) => createNativeBackend({ threads }));
console.log(`${cpus()[0].model}, ${availableParallelism()} threads, Node ${process.version}`);
console.log('ms, least (median) and ratio: reference, native 1 thread, native 2 threads');
for (const name of names) {
  for (const [index, size] of sizes.entries()) {
    if (indices.length === 0 || indices.includes(index))
      await compare(name, size, [referenceBackend, ...native]);
  }
}
native.forEach((backend) => backend.dispose());
