/**
 * From a table to a formula, end to end: the search for formulas on 850 training and 150 validation rows, judged on 1000
 * others. Exact: RMSE at most 1e-9 of the target's spread. Writes bench/results/formula.json, or formula-<part>.json.
 *
 *     npm run bench -- formula [hello [seeds] | feynman | noise [0.01,0.05] | laws [noise [dummies [names [units]]]]]
 *
 * `laws`: all 100 equations in their published ranges, at most 60 s each; found where the formula holds outside of the range
 * as well (a tenth of it below, half of it above), plain where it is at most 1.5 times as complex as the equation. Names: separated by commas, or `all`; `units` gives the columns their units.
 */
import { createNativeBackend } from '../main/engine/compute/native/backend.ts';
import type { Dataset, Split } from '../main/engine/data/dataset/dataset.ts';
import type { Scaling } from '../main/engine/data/table/scaling.ts';
import { discover } from '../main/engine/symbolic/auto/discover.ts';
import { bestOf, type Found } from '../main/engine/symbolic/auto/front.ts';
import { formulaData, formulaError, spreadOf } from '../main/engine/symbolic/formula/formulaData.ts';
import { printExpression } from '../shared/expression/print/print.ts';
import { seededRandom } from '../shared/random.ts';
import { feynman, hello, type Equation } from './feynman.ts';
import { lawEquations, type LawEquation } from './lib/lawEquations.ts';
import { describeMachine, thisMachine } from './lib/machine.ts';
import { median, save } from './lib/report.ts';

const rows = { train: 850, validation: 150, test: 1000 };
const backend = createNativeBackend();

/** @param noise standard deviation of what is added to the target of all but the test rows, as a share of its spread. */
function datasetOf({ value, ranges, units }: Equation, seed: number, noise: number): Dataset {
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
        const name = `x${i + 1}`;
        return { name, column: name, label: null, scaling, fill: null, ...(units && { unit: units[i] }) };
      }),
      outputs: [{ name: 'y', scaling: targetScaling, ...(units && { unit: units[ranges.length] }) }],
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
  readonly name: string;
  /** Error on the test rows as a share of the target's spread. */
  readonly error: number;
  readonly rmse: number;
  readonly seconds: number;
  /** Of all threads: what the search itself needs, whatever else the machine does. */
  readonly processorSeconds: number;
  readonly text: string;
  readonly complexity: number;
}

async function run(equation: Equation, seed: number, noise = 0): Promise<Outcome> {
  const dataset = datasetOf(equation, seed, noise);
  const signal = new AbortController().signal;
  const start = performance.now();
  const before = process.cpuUsage();
  let formulas: readonly Found[] = [];
  for await (const found of discover({ dataset, backend, seed, signal, model: null }))
    formulas = found.formulas;
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(before);
  const spent = { name: equation.name, seconds, processorSeconds: (user + system) / 1e6 };
  const best = bestOf(formulas);
  if (best === undefined) return { ...spent, error: Infinity, rmse: Infinity, text: 'none', complexity: 0 };
  const test = formulaData(dataset.encoding, dataset.test, 0);
  const rmse = formulaError(best.expression, test);
  const { code } = printExpression(best.expression, 'text', { digits: 5 });
  return { ...spent, error: rmse / spreadOf(test), rmse, text: code, complexity: best.complexity };
}

const short = (text: string): string => (text.length > 90 ? `${text.slice(0, 90)}…` : text);

async function helloBench(seeds: number): Promise<object> {
  const outcomes: Outcome[] = [];
  for (let seed = 1; seed <= seeds; seed++) outcomes.push(await run(hello, seed));
  const exact = outcomes.filter(
    ({ rmse, text }) => rmse <= 1e-9 && /^exp\(x2\^2 \+ sin\(pi\*x1\)\)$/.test(text),
  );
  const summary = {
    seeds,
    exact: exact.length,
    worstRmse: Math.max(...outcomes.map(({ rmse }) => rmse)),
    medianSeconds: median(outcomes.map(({ seconds }) => seconds)),
    medianProcessorSeconds: median(outcomes.map(({ processorSeconds }) => processorSeconds)),
    slowestSeconds: Math.max(...outcomes.map(({ seconds }) => seconds)),
    coldSeconds: outcomes[0].seconds,
  };
  console.log(
    `hello: ${summary.exact} of ${seeds} exact; worst test RMSE ${summary.worstRmse.toExponential(1)}; ` +
      `median ${summary.medianSeconds.toFixed(2)} s (${summary.medianProcessorSeconds.toFixed(2)} s of processor), ` +
      `slowest ${summary.slowestSeconds.toFixed(2)} s (the first, cold: ${summary.coldSeconds.toFixed(2)} s)`,
  );
  for (const { text, rmse } of outcomes) if (!(rmse <= 1e-9)) console.log(`  missed: ${short(text)}`);
  return summary;
}

/** Recovered exactly, or on rows without noise with an error below a fifth of the noise. */
async function feynmanBench(noise: number): Promise<object> {
  const outcomes: Outcome[] = [];
  const isGood = ({ error }: Outcome): boolean => error <= (noise === 0 ? 1e-9 : noise / 5);
  for (const equation of noise === 0 ? feynman : [hello, ...feynman]) {
    const outcome = await run(equation, 1, noise);
    outcomes.push(outcome);
    const { error, seconds, processorSeconds, text, complexity } = outcome;
    const told = isGood(outcome) ? (noise === 0 ? 'exact' : 'recovered') : error.toExponential(1);
    console.log(
      `${told}\t${seconds.toFixed(1)} s (${processorSeconds.toFixed(1)} s of processor)\t${equation.name}  ${equation.formula}\n` +
        `\t\tcomplexity ${complexity}: ${short(text)}`,
    );
  }
  const good = outcomes.filter(isGood).length;
  console.log(`noise ${100 * noise} %: ${good} of ${outcomes.length}\n`);
  return { noise, recovered: good, of: outcomes.length, outcomes };
}

const lawSeconds = 60;

interface LawOutcome {
  readonly name: string;
  readonly found: boolean;
  readonly plain: boolean;
  readonly seconds: number;
  readonly processorSeconds: number;
  readonly text: string;
  /** The last note of the search: where it ended. */
  readonly end: string;
}

async function runLaw(equation: LawEquation, noise: number): Promise<LawOutcome> {
  const dataset = datasetOf(equation, 1, noise);
  const start = performance.now();
  const before = process.cpuUsage();
  let formulas: readonly Found[] = [];
  let end = '';
  const signal = new AbortController().signal;
  for await (const one of discover({ dataset, backend, seed: 1, signal, model: null, seconds: lawSeconds })) {
    formulas = one.formulas;
    end = one.note;
  }
  const { user, system } = process.cpuUsage(before);
  const best = bestOf(formulas);
  const wider = equation.ranges.map(([low, high]): readonly [number, number] => {
    return [low - (high - low) / 10, high + (high - low) / 2];
  });
  const others = datasetOf({ ...equation, ranges: wider }, 2, 0);
  const { columns, target, names } = formulaData(others.encoding, others.test, 0);
  // Where the law itself has no value there is nothing to compare.
  const usable = [...target.keys()].filter((row) => Number.isFinite(target[row]));
  const pick = (values: Float64Array): Float64Array => Float64Array.from(usable, (row) => values[row]);
  const outside = {
    names,
    columns: columns.map(pick),
    target: pick(target),
    rows: usable.length,
    weights: null,
  };
  const error = best === undefined ? Infinity : formulaError(best.expression, outside) / spreadOf(outside);
  return {
    name: equation.name,
    found: error <= (noise === 0 ? 1e-7 : noise / 5),
    plain: best !== undefined && best.complexity <= 1.5 * equation.complexity,
    seconds: (performance.now() - start) / 1000,
    processorSeconds: (user + system) / 1e6,
    text: best === undefined ? 'none' : printExpression(best.expression, 'text', { digits: 5 }).code,
    end,
  };
}

async function lawsBench(
  noise: number,
  dummies: number,
  names: readonly string[],
  withUnits: boolean,
): Promise<object> {
  const outcomes: LawOutcome[] = [];
  for (const equation of lawEquations(dummies, withUnits)) {
    if (names.length > 0 && !names.includes(equation.name)) continue;
    const outcome = await runLaw(equation, noise);
    outcomes.push(outcome);
    const { found, plain, seconds, processorSeconds, text, end } = outcome;
    const verdict = found ? (plain ? 'found, plain' : 'found') : 'lost';
    console.log(
      `${verdict}\t${seconds.toFixed(1)} s (${processorSeconds.toFixed(1)} s of processor)\t${equation.name}  ${equation.formula}\n` +
        `\t\t${short(text)}${found ? '' : `; the end: ${end}`}`,
    );
  }
  const found = outcomes.filter((one) => one.found);
  const times = median(found.map(({ processorSeconds }) => processorSeconds));
  console.log(
    `noise ${100 * noise} %, ${dummies} columns that do not matter: found ${found.length} of ${outcomes.length}, ` +
      `plain ${found.filter(({ plain }) => plain).length}, median ${times.toFixed(1)} s of processor\n`,
  );
  return { noise, dummies, units: withUnits, found: found.length, of: outcomes.length, outcomes };
}

const [part = 'all', further, ...rest] = process.argv.slice(2);
const machine = thisMachine();
console.log(`${describeMachine(machine)}\n`);
const results: Record<string, object> = {};
if (part === 'all' || part === 'hello') results['hello'] = await helloBench(Number(further ?? 20));
if (part === 'all' || part === 'feynman') results['feynman'] = await feynmanBench(0);
if (part === 'all' || part === 'noise') {
  const levels = part === 'noise' && further !== undefined ? further : '0.01,0.05,0.1';
  const tables: object[] = [];
  for (const level of levels.split(',')) tables.push(await feynmanBench(Number(level)));
  results['noise'] = tables;
}
if (part === 'laws') {
  const [dummies = '0', names = 'all', units] = rest;
  results['laws'] = await lawsBench(
    Number(further ?? 0),
    Number(dummies),
    names === 'all' ? [] : names.split(','),
    units === 'units',
  );
}
await save(part === 'all' ? 'formula' : `formula-${part}`, machine, results);
backend.dispose();
