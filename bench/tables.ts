/**
 * Tables as people have them: the automatic run beside scikit-learn's models and mgcv, on rows that none of them saw.
 *
 *     npm run bench -- tables [table …] [--five] [--confirm | --grouped]
 *
 * Needs the tables and what the others reach on them: Rscript bench/tables/realTables.R out/bench/tables/real,
 * python3 bench/tables/references.py out/bench/tables, Rscript bench/tables/mgcv.R out/bench/tables (see bench/README.md).
 * --confirm takes the tables of out/bench/confirm, --grouped those of out/bench/grouped (bench/README.md). --five trains five hidden nodes whatever the data can carry as well. Scores are R² or, for classes, cross-entropy; means of two
 * splits. Processor seconds are of one split.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MOST_INPUT_LABELS } from '../shared/contract/columnTypes.ts';
import type { LadderView } from '../shared/contract/views/ladder.ts';
import { automaticRun } from './lib/automaticRun.ts';
import { describeMachine, thisMachine } from './lib/machine.ts';
import { figure, save, table } from './lib/report.ts';
import { sharedBackend } from '../main/engine/compute/devices/shared.ts';
import type { Dataset } from '../main/engine/data/dataset/dataset.ts';
import { loadTable, prepareDataset } from '../main/engine/data/index.ts';
import type { KanModel } from '../main/engine/kan/model.ts';
import { scoreModel } from '../main/engine/measure/scores.ts';
import { readingOfTest } from '../main/engine/usecases/tables/readingOf.ts';

interface TableInfo {
  readonly target: string;
  readonly task: 'regression' | 'classification';
  readonly rows: number;
  readonly columns: number;
  readonly splits: readonly Readonly<Record<string, number>>[];
}

const set = ['confirm', 'grouped'].find((name) => process.argv.includes(`--${name}`)) ?? 'tables';
const folder = join(process.cwd(), 'out', 'bench', set);
const others = ['ridge', 'forest', 'boosting', 'mlp'];

function read(name: string): unknown {
  const file = join(folder, name);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}

async function datasetOf(name: string, { target, task }: TableInfo, seed: number): Promise<Dataset> {
  const fileOf = (part: string): string => join(folder, 'splits', `${name}-${seed}-${part}.csv`);
  const train = await loadTable(fileOf('train'), {});
  const test = await loadTable(fileOf('test'), {}, { trained: readingOfTest({}, train).columns });
  const inputs = train.columns
    .filter(
      ({ type, labels }) => type !== 'text' && (type !== 'category' || labels.length <= MOST_INPUT_LABELS),
    )
    .map((column) => column.name)
    .filter((column) => column !== target);
  return prepareDataset(
    train,
    {
      inputs,
      targets: [target],
      weights: null,
      task,
      validationFraction: 0.15,
      testFraction: 0,
      seed: 0,
      scaling: 'range',
      missing: 'drop',
    },
    { testTable: test },
  );
}

interface Outcome {
  readonly score: number;
  readonly ladder: LadderView | null;
  readonly seconds: number;
  /** Scores of the rungs on the rows held out for testing, which the run did not know. */
  readonly rungs: readonly number[];
}

async function train(dataset: Dataset, size: 'open' | 'five'): Promise<Outcome> {
  const scoreOf = async (network: KanModel): Promise<number> => {
    const { test } = await scoreModel(sharedBackend(), network, dataset);
    return (dataset.encoding.task === 'classification' ? test.crossEntropy : test.r2) ?? NaN;
  };
  const { run, result, processorSeconds } = await automaticRun(dataset, size);
  const rungs: number[] = [];
  for (const network of result.ladder?.models ?? []) rungs.push(await scoreOf(network));
  return {
    score: await scoreOf(result.model),
    ladder: run.view([]).ladder,
    seconds: processorSeconds,
    rungs,
  };
}

const references = read('references.json') as { seeds: number[]; tables: Record<string, TableInfo> } | null;
if (references === null) {
  console.error(
    'No tables: run bench/tables/realTables.R and bench/tables/references.py first (bench/README.md).',
  );
  process.exit(1);
}
const rivals = read('mgcv.json') as Record<string, (number | null)[]> | null;
const args = process.argv.slice(2);
const five = args.includes('--five');
const verbose = args.includes('--rungs');
const names = args.filter((name) => !name.startsWith('--'));

const mean = (values: readonly (number | null | undefined)[]): number | null =>
  values.length === 0 || values.some((value) => value === null || value === undefined)
    ? null
    : (values as number[]).reduce((sum, value) => sum + value, 0) / values.length;

const machine = thisMachine();
console.log(describeMachine(machine));
const results: {
  name: string;
  classes: boolean;
  ours: number;
  five: number | null;
  mgcv: number | null;
  others: (number | null)[];
  seconds: number;
  chosen: string;
}[] = [];
for (const [name, info] of Object.entries(references.tables)) {
  if (names.length > 0 && !names.includes(name)) continue;
  const outcomes: Outcome[] = [];
  const fives: number[] = [];
  for (const seed of references.seeds) {
    const dataset = await datasetOf(name, info, seed);
    outcomes.push(await train(dataset, 'open'));
    if (five) fives.push((await train(dataset, 'five')).score);
    const { ladder, rungs, seconds } = outcomes.at(-1);
    if (verbose)
      console.log(
        name.padEnd(15),
        seed,
        ladder!.rungs
          .map(
            (rung, i) =>
              `${i === ladder!.chosen ? '*' : ''}${rung.kind.slice(0, 1)} ${figure(rungs[i])}[${figure(rung.r2 ?? rung.error)}] ${rung.freedom?.toFixed(0) ?? '–'}/${rung.parameters}`,
          )
          .join('  '),
        '|',
        others.map((model) => `${model.slice(0, 1)} ${figure(info.splits[seed - 1][model])}`).join(' '),
        'g',
        figure(rivals?.[name]?.[seed - 1] ?? null),
        `${seconds.toFixed(1)} s`,
      );
    else process.stderr.write('.');
  }
  results.push({
    name,
    classes: info.task === 'classification',
    ours: mean(outcomes.map(({ score }) => score))!,
    five: mean(fives),
    mgcv: mean(rivals?.[name] ?? []),
    others: others.map((model) => mean(info.splits.map((split) => split[model]))),
    seconds: Math.max(...outcomes.map(({ seconds }) => seconds)),
    chosen: outcomes.map(({ ladder }) => ladder!.rungs[ladder!.chosen].title).join(' / '),
  });
}
process.stderr.write('\n');
sharedBackend().dispose();

const rows = results.map((one) => [
  `${one.name}${one.classes ? ' (classes)' : ''}`,
  ...[one.ours, one.five, one.mgcv, ...one.others].map((score) => (score === null ? '–' : score.toFixed(3))),
  one.seconds.toFixed(1),
  one.chosen,
]);
console.log(table(['table', 'automatic', 'five nodes', 'mgcv', ...others, 'CPU s', 'chosen'], rows));

/** How much better, the larger the better, whatever the score. */
const gain = (one: { classes: boolean }, score: number, than: number): number =>
  one.classes ? than - score : score - than;
for (const [title, group] of [
  ['real tables', results.filter(({ name }) => !name.startsWith('sim-'))],
  ['simulated tables', results.filter(({ name }) => name.startsWith('sim-'))],
] as const) {
  const bestOther = (one: (typeof results)[number]): number =>
    one.others.reduce<number>((best, score) => (gain(one, score!, best) > 0 ? score! : best), one.others[0]!);
  const count = (test: (one: (typeof results)[number]) => boolean): string =>
    `${group.filter(test).length} of ${group.length}`;
  const missed = (test: (one: (typeof results)[number]) => boolean): string =>
    group
      .filter((one) => !test(one))
      .map(({ name }) => name)
      .join(' ');
  const notBehind = (one: (typeof results)[number]): boolean => gain(one, one.ours, one.others[0]!) >= -0.01;
  const within = (one: (typeof results)[number]): boolean =>
    gain(one, one.ours, bestOther(one)) >= (one.classes ? -0.1 : -0.05);
  const rival = group.filter(({ mgcv }) => mgcv !== null);
  const ahead = rival.filter((one) => gain(one, one.ours, one.mgcv!) > 0.01).length;
  const behind = rival.filter((one) => gain(one, one.ours, one.mgcv!) < -0.01).length;
  console.log(
    `\n${title}: not behind the straight line (by 0.01) ${count(notBehind)} (${missed(notBehind)}); ` +
      `within 0.05 of R² or 0.1 of cross-entropy of the best of the four ${count(within)} (${missed(within)}); ` +
      `ahead of all four ${count((one) => gain(one, one.ours, bestOther(one)) > 0)}; ` +
      `mgcv: ahead ${ahead}, behind ${behind} of ${rival.length}`,
  );
}
if (names.length === 0) await save(set === 'tables' ? set : `tables-${set}`, machine, { results });
