/**
 * A law with a name as a rung, for tables of one quantity: y = f(x), mostly with two to five constants. In few rows it is
 * nearer to the truth than a curve, if it is the true law. So it is judged by the same rows as all other rungs.
 */
import { compile } from '../../../shared/expression/evaluate.ts';
import { simplify } from '../../../shared/expression/simplify/simplify.ts';
import type { Expression } from '../../../shared/expression/tree.ts';
import { rangeOf } from '../../../shared/range.ts';
import { Breath } from '../breath.ts';
import type { Encoding, Split } from '../data/dataset/dataset.ts';
import { fromUnits } from '../data/table/scaling.ts';
import { formulaData, rangesOf, rowsAt, type FormulaData } from '../symbolic/formula/formulaData.ts';
import { formulaModel } from '../symbolic/formula/formulaModel.ts';
import { noIntervals, respectsIntervals } from '../symbolic/formula/intervals.ts';
import {
  namedCandidates,
  refittedCandidates,
  type NamedCandidate,
} from '../symbolic/laws/named/candidates.ts';
import { straightLine } from '../symbolic/laws/named/namedLaws.ts';
import { wholeProblem } from '../symbolic/laws/problem.ts';
import type { Question } from './fitDesign.ts';
import type { Folds } from './folds.ts';
import { heldOutError, isLaw, mostLeft, type HeldOut } from './judge.ts';
import type { Reached } from './reached.ts';

/** A law whose description is longer by this than the shortest one is not tried again in parts of the rows (odds 150 : 1). */
const longer = 10;
/** One that is longer by less than this describes the rows about as well (odds 20 : 1). */
const alike = 6;
/** So many laws are tried again, at most. */
const mostLaws = 4;
/** Rows that a part of the rows needs beside the constants of a law: its other rows show how good the law is. */
const spareToJudge = 1;
/** Points between the rows at which a law must have a value. */
const between = 400;
/** A law may leave the range of the target between the rows by so many times this range. */
const mostBeyond = 1;

/**
 * @param all rows for training and for the comparison.
 * @param constant the error of the mean.
 * @returns null where no law has a shorter description than the mean, or a straight line has the shortest; where the law leaves
 * so much that others would do as well ({@link isLaw}); or where the rows are too few to judge it.
 */
export async function lawRung(
  question: Question,
  encoding: Encoding,
  all: Split,
  folds: Folds,
  constant: HeldOut,
): Promise<Reached<'law'> | null> {
  if (encoding.task === 'classification' || encoding.outputs.length !== 1) return null;
  if (encoding.features.length !== 1 || encoding.features[0].label !== null) return null;
  const data = formulaData(encoding, all, 0);
  const breath = new Breath();
  const tried = likely(possible(await namedCandidates(wholeProblem(data), breath), data, data));
  if (tried.length === 0 || tried[0].form.law === straightLine || tried[0].left > mostLeft) return null;
  const ends = rangeOf(data.columns[0]);
  const spare = spareToJudge;
  const inAll = { spare, onlyStart: true };
  const [best] = possible(
    await refittedCandidates(tried.slice(0, 1), wholeProblem(data), ends, breath, inAll),
    data,
    data,
  );
  if (best === undefined) return null;
  const model = formulaModel(simplify(best.expression, { ranges: rangesOf(data) }), encoding);
  if (model === null) return null;
  const { scaling } = encoding.outputs[0];
  let isJudged = true;
  const learn = async (among: Uint32Array): Promise<readonly Float64Array[]> => {
    const part = rowsAt(data, among);
    const found = await refittedCandidates(tried, wholeProblem(part), ends, breath, { spare });
    const [law] = possible(found, part, data);
    isJudged &&= law !== undefined;
    const values = law === undefined ? data.target : valuesOf(law.expression, data);
    return [values.map((value) => fromUnits(scaling, value))];
  };
  const heldOut = await heldOutError(question, folds, learn);
  if (!isJudged || !isLaw(constant, heldOut)) return null;
  const [{ length: least, constants }, ...rest] = tried;
  // A law with more constants may contain this one.
  const others = rest.filter((other) => other.length < least + alike && other.constants <= constants);
  const law = { name: best.named.name, others: others.map(({ named }) => named.name) };
  return { kind: 'law', model, heldOut, freedom: best.constants, law };
}

/** The laws that are tried in parts of the rows. @param found the shortest description first. */
function likely(found: readonly NamedCandidate[]): readonly NamedCandidate[] {
  const most = Math.min(0, (found.at(0)?.length ?? 0) + longer);
  return found.filter(({ length }) => length < most).slice(0, mostLaws);
}

/**
 * The laws without a pole or a gap between the rows, and without a ratio of values whose zero is a convention.
 * @param part the rows that they are fitted to. @param data all rows.
 */
function possible(
  found: readonly NamedCandidate[],
  part: FormulaData,
  data: FormulaData,
): readonly NamedCandidate[] {
  return found.filter(
    ({ expression }) =>
      respectsIntervals(expression, data.intervals ?? noIntervals) && isWhole(expression, part, data),
  );
}

/** Whether a law stays near the target between the rows. */
function isWhole(expression: Expression, { target }: FormulaData, data: FormulaData): boolean {
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

function valuesOf(expression: Expression, { names, columns, rows }: FormulaData): Float64Array {
  return compile(expression, names)(columns, rows);
}
