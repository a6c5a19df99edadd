/**
 * From a table to a formula, end to end: the search for formulas on 850 training and 150 validation rows, judged on 1000
 * others. Exact: RMSE at most 1e-9 of the target's spread. Writes bench/results/formula.json, or formula-<part>.json.
 *
 *     npm run bench -- formula [hello [seeds] | feynman | noise [0.01,0.05] | laws [options]]
 *
 * `laws` (`lib/lawBench.ts`): the laws of a set, at most 60 s of the processor each. Options: `--set feynman | rational | historical | nguyen | si | curves | sums | products | interactions | surfaces`, `--noise 0.01`,
 * `--dummies 3` columns that do not matter, `--units` of the columns, `--names I.6.2,I.9.18`, `--every 4` for every fourth law
 * (from the third on: `--from 3`), `--rows-only` without networks, `--seconds 60`. A run replaces the stored outcomes of
 * its laws under the same options, and leaves all others.
 */
import { createNativeBackend } from '../main/engine/compute/native/backend.ts';
import type { Dataset } from '../main/engine/data/dataset/dataset.ts';
import { discover } from '../main/engine/symbolic/auto/discover.ts';
import { bestOf, type Found } from '../main/engine/symbolic/auto/front.ts';
import { formulaData, formulaError, spreadOf } from '../main/engine/symbolic/formula/formulaData.ts';
import { printExpression } from '../shared/expression/print/print.ts';
import { seededRandom } from '../shared/random.ts';
import { feynman, hello, type Equation } from './feynman.ts';
import { lawsBench } from './lib/lawBench.ts';
import { deviation, lawDataset } from './lib/lawData.ts';
import type { LawsResult } from './lib/lawResults.ts';
import { describeMachine, thisMachine } from './lib/machine.ts';
import { median, save, saved } from './lib/report.ts';

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
  return lawDataset({ names: columns.map((_, i) => `x${i + 1}`), columns, target }, rows);
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

async function storedLaws(): Promise<readonly LawsResult[]> {
  const stored = (await saved('formula-laws')) as { readonly laws: readonly LawsResult[] } | null;
  return stored?.laws ?? [];
}

const [part = 'all', further] = process.argv.slice(2);
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
if (part === 'laws') results['laws'] = await lawsBench(process.argv.slice(3), backend, storedLaws);
await save(part === 'all' ? 'formula' : `formula-${part}`, machine, results);
backend.dispose();
