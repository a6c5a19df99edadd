/** `kan fit`'s flags as setups. */
import type { DataSetup, NetworkSetup, TrainingSetup } from '../../shared/contract/schemas.ts';
import { MOST_INPUT_LABELS } from '../../shared/contract/limits.ts';
import type { TableView } from '../../shared/contract/views.ts';
import { userError, type KanError } from '../../shared/errors.ts';
import { describeTable } from '../engine/data/index.ts';
import { findColumn } from '../engine/data/table/findColumn.ts';
import type { Table } from '../engine/data/table/table.ts';
import { choice, parseArguments, realNumber, wholeNumber, wrongNumber, type Arguments } from './args.ts';
import { csvFlags, csvSwitches } from './csvOptions.ts';

const flags = [
  ...['target', 'inputs', 'ignore', 'weights', 'task', 'missing'],
  ...['test-fraction', 'test', 'validation-fraction'],
  ...['hidden', 'products', 'grid', 'order'],
  ...['optimizer', 'steps', 'lamb', 'learning-rate', 'batch', 'seed', 'out', 'preset', 'device'],
  ...csvFlags,
];

const defaultSteps = { auto: 1500, lm: 100, lbfgs: 200, adam: 2000 } as const;
const mostSeed = 2 ** 32 - 1;

export interface FitPlan {
  readonly csv: string;
  readonly testCsv: string | null;
  readonly out: string | null;
  readonly json: boolean;
  /** Whether to look for formulas, and whether to remove edges that are not needed. */
  readonly symbolic: boolean;
  readonly prune: boolean;
  readonly args: Arguments;
  readonly network: NetworkSetup;
  readonly training: TrainingSetup;
}

/** @throws KanError `cli.*` for whatever can be told to be wrong before the table is read. */
export function parseFit(argv: readonly string[]): FitPlan {
  const args = parseArguments(argv, flags, ['json', 'symbolic', 'prune', ...csvSwitches]);
  const [csv, ...extra] = args.positionals;
  if (csv === undefined || extra.length > 0) {
    throw userError(
      'cli.arguments',
      csv === undefined
        ? 'kan fit needs a CSV file.'
        : `kan fit reads one CSV file; “${extra[0]}” is one too many.`,
      'Usage: kan fit <csv> --target <name>. Names that hold spaces need quotation marks.',
    );
  }
  if (args.values.has('test') && args.values.has('test-fraction')) {
    throw userError(
      'cli.conflict',
      '--test and --test-fraction exclude each other.',
      'Keep one: a table of its own to test on, or a share of this one.',
    );
  }
  const seed = wholeNumber(args, 'seed', 0, mostSeed, 0);
  const preset = choice(args, 'preset', ['formula']);
  return {
    csv,
    testCsv: args.values.get('test') ?? null,
    out: args.values.get('out') ?? null,
    json: args.switches.has('json'),
    symbolic: preset === 'formula' || args.switches.has('symbolic'),
    prune: preset === 'formula' || args.switches.has('prune'),
    args,
    network: {
      ...hiddenLayers(args),
      grid: wholeNumber(args, 'grid', 1, 200, 5),
      order: wholeNumber(args, 'order', 1, 10, 3),
      seed,
    },
    training: trainingPlan(args),
  };
}

/** Sum and multiplication nodes of each hidden layer. */
function hiddenLayers({ values }: Arguments): Pick<NetworkSetup, 'hidden' | 'products'> {
  const [sums, factors] = [values.get('hidden') ?? '5', values.get('products')];
  const products =
    factors === undefined ? [] : widths('products', factors, 'whole numbers to 1000 such as 2 or 0,1');
  const hidden =
    sums === 'none' ? [] : widths('hidden', sums, '“none” or whole numbers from 1 to 1000 such as 5 or 5,3');
  if (hidden.some((width, layer) => width + (products[layer] ?? 0) === 0)) {
    throw wrongNumber('hidden', sums, '“none” or whole numbers from 1 to 1000 such as 5 or 5,3');
  }
  if (products.length > hidden.length) {
    throw userError(
      'cli.conflict',
      `--products names ${products.length} hidden layers; there are ${hidden.length}.`,
      'Give --hidden as many numbers: 0 for a layer of multiplication nodes alone.',
    );
  }
  return products.length === 0 ? { hidden } : { hidden, products };
}

function widths(flag: string, text: string, wanted: string): number[] {
  return text.split(',').map((part) => {
    const width = /^\d+$/.test(part.trim()) ? Number(part) : NaN;
    if (width <= 1000) return width;
    throw wrongNumber(flag, text, wanted);
  });
}

function trainingPlan(args: Arguments): TrainingSetup {
  const optimizer = choice(args, 'optimizer', ['auto', 'lm', 'lbfgs', 'adam']) ?? 'auto';
  return {
    optimizer,
    steps: wholeNumber(args, 'steps', 1, 1_000_000, defaultSteps[optimizer]),
    lamb: realNumber(args, 'lamb', 0, 1e6, 0),
    learningRate: realNumber(args, 'learning-rate', 1e-12, 10, 0.01),
    batch: wholeNumber(args, 'batch', 0, 10_000_000, 0),
    updateGrid: true,
    device: choice(args, 'device', ['auto', 'native', 'cuda', 'webgpu', 'wasm']) ?? 'auto',
  };
}

/**
 * Roles and split.
 * @throws KanError `cli.no-target`, `cli.no-inputs`, `data.unknown-column` for a column that is not there;
 *   `prepareDataset` finds the rest.
 */
export function dataPlan({ args, testCsv, network, training }: FitPlan, table: Table): DataSetup {
  const names = (flag: string): readonly string[] => columnNames(table, args.values.get(flag));
  const targets = names('target');
  const weights = args.values.get('weights');
  const ignored = [...names('ignore'), ...(weights === undefined ? [] : [weights])];
  const asked = names('inputs');
  const view = describeTable(table);
  if (targets.length === 0) throw noTarget(view);
  const usable = new Set([...view.suggestedInputs, ...view.suggestedTargets]);
  const others = table.columns
    .map((column) => column.name)
    .filter((name) => usable.has(name) && !targets.includes(name) && !ignored.includes(name));
  const inputs = asked.length > 0 ? asked : others;
  if (inputs.length === 0) {
    throw userError(
      'cli.no-inputs',
      `No column of ${table.fileName} is left to predict from.`,
      `Name them with --inputs, or ignore fewer. ${unusable(view)}`.trimEnd(),
    );
  }
  const words = targets.some((name) => ['category', 'boolean'].includes(findColumn(table, name).type));
  return {
    inputs: [...inputs],
    targets: [...targets],
    weights: weights ?? null,
    task: choice(args, 'task', ['regression', 'classification']) ?? (words ? 'classification' : 'regression'),
    validationFraction: realNumber(
      args,
      'validation-fraction',
      0,
      0.9,
      training.optimizer === 'auto' ? 0.15 : 0,
    ),
    testFraction: testCsv === null ? realNumber(args, 'test-fraction', 0, 0.9, 0.2) : 0,
    seed: network.seed,
    scaling: 'range',
    missing: choice(args, 'missing', ['drop', 'median']) ?? 'drop',
  };
}

function noTarget({ columns, suggestedTargets }: TableView): KanError {
  const names = columns.slice(0, 20).map(({ name }) => `“${name}”`);
  const more = columns.length > names.length ? `, … (${columns.length} in all)` : '';
  const [example = columns[0].name] = suggestedTargets;
  return userError(
    'cli.no-target',
    'kan fit needs to know what to predict.',
    `Add --target and one of ${names.join(', ')}${more}; for example --target "${example}".`,
  );
}

/** Why columns are not taken as inputs by themselves. */
function unusable({ rows, columns, suggestedInputs, suggestedTargets }: TableView): string {
  const reasons = columns
    .filter(({ name }) => !suggestedInputs.includes(name) && !suggestedTargets.includes(name))
    .map(({ name, type, distinct, missing }) => {
      if (type === 'text') return `“${name}” is free text`;
      if (distinct === 0) return `“${name}” has no values`;
      if (distinct > 1 && 2 * missing > rows)
        return `“${name}” lacks ${missing.toLocaleString('en')} of ${rows.toLocaleString('en')} values`;
      return distinct === 1
        ? `“${name}” is the same in every row`
        : `“${name}” has ${distinct.toLocaleString('en')} labels, ${MOST_INPUT_LABELS} at most can be an input`;
    });
  return reasons.length === 0 ? '' : `${reasons.slice(0, 10).join('; ')}.`;
}

/** A list of names; one that holds commas itself is taken whole where there is such a column. */
function columnNames(table: Table, text: string | undefined): readonly string[] {
  if (text === undefined) return [];
  const whole = table.columns.some((column) => column.name === text);
  const names = whole ? [text] : text.split(',').map((name) => name.trim());
  return names.map((name) => findColumn(table, name).name);
}
