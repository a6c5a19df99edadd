/**
 * Tables of known laws, and whether the search for formulas finds them. Without noise a law is found where the formula
 * holds outside of the range as well (a tenth of it below, half of it above); with noise on the target, where its error on
 * rows without noise is below a fifth of the noise; in tables with scatter, where it is the law once its constants are fitted to
 * rows without scatter. It is plain where it is at most 1.5 times as complex as the law.
 */
import { isLoose } from '../../shared/expression/constants.ts';
import { parseArgs } from 'node:util';
import type { Backend } from '../../main/engine/compute/backend.ts';
import { discover } from '../../main/engine/symbolic/auto/discover.ts';
import { bestOf, type Found } from '../../main/engine/symbolic/auto/front.ts';
import { fitConstants } from '../../main/engine/symbolic/formula/fitConstants.ts';
import { formulaError, spreadOf, type FormulaData } from '../../main/engine/symbolic/formula/formulaData.ts';
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
} from './lawEquations.ts';
import { lawsResult, mergedLaws, type LawOutcome, type LawsOptions, type LawsResult } from './lawResults.ts';
import { lostWhere } from './lostWhere.ts';
import { ProcessorBudget } from './processorBudget.ts';
import { today } from './report.ts';

const mostRows = 1000;
const rowsOutside = 1000;
/** By the clock, where the processor's time never ends: a day. */
const mostSeconds = 86_400;
/** Of the rows, for the choice of the formula. */
const validationShare = 0.15;

/**
 * Results of the laws that the arguments choose, merged into those that are stored.
 * @param args of the command line, after `laws`. @param stored is asked after the run, so that runs side by side keep each other's results
 */
export async function lawsBench(
  args: readonly string[],
  backend: Backend,
  stored: () => Promise<readonly LawsResult[]>,
): Promise<readonly LawsResult[]> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      set: { type: 'string', default: 'feynman' },
      noise: { type: 'string', default: '0' },
      dummies: { type: 'string', default: '0' },
      names: { type: 'string', default: '' },
      every: { type: 'string', default: '1' },
      from: { type: 'string', default: '1' },
      seconds: { type: 'string', default: '60' },
      units: { type: 'boolean', default: false },
      'rows-only': { type: 'boolean', default: false },
    },
  });
  const set = lawSets.find((one) => one === values.set);
  if (set === undefined) throw new Error(`--set is one of ${lawSets.join(', ')}.`);
  const options = {
    set,
    noise: Number(values.noise),
    dummies: Number(values.dummies),
    units: values.units,
    rowsOnly: values['rows-only'],
    seconds: Number(values.seconds),
  };
  const names = values.names === '' ? null : values.names.split(',');
  const [every, from] = [Number(values.every), Number(values.from)];
  const laws = lawEquations(set, options.dummies, options.units);
  const chosen = laws
    .filter((_, at) => at >= from - 1 && (at - from + 1) % every === 0)
    .filter(({ name }) => names === null || names.includes(name));
  if (chosen.length === 0) throw new Error(`No law of the set ${set} has these options.`);
  const outcomes: LawOutcome[] = [];
  for (const law of chosen) outcomes.push(told(await runLaw(law, backend, options), law));
  const result = lawsResult(options, outcomes);
  console.log(
    `${set}: found ${result.found} of ${result.of}, plain ${result.plain}; ` +
      `median ${result.medianSeconds.toFixed(2)} s of processor, together ${result.totalSeconds.toFixed(1)} s\n`,
  );
  return mergedLaws(
    await stored(),
    result,
    laws.map(({ name }) => name),
  );
}

const lostTo = {
  listed: 'listed, not chosen',
  rows: 'the rows do not determine the constants of the law',
  criterion: 'the chosen formula describes the rows better',
  search: 'never proposed',
};

function told(outcome: LawOutcome, { formula }: LawEquation): LawOutcome {
  const { found, plain, seconds, processorSeconds, name, text, named, end, lost } = outcome;
  const verdict = found ? (plain ? 'found, plain' : 'found') : 'lost';
  console.log(
    `${verdict}\t${seconds.toFixed(1)} s (${processorSeconds.toFixed(1)} s of processor)\t${name}  ${formula}\n` +
      `\t\t${text.length > 140 ? `${text.slice(0, 140)}…` : text}` +
      (named === undefined ? '' : `; ${named}`) +
      (lost === undefined ? '' : `; the end: ${end}; ${lostTo[lost.where]} (${lost.gain.toFixed(1)})`),
  );
  return outcome;
}

async function runLaw(law: LawEquation, backend: Backend, options: LawsOptions): Promise<LawOutcome> {
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
    ...(best?.named && { named: best.named.name }),
    end,
    date: today(),
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
