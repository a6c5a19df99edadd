/** The tables of README and of the pages on algorithms that are made from the figures in bench/. */
import { median } from '../bench/lib/report.ts';
import { table } from './markdown.ts';

/** What is in the files of bench/, as far as the tables need it. */
export interface Measured {
  readonly accuracy: { readonly results: readonly Problem[] };
  readonly evaluator: {
    readonly columns: readonly string[];
    readonly milliseconds: Readonly<Record<string, readonly { readonly median: number }[]>>;
    readonly costs: Readonly<Record<string, readonly number[]>>;
  };
  readonly compare: {
    readonly evaluator: readonly { readonly name: string; readonly ms: readonly number[] }[];
  };
  readonly perceptron: { readonly best: Best };
  readonly recorded: { readonly accuracy: { readonly best: Best } };
  readonly laws: { readonly laws: readonly Laws[] };
}

type Best = Readonly<Record<string, { readonly rmse: number; readonly seconds: number }>>;

interface Problem {
  readonly problem: string;
  readonly outcomes: readonly {
    readonly rmse: number;
    readonly seconds: number;
    readonly processorSeconds: number;
    readonly toPykan: number | null;
    readonly toPerceptron: number | null;
  }[];
}

interface Laws {
  readonly set: string;
  readonly note?: string;
  readonly noise: number;
  readonly dummies: number;
  readonly units: boolean;
  readonly rowsOnly: boolean;
  readonly found: number;
  readonly plain: number;
  readonly of: number;
  readonly medianSeconds: number;
  readonly outcomes: readonly { readonly date?: string }[];
}

/** The files that they are in. */
export const measuredFiles: Readonly<Record<keyof Measured, string>> = {
  accuracy: 'bench/results/accuracy.json',
  evaluator: 'bench/results/evaluator.json',
  compare: 'bench/results/compare.json',
  perceptron: 'bench/results/perceptron.json',
  recorded: 'bench/recorded.json',
  laws: 'bench/results/formula-laws.json',
};

/** The parts of each document, by name. */
export function measuredParts(
  measured: Measured,
): Readonly<Record<string, Readonly<Record<string, string>>>> {
  return {
    'README.md': { accuracy: besidePykan(measured) },
    'docs/algorithms/performance.md': {
      gradients: gradients(measured),
      costs: costs(measured),
      others: otherPrograms(measured),
      accuracy: timesToAccuracy(measured),
    },
    'docs/algorithms/formulas-measured.md': { laws: lawsFound(measured) },
  };
}

/** Of the problems with figures of pykan: the network, how README calls it. */
const networks: Readonly<Record<string, string>> = {
  hello: '[2,5,1]',
  'hello-1': '[2,1,1]',
  'I.6.20': 'Feynman I.6.20, [2,5,1]',
  'I.26.2': 'Feynman I.26.2, [2,5,1]',
  'I.16.6': 'Feynman I.16.6, [3,5,1]',
  'I.6.20b': 'Feynman I.6.20b, [3,5,1]',
  'I.29.16': 'Feynman I.29.16, [4,5,1]',
};

function besidePykan({ accuracy, recorded }: Measured): string {
  const rows = Object.entries(networks).map(([problem, network]) => {
    const { outcomes } = accuracy.results.find((one) => one.problem === problem)!;
    const pykan = recorded.accuracy.best[problem];
    const [rmse, seconds] = [medianOf(outcomes, 'rmse'), medianOf(outcomes, 'seconds')];
    return [network, figure(rmse), `${figure(seconds)} s`, figure(pykan.rmse), `${figure(pykan.seconds)} s`];
  });
  return table(['network', 'KAN Studio', 'time', 'pykan', 'time'], rows);
}

const problems: Readonly<Record<string, string>> = {
  hello: 'hello [2,5,1]',
  'hello-1': 'hello [2,1,1]',
  deep: 'deep [4,4,2,1]',
  'I.6.20b-2': 'I.6.20b [3,5,2,1]',
  'I.29.16-2': 'I.29.16 [4,5,2,1]',
};

function timesToAccuracy({ accuracy, recorded, perceptron }: Measured): string {
  const rows = accuracy.results.map(({ problem, outcomes }) => {
    const [pykan, mlp] = [recorded.accuracy.best, perceptron.best].map(
      (best): (typeof best)[string] | undefined => best[problem],
    );
    return [
      problems[problem] ?? problem,
      figure(medianOf(outcomes, 'rmse')),
      figure(Math.max(...outcomes.map(({ rmse }) => rmse))),
      figure(medianOf(outcomes, 'seconds')),
      figure(medianOf(outcomes, 'processorSeconds')),
      ...(pykan
        ? [figure(pykan.rmse), figure(pykan.seconds), arrival(outcomes, 'toPykan')]
        : ['–', '–', '–']),
      ...(mlp ? [figure(mlp.rmse), figure(mlp.seconds), arrival(outcomes, 'toPerceptron')] : ['–', '–', '–']),
    ];
  });
  const head = ['problem', 'RMSE', 'worst', 's', 'CPU s'];
  return table([...head, 'pykan', 'its s', 'ours s', 'perceptron', 'its s', 'ours s'], rows);
}

/** Median seconds of the runs that reached an error, and how many did where not all. */
function arrival(outcomes: Problem['outcomes'], name: 'toPykan' | 'toPerceptron'): string {
  const times = outcomes.flatMap((outcome) => outcome[name] ?? []);
  if (times.length === 0) return 'never';
  const of = times.length < outcomes.length ? `, ${times.length} of ${outcomes.length}` : '';
  return `${figure(median(times))}${of}`;
}

function gradients({ evaluator }: Measured): string {
  const plain = evaluator.milliseconds['plain TypeScript'];
  const rows = Object.entries(evaluator.milliseconds).map(([name, times]) => [
    name,
    ...times.map((time, i) => {
      const ratio = time === plain[i] ? '' : ` (${figure(plain[i].median / time.median)}×)`;
      return `${threeDigits(time.median)}${ratio}`;
    }),
  ]);
  return table(['', ...evaluator.columns.map((column) => `${column} rows`)], rows);
}

function costs({ evaluator }: Measured): string {
  const rows = Object.entries(evaluator.costs).map(([name, ratios]) => [
    name,
    ...ratios.map((ratio) => ratio.toFixed(2)),
  ]);
  return table(['', ...evaluator.columns.map(networkOf)], rows);
}

function otherPrograms({ evaluator, compare }: Measured): string {
  const ours = evaluator.milliseconds['native, 1 thread'];
  const rows = compare.evaluator.map(({ name, ms }) => [
    name,
    ...ms.map((time, i) => `${threeDigits(time)} (${figure(time / ours[i].median)})`),
  ]);
  return table(['', ...evaluator.columns.map(networkOf)], rows);
}

/** [2,5,1] of “[2,5,1] 1000”, a network and its rows. */
const networkOf = (column: string): string => column.split(' ')[0];

const sets: Readonly<Record<string, string>> = {
  feynman: 'Feynman’s equations',
  rational: 'rational laws',
  historical: 'historical laws',
  nguyen: 'short compositions of one or two columns (`nguyen`)',
  curves: 'curves of one quantity, few rows, 2 % scatter (`curves`)',
  sums: 'these curves beside a line of a second quantity (`sums`)',
  products: 'these curves times a second quantity (`products`)',
  si: 'laws in SI units over decades (`si`)',
  interactions: 'laws in an interaction (`interactions`)',
  surfaces: 'surfaces of other kinds (`surfaces`)',
};

function lawsFound({ laws }: Measured): string {
  const order = Object.keys(sets);
  const rows = laws.laws
    .toSorted((a, b) => order.indexOf(a.set) - order.indexOf(b.set))
    .map(({ found, plain, of, medianSeconds, ...law }) => [
      [sets[law.set], ...settingsOf(law)].join(', '),
      `${found}`,
      `${plain}`,
      `${of}`,
      figure(medianSeconds),
      datesOf(law),
    ]);
  return table(
    ['set', 'found', 'plain', 'of', 'median time of those found, s of processor', 'measured'],
    rows,
  );
}

function settingsOf({
  note,
  noise,
  dummies,
  units,
  rowsOnly,
}: Omit<Laws, 'found' | 'plain' | 'of' | 'medianSeconds'>) {
  return [
    ...(units ? ['with units'] : []),
    ...(dummies > 0 ? [`with ${dummies} more columns that do not matter`] : []),
    ...(noise > 0 ? [`with ${100 * noise} % noise`] : []),
    ...(rowsOnly ? [] : ['with networks']),
    ...(note === undefined ? [] : [note.toLowerCase().replace(/\.$/u, '')]),
  ];
}

/** When the first and the last of them were measured. */
function datesOf({ outcomes }: Pick<Laws, 'outcomes'>): string {
  const dates = outcomes.flatMap(({ date }) => date ?? []).toSorted();
  return [...new Set([dates[0] ?? 'earlier', dates.at(-1) ?? 'earlier'])].join(' to ');
}

function medianOf<Name extends string>(
  values: readonly Readonly<Record<Name, number>>[],
  name: Name,
): number {
  return median(values.map((value) => value[name]));
}

/** Two significant digits, all digits of whole numbers. */
function figure(value: number): string {
  if (value < 5e-3) return value.toExponential(1);
  return value >= 10 ? value.toFixed(0) : value.toPrecision(2);
}

function threeDigits(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
