/**
 * Time to accuracy: what `kan fit … --optimizer auto` reaches on rows it never saw, and how soon, over several seeds.
 *
 *     npm run bench -- accuracy [problem …] [--seeds 5]
 *
 * Reads the tables, splits them and trains as the command line does: 15 % of the training rows are held out to choose by.
 * Wall-clock seconds are of the training alone; processor seconds add up all threads and suffer less from a busy machine.
 * Errors over time are found afterwards, from the best models of the run, so that the test rows cost no training time.
 */
import { describeMachine, thisMachine } from './lib/machine.ts';
import { generateTables, problems, type Problem } from './lib/problems.ts';
import { figure, median, save, table } from './lib/report.ts';
import { perceptronBasis, perceptronBest, pykanBasis, pykanBest } from './lib/recorded.ts';
import { fitCommand } from '../main/cli/commands/fit.ts';
import { dataPlan } from '../main/cli/fit/dataPlan.ts';
import { parseFit } from '../main/cli/fit/fitPlan.ts';
import { parse } from '../main/cli/parsing/parse.ts';
import { loadTable, prepareDataset } from '../main/engine/data/index.ts';
import type { Dataset } from '../main/engine/data/dataset/dataset.ts';
import type { KanModel } from '../main/engine/kan/model.ts';
import { TrainingRun } from '../main/engine/train/run/run.ts';
import { sharedBackend } from '../main/engine/compute/devices/shared.ts';
import { networkFor } from '../main/engine/train/freshNetwork.ts';
import { scoreModel } from '../main/engine/measure/scores.ts';

interface Outcome {
  readonly seed: number;
  readonly rmse: number;
  readonly seconds: number;
  readonly processorSeconds: number;
  readonly steps: number;
  /** Grid intervals of the model that is kept. */
  readonly grid: number;
  /** Seconds until the test error was at most the goal, pykan's best or a perceptron's; null where it never was. */
  readonly toGoal: number | null;
  readonly toPykan: number | null;
  readonly toPerceptron: number | null;
}

async function train(problem: Problem, seed: number): Promise<Outcome> {
  const plan = parseFit(
    parse(fitCommand, [problem.train, '--target', 'y', '--hidden', problem.hidden, '--seed', `${seed}`]),
  );
  const samples = await loadTable(problem.train, {});
  const dataset = await prepareDataset(
    samples,
    { ...dataPlan(plan, samples), testFraction: 0 },
    { testTable: await loadTable(problem.test, {}) },
  );
  const path: { seconds: number; model: KanModel }[] = [];
  const processor = process.cpuUsage();
  const run = new TrainingRun(
    {
      model: networkFor(dataset, plan.network),
      dataset,
      setup: plan.training,
      backend: sharedBackend(),
      seed,
      fresh: true,
    },
    {
      onStep: ({ seconds }, { best }) => {
        if (path.at(-1)?.model !== best.model) path.push({ seconds, model: best.model });
      },
      onStatus: () => undefined,
    },
  );
  const { model, steps } = await run.finished;
  const { user, system } = process.cpuUsage(processor);
  const within = async (goal: number | undefined | null): Promise<number | null> => {
    if (goal === undefined || goal === null) return null;
    for (const reached of path) if ((await testError(reached.model, dataset)) <= goal) return reached.seconds;
    return null;
  };
  return {
    seed,
    rmse: await testError(model, dataset),
    seconds: run.view([]).seconds,
    processorSeconds: (user + system) / 1e6,
    steps,
    grid: Math.max(...model.layers.map((layer) => layer.grid)),
    toGoal: await within(problem.goal),
    toPykan: await within(pykanBest(problem.name)?.rmse),
    toPerceptron: await within(perceptronBest(problem.name)?.rmse),
  };
}

/** In the target's units. */
async function testError(model: KanModel, dataset: Dataset): Promise<number> {
  const { test } = await scoreModel(sharedBackend(), model, dataset);
  return test.rmse ?? NaN;
}

const args = process.argv.slice(2);
const flag = args.indexOf('--seeds');
const seeds = flag < 0 ? 5 : Number(args[flag + 1]);
const names = args.filter((_, i) => flag < 0 || (i !== flag && i !== flag + 1));
const unknown = names.find((name) => !problems.some((problem) => problem.name === name));
if (unknown !== undefined || !(seeds >= 1)) {
  console.error(`Which problem? ${problems.map(({ name }) => name).join(' | ')}, and --seeds 1 or more.`);
  process.exit(1);
}

const machine = thisMachine();
console.log(describeMachine(machine));
await generateTables();
const chosen = problems.filter(({ name }) => names.length === 0 || names.includes(name));
const results: { problem: string; formula: string; shape: string; outcomes: Outcome[] }[] = [];
for (const problem of chosen) {
  const outcomes: Outcome[] = [];
  for (let seed = 0; seed < seeds; seed++) {
    outcomes.push(await train(problem, seed));
    process.stderr.write('.');
  }
  const { name, formula, hidden } = problem;
  results.push({ problem: name, formula, shape: hidden, outcomes });
}
process.stderr.write('\n');
sharedBackend().dispose();

/** Median over the seeds that arrived, and how many did where not all. */
function arrival(times: readonly (number | null)[]): string {
  const arrived = times.filter((time) => time !== null);
  if (arrived.length === 0) return 'none';
  const share = arrived.length < times.length ? ` (${arrived.length} of ${times.length})` : '';
  return `${figure(median(arrived))}${share}`;
}

const rows = results.map(({ problem, shape, outcomes }) => {
  const all = (key: 'rmse' | 'seconds' | 'processorSeconds' | 'grid'): number[] =>
    outcomes.map((outcome) => outcome[key]);
  const { goal } = problems.find(({ name }) => name === problem)!;
  const pykan = pykanBest(problem);
  const perceptron = perceptronBest(problem);
  return [
    problem,
    shape,
    figure(median(all('rmse'))),
    figure(Math.max(...all('rmse'))),
    figure(median(all('seconds'))),
    figure(Math.max(...all('seconds'))),
    figure(median(all('processorSeconds'))),
    `${median(all('grid'))}`,
    figure(goal),
    goal === null ? '–' : arrival(outcomes.map(({ toGoal }) => toGoal)),
    figure(pykan?.rmse ?? null),
    figure(pykan?.seconds ?? null),
    pykan === null ? '–' : arrival(outcomes.map(({ toPykan }) => toPykan)),
    figure(perceptron?.rmse ?? null),
    figure(perceptron?.seconds ?? null),
    perceptron === null ? '–' : arrival(outcomes.map(({ toPerceptron }) => toPerceptron)),
  ];
});
const head = ['problem', 'hidden', 'RMSE', 'worst', 's', 'worst', 'CPU s', 'grid', 'goal', 's to goal'];
console.log(`Test RMSE in the target's units and seconds, median and worst of ${seeds} seeds\n`);
const others = ['pykan RMSE', 'pykan s', "s to pykan's", 'MLP RMSE', 'MLP s', "s to MLP's"];
console.log(table([...head, ...others], rows));
console.log(`\npykan: ${pykanBasis}.`);
if (perceptronBasis() !== null) console.log(`MLP (bench/perceptron.py): ${perceptronBasis()}.`);
if (names.length === 0) await save('accuracy', machine, { seeds, pykan: pykanBasis, results });
