/**
 * Tables of known laws, and whether the search for formulas finds them. Without noise a law is found where the formula
 * holds outside of the range as well (a tenth of it below, half of it above); with noise on the target, where its error on
 * rows without noise is below a fifth of the noise; in tables with scatter, where it is the law once its constants are fitted to
 * rows without scatter. It is plain where it is at most 1.5 times as complex as the law.
 */
import { parseArgs } from 'node:util';
import type { Backend } from '../../main/engine/compute/backend.ts';
import { discover } from '../../main/engine/symbolic/auto/discover.ts';
import { bestOf, type Found } from '../../main/engine/symbolic/auto/front.ts';
import { fitConstants } from '../../main/engine/symbolic/formula/fitConstants.ts';
import { formulaError, spreadOf, type FormulaData } from '../../main/engine/symbolic/formula/formulaData.ts';
import { isLoose } from '../../main/engine/symbolic/formula/recognise.ts';
import { printExpression } from '../../shared/expression/print/print.ts';
import { number, type Expression } from '../../shared/expression/tree.ts';
import { lawDataset, type Sample } from './lawData.ts';
import {
  exactRows,
  hasScatter,
  lawAt,
  lawEquations,
  lawSets,
  measuredRows,
  widened,
  type LawEquation,
  type LawSet,
} from './lawEquations.ts';
import { lostWhere, type Lost } from './lostWhere.ts';
import { ProcessorBudget } from './processorBudget.ts';
import { median } from './report.ts';

const mostRows = 1000;
const rowsOutside = 1000;
/** By the clock, where the processor's time never ends: a day. */
const mostSeconds = 86_400;
/** Of the rows, for the choice of the formula. */
const validationShare = 0.15;

interface Options {
  readonly noise: number;
  readonly rowsOnly: boolean;
  readonly seconds: number;
}

interface LawOutcome {
  readonly name: string;
  readonly found: boolean;
  readonly plain: boolean;
  readonly seconds: number;
  readonly processorSeconds: number;
  readonly text: string;
  /** The last note of the search: where it ended. */
  readonly end: string;
  /** Absent where it was found. */
  readonly lost?: Lost;
}

/** @param args of the command line, after `laws` */
export async function lawsBench(args: readonly string[], backend: Backend): Promise<object> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      set: { type: 'string', default: 'feynman' },
      noise: { type: 'string', default: '0' },
      dummies: { type: 'string', default: '0' },
      names: { type: 'string', default: '' },
      every: { type: 'string', default: '1' },
      seconds: { type: 'string', default: '60' },
      units: { type: 'boolean', default: false },
      'rows-only': { type: 'boolean', default: false },
    },
  });
  const set = lawSets.find((one) => one === values.set);
  if (set === undefined) throw new Error(`--set is one of ${lawSets.join(', ')}.`);
  const options = {
    noise: Number(values.noise),
    rowsOnly: values['rows-only'],
    seconds: Number(values.seconds),
  };
  const names = values.names === '' ? null : values.names.split(',');
  const laws = lawEquations(set, Number(values.dummies), values.units)
    .filter((_, at) => at % Number(values.every) === 0)
    .filter(({ name }) => names === null || names.includes(name));
  const outcomes: LawOutcome[] = [];
  for (const law of laws) outcomes.push(told(await runLaw(law, backend, options), law));
  return {
    set,
    ...options,
    dummies: Number(values.dummies),
    units: values.units,
    ...summaryOf(outcomes, set),
  };
}

const lostTo = {
  listed: 'listed, not chosen',
  rows: 'the rows do not determine the constants of the law',
  criterion: 'the chosen formula describes the rows better',
  search: 'never proposed',
};

function told(outcome: LawOutcome, { formula }: LawEquation): LawOutcome {
  const { found, plain, seconds, processorSeconds, name, text, end, lost } = outcome;
  const verdict = found ? (plain ? 'found, plain' : 'found') : 'lost';
  console.log(
    `${verdict}\t${seconds.toFixed(1)} s (${processorSeconds.toFixed(1)} s of processor)\t${name}  ${formula}\n` +
      `\t\t${text.length > 140 ? `${text.slice(0, 140)}…` : text}` +
      (lost === undefined ? '' : `; the end: ${end}; ${lostTo[lost.where]} (${lost.gain.toFixed(1)})`),
  );
  return outcome;
}

function summaryOf(outcomes: readonly LawOutcome[], set: LawSet): object {
  const found = outcomes.filter((one) => one.found);
  const plain = found.filter((one) => one.plain).length;
  const medianSeconds = median(found.map(({ processorSeconds }) => processorSeconds));
  const total = outcomes.reduce((sum, { processorSeconds }) => sum + processorSeconds, 0);
  console.log(
    `${set}: found ${found.length} of ${outcomes.length}, plain ${plain}; ` +
      `median ${medianSeconds.toFixed(2)} s of processor, together ${total.toFixed(1)} s\n`,
  );
  return { found: found.length, plain, of: outcomes.length, medianSeconds, outcomes };
}

async function runLaw(law: LawEquation, backend: Backend, options: Options): Promise<LawOutcome> {
  const sample = measuredRows(law, law.rows ?? mostRows, options.noise);
  const rows = sample.target.length;
  const validation = Math.max(1, Math.round(validationShare * rows));
  const dataset = lawDataset(sample, { train: rows - validation, validation, test: 0 });
  const start = performance.now();
  let formulas: readonly Found[] = [];
  let end = '';
  const budget = new ProcessorBudget(options.seconds);
  for await (const one of discover({
    dataset,
    backend,
    seed: 1,
    signal: budget.signal,
    model: null,
    seconds: mostSeconds,
    networks: !options.rowsOnly,
  })) {
    formulas = one.formulas;
    end = one.note;
  }
  const processorSeconds = budget.end();
  const best = bestOf(formulas);
  const counts = (formula: Expression): boolean => isLaw(formula, law, options.noise);
  const found = best !== undefined && counts(best.expression);
  const listed = formulas.map(({ expression }) => expression);
  return {
    name: law.name,
    found,
    plain: best !== undefined && best.complexity <= 1.5 * law.complexity,
    seconds: (performance.now() - start) / 1000,
    processorSeconds,
    text: best === undefined ? 'none' : printExpression(best.expression, 'text', { digits: 5 }).code,
    end,
    ...(!found && {
      lost: lostWhere(
        law.tree,
        { names: sample.names, columns: sample.columns, target: sample.target, rows, weights: null },
        counts,
        listed,
        best?.expression,
      ),
    }),
  };
}

function isLaw(formula: Expression, law: LawEquation, noise: number): boolean {
  if (!hasScatter(law)) {
    const outside = finiteRows(exactRows(widened(law), rowsOutside, 2));
    return formulaError(formula, outside) / spreadOf(outside) <= (noise === 0 ? 1e-7 : noise / 5);
  }
  const rows = finiteRows(lawAt(law, measuredRows(law, law.rows ?? mostRows, 0).columns));
  const data = { ...rows, weights: weightsOf(rows.target) };
  const fitted = fitConstants(formula, data, { iterations: 100, free: isLoose });
  return formulaError(fitted, data) <= 1e-3 * formulaError(number(0), data);
}

/** Where the law itself has no value there is nothing to compare. */
function finiteRows({ names, columns, target }: Sample): FormulaData {
  const usable = [...target.keys()].filter((row) => Number.isFinite(target[row]));
  const pick = (values: Float64Array): Float64Array => Float64Array.from(usable, (row) => values[row]);
  return { names, columns: columns.map(pick), target: pick(target), rows: usable.length, weights: null };
}

/** Errors as shares of the values, where these have one sign. */
function weightsOf(target: Float64Array): Float64Array | null {
  return target.every((y) => y > 0) ? target.map((y) => 1 / (y * y)) : null;
}
