/**
 * Replaces parts of a formula by simpler functions where the data show no difference. With noise, exp(−1414/(T + 353))
 * fits as well as T; a search that finds the first does not look for the second.
 */
import { complexity } from '../../../../shared/expression/complexity.ts';
import { symbolicEdge } from '../../../../shared/expression/edgeFunction.ts';
import { compile } from '../../../../shared/expression/evaluate.ts';
import { simplify } from '../../../../shared/expression/simplify/simplify.ts';
import { number, variable, type Expression } from '../../../../shared/expression/tree.ts';
import { suggest } from '../suggest/suggest.ts';
import { costOf } from './cost.ts';
import { rareExponents } from './descriptionLength.ts';
import { fitConstants } from './fitConstants.ts';
import { firstRows, formulaError, rangesOf, type FormulaData } from './formulaData.ts';
import type { ChangeTest } from './changeTest.ts';
import { partsOf, type Part } from './parts.ts';

/** Samples of a part that functions are fitted to. */
const mostSamples = 200;
/** A function is not tried if it leaves more than this share of a part's variance unexplained. */
const unlike = 0.1;
/** Parts of at most this complexity (x²) are plain. */
const plain = 3;
const iterations = 8;
/**
 * Rows that a candidate is fitted to first: on fewer rows complexity weighs more, so one that fails there fails on all.
 */
const fewRows = 120;
const mostRounds = 4;

/**
 * Replaces complex parts of one variable by simpler functions of that variable, one after the other, as long as that
 * lowers the formula's cost. All constants are fitted again each time.
 */
export async function plainer(expression: Expression, test: ChangeTest): Promise<Expression> {
  let current = expression;
  for (let round = 0; round < mostRounds; round++) {
    const before = current;
    for (let place = 0; ; place++) {
      const part = partsOf(current).at(place);
      if (part === undefined) break;
      current = await withPlainer(part, current, test);
    }
    if (current === before || test.signal?.aborted === true) break;
  }
  return current;
}

/**
 * The formula with the function of lowest cost in place of the part; the same formula where no function lowers the
 * cost.
 */
async function withPlainer(
  part: Part,
  whole: Expression,
  { data, floor, breath, signal }: ChangeTest,
): Promise<Expression> {
  const ranges = rangesOf(data);
  const few = firstRows(data, fewRows);
  const costOn = (rows: FormulaData, formula: Expression, size = sizeOf(formula)): number =>
    costOf(formulaError(formula, rows), size, rows.rows, floor);
  const present = costOn(few, whole);
  let best = whole;
  let cost = costOn(data, whole);
  for (const variants of replacementsFor(part, data)) {
    const formulas = variants.map((variant) => simplify(part.put(variant), { ranges }));
    const least = Math.min(...formulas.map(sizeOf));
    for (const formula of formulas) {
      if (signal?.aborted === true) return best;
      await breath.take();
      if (sizeOf(formula) >= sizeOf(whole)) continue;
      const roughly = fitConstants(formula, few, { iterations });
      // The first variant has all free parameters: if it fails, the others fail too.
      if (formula === formulas[0] && costOn(few, roughly, least) >= present) break;
      if (costOn(few, roughly) >= present) continue;
      const fitted = fitConstants(roughly, data, { iterations });
      const reached = costOn(data, fitted);
      if (reached < cost) [best, cost] = [fitted, reached];
    }
  }
  return best;
}

/** A high power is no plain function. */
const sizeOf = (formula: Expression): number => complexity(formula) + rareExponents(formula);

/**
 * Functions of the part's variable that are similar to it and simpler: each with all of a to d free, then without the
 * shifts inside and outside. A constant is also a candidate.
 */
function replacementsFor({ variable: name, expression }: Part, data: FormulaData): Expression[][] {
  const most = complexity(expression);
  if (most <= plain) return [];
  const rows = Math.min(mostSamples, data.rows);
  const columns = data.columns.map((column) => column.subarray(0, rows));
  const x = columns[data.names.indexOf(name)];
  const y = compile(expression, data.names)(columns, rows);
  const like = suggest({ x, y }).filter(
    ({ unexplained, safe, c }) => safe && c !== 0 && unexplained < unlike,
  );
  const functions = like.map(({ name: fn, a, b, c, d }) =>
    [
      [a, b, c, d],
      [a, b, c, 0],
      [a, 0, c, d],
      [a, 0, c, 0],
    ].map((numbers) => simplify(symbolicEdge(fn, numbers, variable(name)))),
  );
  return [[number(1)], ...functions];
}
