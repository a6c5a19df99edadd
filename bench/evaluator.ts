/**
 * One full-batch loss and gradient (mean squared error, grid 5, order 3) on networks of four sizes: plain TypeScript and
 * the native backend with one and two threads, interleaved so that all meet the same noise: medians, and least times, which say more
 * where others are at work. Then what adaptive
 * knots, sparsity terms and pruned edges cost, as ratios to the plain case of the same run; and what others need.
 *
 *     npm run bench -- evaluator [variant …] [index of a size …]
 *
 * Each time is that of the second of two calls, which finds its own data in the caches.
 */
import { describeMachine, thisMachine } from './lib/machine.ts';
import { comparisons } from './lib/recorded.ts';
import { figure, median, save, table } from './lib/report.ts';
import type { Backend, Evaluator, Objective } from '../main/engine/compute/backend.ts';
import type { Batch } from '../main/engine/data/batch.ts';
import { createNativeBackend } from '../main/engine/compute/native/backend.ts';
import { referenceBackend } from '../main/engine/compute/reference/backend.ts';
import { extendKnots } from '../main/engine/kan/bspline.ts';
import { networkOf } from './lib/network.ts';
import { knotCount, type KanModel } from '../main/engine/kan/model.ts';
import { seededRandom } from '../shared/random.ts';

interface Size {
  readonly shape: readonly number[];
  readonly rows: number;
  readonly rounds: number;
}

const sizes: readonly Size[] = [
  { shape: [2, 5, 1], rows: 1_000, rounds: 400 },
  { shape: [4, 9, 1], rows: 10_000, rounds: 60 },
  { shape: [10, 20, 1], rows: 10_000, rounds: 30 },
  { shape: [64, 64, 10], rows: 10_000, rounds: 5 },
];

interface Variant {
  readonly objective: Objective;
  readonly change: (model: KanModel) => KanModel;
}

const squared: Objective = { loss: 'squared', regularization: null };
const sparsity = {
  metric: 'edge_forward_spline_n',
  lamb: 0.01,
  l1: 1,
  entropy: 2,
  coef: 0,
  coefDiff: 0,
} as const;

const plain: Variant = { objective: squared, change: (model) => model };
const variants: Readonly<Record<string, Variant>> = {
  'adaptive knots': { objective: squared, change: withUnevenKnots },
  'sparsity terms': {
    objective: { loss: 'squared', regularization: sparsity },
    change: (model) => model,
  },
  'half pruned': { objective: squared, change: (model) => withoutEdges(model, 0.5) },
  '70 % pruned': { objective: squared, change: (model) => withoutEdges(model, 0.7) },
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

/** @param share of the edges of each layer that go, at random. */
function withoutEdges(model: KanModel, share: number): KanModel {
  const random = seededRandom(5);
  return {
    ...model,
    layers: model.layers.map((layer) => {
      const order = Array.from(layer.mask, (_, edge) => ({ edge, key: random.next() }));
      const gone = order.sort((a, b) => a.key - b.key).slice(0, Math.floor(share * order.length));
      const mask = layer.mask.slice();
      for (const { edge } of gone) mask[edge] = 0;
      return { ...layer, mask };
    }),
  };
}

function batchOf(shape: readonly number[], rows: number): Batch {
  const random = seededRandom(1);
  const uniforms = (count: number): Float64Array =>
    Float64Array.from({ length: count * rows }, () => 2 * random.next() - 1);
  return { rows, inputs: uniforms(shape[0]), targets: uniforms(shape.at(-1)!), weights: null };
}

interface Contender {
  readonly evaluator: Evaluator;
  readonly params: Float64Array;
}

function contender({ shape, rows }: Size, { objective, change }: Variant, backend: Backend): Contender {
  const model = change(networkOf(shape));
  return { evaluator: backend.evaluator(model, batchOf(shape, rows), objective), params: model.params };
}

/** Milliseconds. */
interface Times {
  readonly median: number;
  readonly least: number;
}

/** Times of each, taken in turns. */
async function race(contenders: readonly Contender[], rounds: number): Promise<Times[]> {
  const times: number[][] = contenders.map(() => []);
  for (let round = 0; round <= rounds; round++) {
    for (const [i, { evaluator, params }] of contenders.entries()) {
      const gradient = new Float64Array(params.length);
      await evaluator.evaluate(params, gradient);
      const start = performance.now();
      await evaluator.evaluate(params, gradient);
      // The first round warms up.
      if (round > 0) times[i].push(performance.now() - start);
    }
  }
  contenders.forEach(({ evaluator }) => evaluator.dispose());
  return times.map((all) => ({ median: median(all), least: Math.min(...all) }));
}

const chosen = process.argv.slice(2);
const indices = chosen.filter((word) => /^\d+$/.test(word)).map(Number);
const names = chosen.filter((word) => !/^\d+$/.test(word));
const unknown = names.find((name) => !(name in variants));
if (unknown !== undefined) {
  console.error(`There is no “${unknown}”; there are ${Object.keys(variants).join(', ')}, and sizes 0 to 3.`);
  process.exit(1);
}
const machine = thisMachine();
console.log(describeMachine(machine));
const [one, two] = [createNativeBackend({ threads: 1 }), createNativeBackend({ threads: 2 })];
const entrants = {
  'plain TypeScript': referenceBackend,
  'native, 1 thread': one,
  'native, 2 threads': two,
};
const raced = sizes.filter((_, index) => indices.length === 0 || indices.includes(index));
const columns = raced.map(({ shape, rows }) => `[${shape.join(',')}] ${rows}`);

const milliseconds: Record<string, Times[]> = {};
const costs: Record<string, number[]> = {};
for (const size of raced) {
  const times = await race(
    Object.values(entrants).map((backend) => contender(size, plain, backend)),
    size.rounds,
  );
  Object.keys(entrants).forEach((name, i) => (milliseconds[name] ??= []).push(times[i]));
  const asked = names.length > 0 ? names : Object.keys(variants);
  const [base, ...others] = await race(
    [plain, ...asked.map((name) => variants[name])].map((variant) => contender(size, variant, one)),
    size.rounds,
  );
  asked.forEach((name, i) => (costs[name] ??= []).push(others[i].median / base.median));
}
one.dispose();
two.dispose();

const cells = (values: readonly (number | null)[]): string[] => values.map(figure);
for (const key of ['median', 'least'] as const) {
  console.log(`\nLoss and gradient, full batch: ${key} ms; times as fast as plain TypeScript in brackets`);
  const base = milliseconds['plain TypeScript'];
  const own = Object.entries(milliseconds).map(([name, times]) => [
    name,
    ...times.map((time, i) => `${figure(time[key])} (${figure(base[i][key] / time[key])}×)`),
  ]);
  console.log(table(['this machine', ...columns], own));
}
console.log('\nCost of a variant as a multiple of the plain case: native, 1 thread');
console.log(
  table(
    ['variant', ...columns],
    Object.entries(costs).map(([name, ratios]) => [name, ...cells(ratios)]),
  ),
);
console.log('\nOthers, ms; how the machines compare is unknown unless it is this one');
const machines = [...new Set(comparisons().map((row) => row.machine))];
const theirs = comparisons().map((row) => [
  `${row.name}, ${row.what} [${machines.indexOf(row.machine) + 1}]`,
  ...cells(raced.map((size) => row.ms[sizes.indexOf(size)])),
]);
console.log(table(['as recorded or measured by compare.py', ...columns], theirs));
machines.forEach((text, i) => console.log(`[${i + 1}] ${text}`));

/** How many times as long each perceptron of as many parameters takes, for one of ours. */
const perceptrons = comparisons().filter(({ name }) => name.startsWith('MLP'));
const overPerceptron = ['native, 1 thread', 'native, 2 threads'].flatMap((name) =>
  perceptrons.map((other) => ({
    ours: name,
    other: other.name,
    machine: other.machine,
    ratios: raced.map((size, i) => {
      const ms = other.ms[sizes.indexOf(size)];
      return ms === null ? null : ms / milliseconds[name][i].median;
    }),
  })),
);
console.log('\nA perceptron with as many parameters: how many times our time its Adam step takes');
console.log(
  table(
    ['ours against', ...columns],
    overPerceptron.map((row) => [
      `${row.ours}: ${row.other} [${machines.indexOf(row.machine) + 1}]`,
      ...cells(row.ratios),
    ]),
  ),
);
if (chosen.length === 0) await save('evaluator', machine, { columns, milliseconds, costs, overPerceptron });
