/**
 * What the multilayer perceptrons of `kan compare` reach, beside those of torch (bench/perceptron.py), and how soon.
 *
 *     npm run bench -- compare [problem …] [--seconds 20]
 *
 * Each size learns for so many processor seconds, as torch's did. Their error on the test rows is of the parameters with
 * the lowest validation error; torch's is the lowest test error on its way, which flatters it.
 */
import { processorClock } from './lib/command.ts';
import { describeMachine, thisMachine } from './lib/machine.ts';
import { problems, type Problem } from './lib/problems.ts';
import { perceptronBasis, perceptronBest } from './lib/recorded.ts';
import { figure, save, table } from './lib/report.ts';
import { fitCommand } from '../main/cli/commands/fit.ts';
import { dataPlan } from '../main/cli/fit/dataPlan.ts';
import { parseFit } from '../main/cli/fit/fitPlan.ts';
import { parse } from '../main/cli/parsing/parse.ts';
import { perceptronName } from '../shared/results/comparedModels.ts';
import { loadTable, prepareDataset, scoreOf } from '../main/engine/data/index.ts';
import { trainableParameters } from '../main/engine/train/objective/problem.ts';
import { networkFor } from '../main/engine/train/freshNetwork.ts';
import { methodNames } from '../main/engine/perceptron/attempt.ts';
import { comparedSizes } from '../main/engine/perceptron/sizes.ts';
import { trainPerceptron } from '../main/engine/perceptron/train.ts';

interface Reached {
  readonly problem: string;
  readonly size: string;
  readonly rmse: number;
  readonly seconds: number;
  readonly method: string;
  /** Seconds until the test error was at most torch's; null where it never was. */
  readonly toTorch: number | null;
}

async function compare({ name, hidden, train, test }: Problem, seconds: number): Promise<Reached[]> {
  const plan = parseFit(parse(fitCommand, [train, '--target', 'y', '--hidden', hidden]));
  const samples = await loadTable(train, {});
  const dataset = await prepareDataset(
    samples,
    { ...dataPlan(plan, samples), testFraction: 0 },
    { testTable: await loadTable(test, {}) },
  );
  const goal = perceptronBest(name)?.rmse ?? 0;
  const parameters = trainableParameters(networkFor(dataset, plan.network)).length;
  const reached: Reached[] = [];
  for (const size of comparedSizes(dataset.encoding.features.length, 1, parameters)) {
    let found: Reached | null = null;
    await trainPerceptron(
      {
        ...{ hidden: size, outputs: 1, loss: 'squared', seconds, seed: 0, clock: processorClock },
        ...{ train: dataset.train, validation: dataset.validation },
        breathe: () => undefined,
        signal: new AbortController().signal,
      },
      (improvement) => {
        const rmse = scoreOf(dataset.encoding, improvement.predict(dataset.test), dataset.test).rmse ?? NaN;
        const method = `${methodNames[improvement.method]}, ${improvement.activation}`;
        const toTorch = found?.toTorch ?? (rmse <= goal ? improvement.seconds : null);
        found = {
          problem: name,
          size: perceptronName(size),
          rmse,
          seconds: improvement.seconds,
          method,
          toTorch,
        };
      },
    );
    if (found !== null) reached.push(found);
    process.stderr.write('.');
  }
  return reached;
}

const args = process.argv.slice(2);
const flag = args.indexOf('--seconds');
const seconds = flag < 0 ? 20 : Number(args[flag + 1]);
const names = args.filter((_, i) => flag < 0 || (i !== flag && i !== flag + 1));
const known = problems.filter(({ name }) => perceptronBest(name) !== null);
const unknown = names.find((name) => !known.some((problem) => problem.name === name));
if (unknown !== undefined || !(seconds > 0)) {
  console.error(`Which problem? ${known.map(({ name }) => name).join(' | ')}, and --seconds above 0.`);
  process.exit(1);
}

const machine = thisMachine();
console.log(describeMachine(machine));
const results: Reached[] = [];
for (const problem of known) {
  if (names.length === 0 || names.includes(problem.name)) results.push(...(await compare(problem, seconds)));
}
process.stderr.write('\n');
const head = ['problem', 'size', 'RMSE', 's', 'by', 'torch RMSE', 'torch s', "s to torch's"];
const rows = results.map(({ problem, size, rmse, seconds: spent, method, toTorch }) => {
  const torch = perceptronBest(problem);
  const others = [torch?.rmse ?? null, torch?.seconds ?? null, toTorch].map(figure);
  return [problem, size, figure(rmse), figure(spent), method, ...others];
});
console.log(table(head, rows));
console.log(`\ntorch (bench/perceptron.py): ${perceptronBasis()}.`);
if (names.length === 0) await save('comparison', machine, { seconds, results });
