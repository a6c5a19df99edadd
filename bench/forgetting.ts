/**
 * Learning one phase after another: RMSE on the rows of each phase after the last one, KAN beside MLP.
 *
 *     npm run bench -- forgetting
 *
 * The five peaks of the KAN paper on a line, with the network that keeps them ([1, 1], G = 200, fixed grid, no residual
 * function) and with a hidden layer, which forgets too.
 */
import { kanJson, processorClock } from './lib/command.ts';
import { describeMachine, thisMachine } from './lib/machine.ts';
import { figure, save, table } from './lib/report.ts';

interface Phases {
  readonly phases: { readonly kan: readonly number[][]; readonly mlp: readonly number[][] };
  readonly kan: { readonly hidden: readonly number[]; readonly parameters: number };
  readonly mlp: { readonly hidden: readonly number[]; readonly parameters: number };
}

const cases: readonly { readonly name: string; readonly flags: readonly string[] }[] = [
  { name: '[1, 1], G 200', flags: [] },
  { name: '[1, 3, 1], G 200', flags: ['--hidden', '3', '--grid', '200'] },
];

const machine = thisMachine();
console.log(describeMachine(machine));
const results: object[] = [];
const rows: string[][] = [];
for (const { name, flags } of cases) {
  const began = processorClock();
  const { phases, kan, mlp } = (await kanJson(
    ...['fit', 'examples/five-peaks.csv', '--target', 'y', '--phases', 'phase', ...flags, '--json'],
  )) as Phases;
  const seconds = processorClock() - began;
  for (const [model, matrix, { hidden, parameters }] of [
    ['KAN', phases.kan, kan],
    ['MLP', phases.mlp, mlp],
  ] as const) {
    const last = matrix[matrix.length - 1];
    const earlier = Math.max(...last.slice(0, -1));
    results.push({ case: name, model, hidden, parameters, matrix, earlier });
    rows.push([
      `${name}: ${model}`,
      String(parameters),
      ...last.map(figure),
      figure(earlier),
      figure(seconds),
    ]);
  }
}
const phaseNames = ['1', '2', '3', '4', '5'].map((phase) => `phase ${phase}`);
console.log(table(['after the last phase', 'parameters', ...phaseNames, 'worst earlier', 's of both'], rows));
await save('forgetting', machine, { results });
