/**
 * How long `suggest` takes over the whole library, one thread, on edges like those of a network: a sine with a little
 * noise, an exact exponential, a mixture, noise alone. Least, median and worst of 25 runs after warming up, and the time
 * by function.
 * pykan 0.2.8 over its library: 24 s for 1,000 rows, 272 s for 10,000.
 */
import { suggest } from '../main/engine/symbolic/suggest/suggest.ts';
import { edgeFunctions } from '../shared/expression/edgeFunction.ts';
import { seededRandom } from '../shared/random.ts';

const random = seededRandom(1);
const edges = {
  sine: (x: number) => 2.3 * Math.sin(1.7 * x + 0.4) - 0.6 + 1e-3 * random.normal(),
  exact: (x: number) => Math.exp(0.8 * x) - 1,
  mixture: (x: number) => Math.sin(4 * x) + 0.5 * x * x + Math.tanh(8 * (x - 0.3)),
  noise: () => random.normal(),
};

interface Spent {
  readonly least: number;
  readonly median: number;
  readonly worst: number;
}

function timed(runs: number, action: () => unknown): Spent {
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    action();
    return performance.now() - start;
  }).sort((left, right) => left - right);
  return { least: times[0], median: times[Math.floor(runs / 2)], worst: times[runs - 1] };
}

function samples(rows: number, edge: (x: number) => number): { x: Float64Array; y: Float64Array } {
  const x = Float64Array.from({ length: rows }, () => 2 * random.next() - 1);
  return { x, y: x.map(edge) };
}

const milliseconds = (value: number): string => `${value.toFixed(1)} ms`;

const cold = samples(1000, edges.sine);
console.log(`The very first call, 1000 rows: ${milliseconds(timed(1, () => suggest(cold)).median)}`);

for (const rows of [1000, 10_000]) {
  const limit = rows === 1000 ? 20 : 100;
  for (const [name, edge] of Object.entries(edges)) {
    const data = samples(rows, edge);
    timed(5, () => suggest(data));
    const { least, median, worst } = timed(25, () => suggest(data));
    const verdict = median < limit ? 'within' : 'OVER';
    console.log(
      `${rows} rows, ${name}: ${milliseconds(median)} (${milliseconds(least)} to ${milliseconds(worst)}), ${verdict} ${limit} ms`,
    );
  }
  const data = samples(rows, edges.mixture);
  const each = edgeFunctions.map((fn) => {
    const { median } = timed(15, () => suggest(data, [fn]));
    return `${fn.name} ${median.toFixed(2)}`;
  });
  console.log(
    `${rows} rows, by function in ms, each with the preparation of the samples: ${each.join(', ')}`,
  );
}
