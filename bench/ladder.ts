/**
 * Speed of the ladder: automatic runs of large tables, of numbers and of classes. Tells when each model was there, in
 * seconds and in processor seconds since the table was read.
 *
 *     npm run bench -- ladder [1000x20 or 10000x50] [numbers or classes]
 *
 * The law is 3x₁ + 4x₂² + sin 3x₃ + x₄x₅ with noise; the other columns have no effect.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { automaticRun } from './lib/automaticRun.ts';
import { describeMachine, thisMachine } from './lib/machine.ts';
import { figure, save, table } from './lib/report.ts';
import { sharedBackend } from '../main/engine/compute/devices/shared.ts';
import { loadTable, prepareDataset } from '../main/engine/data/index.ts';
import { seededRandom } from '../shared/random.ts';

const sizes = ['1000x20', '10000x50'] as const;
const kinds = ['numbers', 'classes'] as const;
const folder = join(process.cwd(), 'out', 'bench', 'ladder');

function tableText(rows: number, columns: number, kind: (typeof kinds)[number]): string {
  const random = seededRandom(1);
  const names = Array.from({ length: columns }, (_, i) => `x${i + 1}`);
  const lines = Array.from({ length: rows }, () => {
    const x = names.map(() => 2 * random.next() - 1);
    const law = 3 * x[0] + 4 * x[1] ** 2 + Math.sin(3 * x[2]) - 1 + x[3] * x[4];
    const y =
      kind === 'numbers'
        ? (law + random.normal()).toFixed(4)
        : random.next() < 1 / (1 + Math.exp(-law))
          ? 'yes'
          : 'no';
    return [...x.map((value) => value.toFixed(4)), y].join();
  });
  return [[...names, 'y'].join(), ...lines].join('\n');
}

const asked = process.argv.slice(2);
const wanted = <T extends string>(all: readonly T[]): readonly T[] => {
  const some = all.filter((one) => asked.includes(one));
  return some.length === 0 ? all : some;
};
const machine = thisMachine();
console.log(describeMachine(machine));
await mkdir(folder, { recursive: true });
const results: object[] = [];
const lines: string[][] = [];
for (const size of wanted(sizes)) {
  for (const kind of wanted(kinds)) {
    const [rows, columns] = size.split('x').map(Number);
    const file = join(folder, `${size}-${kind}.csv`);
    await writeFile(file, tableText(rows, columns, kind));
    const read = await loadTable(file, {});
    const dataset = await prepareDataset(read, {
      inputs: read.columns.map(({ name }) => name).filter((name) => name !== 'y'),
      targets: ['y'],
      weights: null,
      task: kind === 'numbers' ? 'regression' : 'classification',
      validationFraction: 0.15,
      testFraction: 0.15,
      seed: 0,
      scaling: 'range',
      missing: 'drop',
    });
    const [begun, processor] = [performance.now(), process.cpuUsage()];
    const models: { title: string; seconds: number; processorSeconds: number }[] = [];
    const { run, processorSeconds } = await automaticRun(dataset, 'open', (_, { ladder }) => {
      const { user, system } = process.cpuUsage(processor);
      for (const { title } of ladder?.view.rungs.slice(models.length) ?? []) {
        const seconds = (performance.now() - begun) / 1000;
        models.push({ title, seconds, processorSeconds: (user + system) / 1e6 });
      }
    });
    const seconds = (performance.now() - begun) / 1000;
    const view = run.view([]).ladder!;
    const chosen = view.rungs[view.chosen].title;
    results.push({ size, kind, seconds, processorSeconds, chosen, models });
    for (const model of models)
      lines.push([`${size} ${kind}: ${model.title}`, figure(model.seconds), figure(model.processorSeconds)]);
    lines.push([`${size} ${kind}: ended (${chosen})`, figure(seconds), figure(processorSeconds)]);
  }
}
sharedBackend().dispose();
console.log(table(['model', 'seconds', 'CPU s'], lines));
if (asked.length === 0) await save('ladder', machine, { results });
