/**
 * How near the automatic run comes to laws of one quantity: the 48 curves of `formula laws --set curves`, three draws of their
 * rows each, and the same with a row at 0 where the law has a value there. The distance from the law is a root mean square over
 * the range of the rows, in units of the rows' scatter.
 *
 *     npm run bench -- curves [names]
 */
import { automaticRun } from './lib/automaticRun.ts';
import { lawDataset, type Sample } from './lib/lawData.ts';
import { exactRows, lawAt, lawEquations, type LawEquation } from './lib/lawEquations.ts';
import { describeMachine, thisMachine } from './lib/machine.ts';
import { figure, save, table } from './lib/report.ts';
import { sharedBackend } from '../main/engine/compute/devices/shared.ts';
import { scoreModel } from '../main/engine/measure/scores.ts';
import { seededRandom } from '../shared/random.ts';

const seeds = [1, 2, 3];
const tested = 400;
const validationShare = 0.15;

interface Reached {
  readonly distance: number;
  readonly chosen: string;
}

/** The rows of a law with its scatter, and the law between the smallest and the largest of them. */
function drawn(equation: LawEquation, seed: number, fromZero: boolean): Sample {
  const { rows = 30, error, ranges, names } = equation;
  const random = seededRandom(100 + seed);
  const [column] = exactRows(equation, rows, seed).columns;
  if (fromZero) column[0] = 0;
  const positive = column.filter((x) => !fromZero || x > 0);
  const [least, most] = [Math.min(...positive), Math.max(...column)];
  const between = Float64Array.from({ length: tested }, (_, i) => {
    const share = i / (tested - 1);
    return ranges[0].isLog ? least * (most / least) ** share : least + (most - least) * share;
  });
  const learned = lawAt(equation, [column]).target.map((y) => y + error * random.normal());
  const exact = lawAt(equation, [between]).target;
  return {
    names,
    columns: [Float64Array.from([...column, ...between])],
    target: Float64Array.from([...learned, ...exact]),
  };
}

async function reached(equation: LawEquation, seed: number, fromZero: boolean): Promise<Reached> {
  const { rows = 30, error } = equation;
  const validation = Math.round(validationShare * rows);
  const dataset = lawDataset(drawn(equation, seed, fromZero), {
    train: rows - validation,
    validation,
    test: tested,
  });
  const { run, result } = await automaticRun(dataset, 'open');
  const { models, view } = { ...result.ladder!, view: run.view([]).ladder! };
  const { test } = await scoreModel(sharedBackend(), models[view.chosen], dataset);
  return { distance: test.rmse! / error, chosen: view.rungs[view.chosen].title };
}

/** The geometric mean: a curve that is followed badly counts as much as one that is followed well. */
function mean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

const asked = process.argv.slice(2);
const machine = thisMachine();
console.log(describeMachine(machine));
const curves = lawEquations('curves', 0, false).filter(
  ({ name, names }) => names.length === 1 && (asked.length === 0 || asked.includes(name)),
);
const results: { name: string; distance: number; fromZero: number | null; chosen: string[] }[] = [];
for (const equation of curves) {
  const draws = async (fromZero: boolean): Promise<Reached[]> => {
    const all: Reached[] = [];
    for (const seed of seeds) all.push(await reached(equation, seed, fromZero));
    return all;
  };
  const [{ low, high }] = equation.ranges;
  const hasZero =
    low > 0 && low < high / 5 && Number.isFinite(lawAt(equation, [Float64Array.of(0)]).target[0]);
  const plain = await draws(false);
  const zero = hasZero ? await draws(true) : null;
  const distanceOf = (all: readonly Reached[]): number => mean(all.map(({ distance }) => distance));
  results.push({
    name: equation.name,
    distance: distanceOf(plain),
    fromZero: zero && distanceOf(zero),
    chosen: plain.map(({ chosen }) => chosen),
  });
}
sharedBackend().dispose();
const withZero = results.flatMap(({ fromZero }) => (fromZero === null ? [] : [fromZero]));
const lines = results.map(({ name, distance, fromZero, chosen }) => [
  name,
  figure(distance),
  figure(fromZero),
  chosen.join(', '),
]);
lines.push(['mean', figure(mean(results.map(({ distance }) => distance))), figure(mean(withZero)), '']);
console.log(table(['law', 'distance', 'with a row at 0', 'chosen'], lines));
if (asked.length === 0) await save('curves', machine, { results });
