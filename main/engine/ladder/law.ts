/**
 * A law with a name as a rung, for tables of one quantity: y = f(x) with two to five constants, where smooth curves have
 * as many as the rows can carry. In few rows it is nearer to the truth, if it is the true one; so it is judged by the same
 * rows as all other rungs.
 */
import { compile } from '../../../shared/expression/evaluate.ts';
import { simplify } from '../../../shared/expression/simplify/simplify.ts';
import type { Expression } from '../../../shared/expression/tree.ts';
import { rangeOf } from '../../../shared/range.ts';
import { Breath } from '../breath.ts';
import type { Encoding, Split } from '../data/dataset/dataset.ts';
import { fromUnits } from '../data/table/scaling.ts';
import type { KanModel } from '../kan/model.ts';
import { fitConstants } from '../symbolic/formula/fitConstants.ts';
import { formulaData, rangesOf, rowsAt, type FormulaData } from '../symbolic/formula/formulaData.ts';
import { formulaModel } from '../symbolic/formula/formulaModel.ts';
import { noIntervals, respectsIntervals } from '../symbolic/formula/intervals.ts';
import { namedCandidates, type NamedCandidate } from '../symbolic/laws/named/candidates.ts';
import { straightLine } from '../symbolic/laws/named/namedLaws.ts';
import { wholeProblem } from '../symbolic/laws/problem.ts';
import type { Question } from './fitDesign.ts';
import type { Folds } from './folds.ts';
import { heldOutError } from './judge.ts';
import type { Reached } from './reached.ts';

/** A law whose description is longer by this than the shortest one is not tried again in parts of the rows (odds 400 : 1). */
const longer = 10;
/** So many laws are, at most. */
const mostLaws = 4;
const polish = 20;
/** Rows that a part of the rows needs beside the constants of a law: its other rows show how good the law is. */
const spareToJudge = 1;
/** Points between the rows at which a law must have a value. */
const between = 400;
/** A law may leave the range of the target between the rows by so many times this range. */
const mostBeyond = 1;

/**
 * @param all rows for training and for the comparison.
 * @returns null where no law has a shorter description than the mean, a straight line has the shortest, or the rows are too few
 * to judge a law.
 */
export async function lawRung(
  question: Question,
  encoding: Encoding,
  all: Split,
  folds: Folds,
): Promise<Reached<'law'> | null> {
  if (encoding.task === 'classification' || encoding.outputs.length !== 1) return null;
  if (encoding.features.length !== 1 || encoding.features[0].label !== null) return null;
  const data = formulaData(encoding, all, 0);
  const shorter = (await lawsIn(data, data)).filter(({ length }) => length < 0);
  const [best] = shorter;
  if (best === undefined || best.form.law === straightLine) return null;
  const model = networkOf(best.expression, data, encoding);
  if (model === null) return null;
  const forms = shorter
    .filter(({ length }) => length < best.length + longer)
    .slice(0, mostLaws)
    .map(({ form }) => form);
  const { scaling } = encoding.outputs[0];
  let isJudged = true;
  const learn = async (among: Uint32Array): Promise<readonly Float64Array[]> => {
    const [law] = await lawsIn(rowsAt(data, among), data, { forms, spare: spareToJudge });
    isJudged &&= law !== undefined;
    const values = law === undefined ? data.target : valuesOf(law.expression, data);
    return [values.map((value) => fromUnits(scaling, value))];
  };
  const heldOut = await heldOutError(question, folds, learn);
  return isJudged ? { kind: 'law', model, heldOut, freedom: best.constants, law: best.named.name } : null;
}

/** The laws that have a value between all rows, the likeliest first, with their constants fitted to some rows. */
async function lawsIn(
  part: FormulaData,
  data: FormulaData,
  tried?: Parameters<typeof namedCandidates>[2],
): Promise<readonly NamedCandidate[]> {
  const candidates = await namedCandidates(wholeProblem(part), new Breath(), tried);
  return candidates
    .map((one) => ({ ...one, expression: fitConstants(one.expression, part, { iterations: polish }) }))
    .filter(
      ({ expression }) =>
        respectsIntervals(expression, data.intervals ?? noIntervals) &&
        isWhole(expression, data, part.target),
    );
}

/** Whether a law has no pole and no gap between the rows. @param target that it was fitted to */
function isWhole(expression: Expression, data: FormulaData, target: Float64Array): boolean {
  const { names, columns } = data;
  const [low, high] = rangeOf(columns[0]);
  const [least, most] = rangeOf(target);
  const beyond = mostBeyond * (most - least);
  const at = Float64Array.from({ length: between }, (_, i) => low + ((high - low) * i) / (between - 1));
  const isNear = (value: number): boolean => value >= least - beyond && value <= most + beyond;
  return [compile(expression, names)([at], between), valuesOf(expression, data)].every((values) =>
    values.every(isNear),
  );
}

function networkOf(expression: Expression, data: FormulaData, encoding: Encoding): KanModel | null {
  return formulaModel(simplify(expression, { ranges: rangesOf(data) }), encoding);
}

function valuesOf(expression: Expression, { names, columns, rows }: FormulaData): Float64Array {
  return compile(expression, names)(columns, rows);
}
