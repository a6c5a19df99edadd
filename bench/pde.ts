/**
 * Differential equations: what `kan solve` reaches on the samples, in processor seconds, and how fast its steps are.
 *
 *     npm run bench -- pde [sample …] [--mlp-seconds 60]
 *
 * For Poisson's equation an MLP of as many and of 100 times the parameters solves the same problem. Lotka–Volterra and van
 * der Pol are compared with scipy 1.17's DOP853 at a relative tolerance of 1e-13.
 */
import { kanJson, processorClock } from './lib/command.ts';
import { describeMachine, thisMachine } from './lib/machine.ts';
import { stepRatios } from './lib/stepRatios.ts';
import { figure, save, table } from './lib/report.ts';
import { equationSamples } from '../shared/equationSamples.ts';

interface Solved {
  readonly mse: number | null;
  readonly residual: number;
  readonly seconds: number;
  readonly parameters: number;
  readonly network: readonly number[];
  readonly formula: { readonly text: string; readonly exact: boolean } | null;
  readonly unknown: Readonly<Record<string, object>>;
  readonly mlp?: {
    readonly hidden: readonly number[];
    readonly parameters: number;
    readonly seconds: number;
    readonly steps: number;
    readonly ran_out_of_time: boolean;
    readonly mse: number | null;
    readonly residual: number;
  };
}

const args = process.argv.slice(2);
const flag = args.indexOf('--mlp-seconds');
const mlpSeconds = flag < 0 ? '60' : args[flag + 1];
const names = args.filter((_, i) => flag < 0 || (i !== flag && i !== flag + 1));
const samples = equationSamples.filter(({ id }) => names.length === 0 || names.includes(id));
if (samples.length < names.length) {
  console.error(`Which sample? ${equationSamples.map(({ id }) => id).join(' | ')}`);
  process.exit(1);
}

const machine = thisMachine();
console.log(describeMachine(machine));
const results: object[] = [];
const rows: string[][] = [];
/** A limit that no sample meets, even where others are at work. */
const limit = ['--seconds', '3600', '--json'];
for (const { id } of samples) {
  const began = processorClock();
  const solved = (await kanJson('solve', '--sample', id, ...limit)) as Solved;
  const seconds = processorClock() - began;
  results.push({ sample: id, processorSeconds: seconds, ...solved, unknown: withoutCurves(solved.unknown) });
  const { network, parameters, mse, residual, formula } = solved;
  const found = formula === null ? '' : `${formula.text}${formula.exact ? ', proved' : ''}`;
  rows.push([id, `[${network.join(', ')}]`, ...[parameters, mse, residual, seconds].map(figure), found]);
  process.stderr.write('.');
}
const mlps: string[][] = [];
if (samples.some(({ id }) => id === 'poisson')) {
  for (const times of ['1', '100']) {
    const began = processorClock();
    const solved = (await kanJson(
      ...['solve', '--sample', 'poisson', '--no-formula', ...limit],
      ...['--mlp', '--mlp-times', times, '--mlp-seconds', mlpSeconds],
    )) as Solved;
    const { mlp } = solved;
    if (mlp === undefined) continue;
    results.push({ sample: 'poisson', mlpTimes: times, processorSeconds: processorClock() - began, mlp });
    const end = mlp.ran_out_of_time ? 'time over' : 'converged';
    mlps.push([
      mlp.hidden.join(' × '),
      ...[mlp.parameters, mlp.mse, mlp.residual, mlp.seconds, mlp.steps].map(figure),
      end,
    ]);
    process.stderr.write('.');
  }
}
process.stderr.write('\n');
console.log(table(['sample', 'network', 'parameters', 'MSE', 'residual', 'CPU s', 'formula'], rows));
if (mlps.length > 0) {
  console.log(`\n${table(['MLP, Poisson', 'parameters', 'MSE', 'residual', 's', 'steps', ''], mlps)}`);
}
const steps = stepRatios();
console.log(
  `\n${table(
    ['a step of Levenberg–Marquardt', 'CPU ms', 'ratio'],
    steps.map(({ name, ms, ratio }) => [name, figure(ms), figure(ratio)]),
  )}`,
);
if (names.length === 0) await save('pde', machine, { results, steps });

/** Unknown functions are 101 numbers each: the file keeps every 25th. */
function withoutCurves(unknown: Solved['unknown']): object {
  const short = (value: unknown): unknown =>
    Array.isArray(value) ? value.filter((_, at) => at % 25 === 0) : value;
  return Object.fromEntries(
    Object.entries(unknown).map(([name, found]) => [
      name,
      Object.fromEntries(Object.entries(found).map(([key, value]) => [key, short(value)])),
    ]),
  );
}
