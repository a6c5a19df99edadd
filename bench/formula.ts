/**
 * From a table to a formula, end to end: the search for formulas on 850 training and 150 validation rows, judged on 1000
 * others. Exact: RMSE at most 1e-9 of the target's spread.
 *
 *     npm run bench -- formula [hello | feynman | noise] [seeds]
 */
import { createNativeBackend } from '../main/engine/compute/native/backend.ts';
import type { Dataset, Scaling, Split } from '../main/engine/data/dataset.ts';
import { bestOf, discover, type Found } from '../main/engine/symbolic/auto/discover.ts';
import { formulaData, formulaError, targetSpread } from '../main/engine/symbolic/formula/formulaData.ts';
import { printExpression } from '../shared/expression/print/print.ts';
import { seededRandom } from '../shared/random.ts';
import { feynman, hello, type Equation } from './feynman.ts';

const rows = { train: 850, validation: 150, test: 1000 };
const backend = createNativeBackend();

/** @param noise standard deviation of what is added to the target of all but the test rows, as a share of its spread. */
function datasetOf({ value, ranges }: Equation, seed: number, noise: number): Dataset {
  const random = seededRandom(seed);
  const total = rows.train + rows.validation + rows.test;
  const columns = ranges.map(([low, high]) =>
    Float64Array.from({ length: total }, () => low + (high - low) * random.next()),
  );
  const exact = Float64Array.from({ length: total }, (_, row) =>
    value(...columns.map((column) => column[row])),
  );
  const spread = deviation(exact);
  const target = exact.map((y, row) =>
    row < rows.train + rows.validation ? y + noise * spread * random.normal() : y,
  );
  const scalings = columns.map(rangeScaling);
  const targetScaling = rangeScaling(target);
  const scaled = (column: Float64Array, { shift, scale }: Scaling, from: number, count: number): number[] =>
    Array.from(column.subarray(from, from + count), (entry) => (entry - shift) / scale);
  const split = (from: number, count: number): Split => ({
    rows: count,
    inputs: Float64Array.from(columns.flatMap((column, i) => scaled(column, scalings[i], from, count))),
    targets: Float64Array.from(scaled(target, targetScaling, from, count)),
    weights: null,
    tableRows: Uint32Array.from({ length: count }, (_, i) => from + i),
  });
  return {
    encoding: {
      task: 'regression',
      features: scalings.map((scaling, i) => {
        return { name: `x${i + 1}`, column: `x${i + 1}`, label: null, scaling, fill: null };
      }),
      outputs: [{ name: 'y', scaling: targetScaling }],
      targets: ['y'],
      classes: [],
    },
    train: split(0, rows.train),
    validation: split(rows.train, rows.validation),
    test: split(rows.train + rows.validation, rows.test),
    dropped: 0,
    notes: [],
  };
}

function rangeScaling(values: Float64Array): Scaling {
  const low = values.reduce((least, value) => Math.min(least, value), Infinity);
  const high = values.reduce((most, value) => Math.max(most, value), -Infinity);
  return { shift: (low + high) / 2, scale: (high - low) / 2 };
}

function deviation(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

interface Outcome {
  /** Error on the test rows as a share of the target's spread. */
  readonly error: number;
  readonly rmse: number;
  readonly seconds: number;
  readonly text: string;
  readonly complexity: number;
}

async function run(equation: Equation, seed: number, noise = 0): Promise<Outcome> {
  const dataset = datasetOf(equation, seed, noise);
  const signal = new AbortController().signal;
  const start = performance.now();
  let formulas: readonly Found[] = [];
  for await (const found of discover({ dataset, backend, seed, signal, model: null }))
    formulas = found.formulas;
  const seconds = (performance.now() - start) / 1000;
  const best = bestOf(formulas);
  if (best === undefined) return { error: Infinity, rmse: Infinity, seconds, text: 'none', complexity: 0 };
  const test = formulaData(dataset.encoding, dataset.test, 0);
  const rmse = formulaError(best.expression, test);
  const { code } = printExpression(best.expression, 'text', { digits: 5 });
  return { error: rmse / targetSpread(test), rmse, seconds, text: code, complexity: best.complexity };
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const short = (text: string): string => (text.length > 90 ? `${text.slice(0, 90)}…` : text);

async function helloBench(seeds: number): Promise<void> {
  const outcomes: Outcome[] = [];
  for (let seed = 1; seed <= seeds; seed++) outcomes.push(await run(hello, seed));
  const exact = outcomes.filter(
    ({ rmse, text }) => rmse <= 1e-9 && /^exp\(x2\^2 \+ sin\(pi\*x1\)\)$/.test(text),
  );
  const seconds = outcomes.map((outcome) => outcome.seconds);
  console.log(
    `hello: ${exact.length} of ${seeds} exact; worst test RMSE ${Math.max(...outcomes.map(({ rmse }) => rmse)).toExponential(1)}; ` +
      `median ${median(seconds).toFixed(2)} s, slowest ${Math.max(...seconds).toFixed(2)} s (the first, cold: ${seconds[0].toFixed(2)} s)`,
  );
  for (const { text, rmse } of outcomes) if (!(rmse <= 1e-9)) console.log(`  missed: ${short(text)}`);
}

async function feynmanBench(): Promise<void> {
  let exact = 0;
  for (const equation of feynman) {
    const { error, seconds, text, complexity } = await run(equation, 1);
    if (error <= 1e-9) exact++;
    console.log(
      `${error <= 1e-9 ? 'exact' : error.toExponential(1)}\t${seconds.toFixed(1)} s\t${equation.name}  ${equation.formula}\n` +
        `\t\tcomplexity ${complexity}: ${short(text)}`,
    );
  }
  console.log(`${exact} of ${feynman.length} exact`);
}

/** Recovered: on rows without noise, the error is below a fifth of the noise. */
async function noiseBench(): Promise<void> {
  for (const noise of [0.01, 0.05, 0.1]) {
    const lines: string[] = [];
    let recovered = 0;
    for (const equation of [hello, ...feynman]) {
      const { error, seconds, text, complexity } = await run(equation, 1, noise);
      const good = error <= noise / 5;
      if (good) recovered++;
      lines.push(
        `  ${good ? 'recovered' : 'not      '} ${error.toExponential(1)}\t${seconds.toFixed(1)} s\t${equation.name}\tcomplexity ${complexity}: ${short(text)}`,
      );
    }
    console.log(
      `noise ${100 * noise} %: error without noise below a fifth of it for ${recovered} of ${feynman.length + 1}`,
    );
    for (const line of lines) console.log(line);
  }
}

const [part = 'all', seeds = '20'] = process.argv.slice(2);
if (part === 'all' || part === 'hello') await helloBench(Number(seeds));
if (part === 'all' || part === 'feynman') await feynmanBench();
if (part === 'all' || part === 'noise') await noiseBench();
backend.dispose();
