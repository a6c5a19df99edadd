/**
 * A law with a name as a rung: of one quantity, y = f(x), mostly with two to five constants; or a sum or a product of such laws, each of
 * one input. In few rows it is nearer to the truth than curves, if it is the true law. So it is judged by the same rows as
 * all other rungs.
 */
import { compile } from '../../../shared/expression/evaluate.ts';
import { distinctConstants, isLoose } from '../../../shared/expression/constants.ts';
import { simplify } from '../../../shared/expression/simplify/simplify.ts';
import { sum, type Expression } from '../../../shared/expression/tree.ts';
import { Breath } from '../breath.ts';
import type { Split } from '../data/dataset/dataset.ts';
import type { Encoding } from '../data/encoding/encoding.ts';
import { fromUnits } from '../data/table/scaling.ts';
import { descriptionLength } from '../symbolic/formula/descriptionLength.ts';
import { exactShare, rounded } from '../symbolic/formula/finish.ts';
import { shortest } from '../symbolic/formula/shortest.ts';
import { inOwnForm } from '../symbolic/laws/named/ownForm.ts';
import { asShares } from '../symbolic/formula/asShares.ts';
import { fitConstants } from '../symbolic/formula/fitConstants.ts';
import { withStandardErrors } from '../symbolic/formula/standardErrors.ts';
import {
  formulaData,
  formulaError,
  rangesOf,
  rowsAt,
  type FormulaData,
} from '../symbolic/formula/formulaData.ts';
import { withEvenNodes } from '../kan/evenNodes.ts';
import { formulaModel } from '../symbolic/formula/formulaModel.ts';
import type { Joins } from '../symbolic/laws/named/namedWholes.ts';
import { noIntervals, respectsIntervals } from '../symbolic/formula/intervals.ts';
import type { Question } from './fits/fitDesign.ts';
import type { Folds } from './judging/folds.ts';
import { heldOutError, isLaw, mostLeft, type HeldOut } from './judging/judge.ts';
import { lawsOfOne, lawsOfSeveral, type LawTrial } from './lawTrials.ts';
import { spread } from '../symbolic/laws/surface.ts';
import type { Reached } from './reached.ts';
import { staysNear } from './staysNear.ts';

/** One that is longer by less than this describes the rows about as well (odds 20 : 1). */
const alike = 6;
/** Steps of a fit of the constants. */
const iterations = 12;
/** Curves that leave more than so many times what a law may leave do not follow one. */
const mostByCurves = 2;
/** With more rows curves are near the truth too, and the search for formulas finds such laws. */
const mostRowsOfJoins = 500;
/** Where a rung leaves less than this share of the mean's error, another law is known already. */
const known = 1e-8;

/**
 * Curves that leave more than so many times what the best rung leaves are not the law; a product of a few straight pieces leaves
 * more than its law.
 */
const alikeLeft = { sum: 4, product: 10 } as const;

/**
 * Which joins of laws of several inputs are worth a try after these rungs, the constant first: each such law is a sum or a product of
 * curves, and takes longer than these.
 */
export function worthJoins(
  [constant, ...rungs]: readonly Reached[],
  { rows, groups }: Question,
): Joins | null {
  // A description counts rows as independent: of groups, it would find a law in what differs between them by chance.
  if (rows > mostRowsOfJoins || groups) return null;
  const leftBy = ({ heldOut }: Reached): number => heldOut.mean / constant.heldOut.mean;
  const left = Math.min(...rungs.map(leftBy));
  if (!(left > known && left < mostByCurves * mostLeft)) return null;
  const isSum = rungs.some((rung) => rung.kind === 'additive' && leftBy(rung) < alikeLeft.sum * left);
  return { isSum, isInteraction: !isSum, mostByProduct: alikeLeft.product * left };
}

/**
 * @param all rows for training and for the comparison.
 * @param constant the error of the mean. @param joins of laws of several inputs
 * @returns null where no law has a shorter description than the mean, or straight lines have the shortest; where the law leaves
 * so much that others would do as well ({@link isLaw}); or where the rows are too few to judge it.
 */
export async function lawRung(
  question: Question,
  encoding: Encoding,
  all: Split,
  folds: Folds,
  constant: HeldOut,
  joins?: Joins,
): Promise<Reached<'law'> | null> {
  if (encoding.task === 'classification' || encoding.outputs.length !== 1) return null;
  if (encoding.features.some(({ label }) => label !== null)) return null;
  const own = formulaData(encoding, all, 0);
  const data = asShares(own) ?? own;
  const isPossible = (expression: Expression, part: FormulaData): boolean =>
    respectsIntervals(expression, data.intervals ?? noIntervals) && staysNear(expression, part.target, data);
  const inputs = encoding.features.length;
  const breath = new Breath();
  const { tried, best, again } = await (inputs === 1
    ? lawsOfOne(data, isPossible, breath)
    : lawsOfSeveral(data, isPossible, breath, joins));
  if (tried.length === 0 || tried[0].isStraight || tried[0].left > mostLeft) return null;
  const law = await best();
  const expression = law && finished(law, own, data);
  const network = expression && formulaModel(shortest(expression, rangesOf(data)), encoding);
  if (!law || !expression || !network) return null;
  const model = withEvenNodes(network, all);
  const { scaling } = encoding.outputs[0];
  let isJudged = true;
  const learn = async (among: Uint32Array): Promise<readonly Float64Array[]> => {
    const found = await again(rowsAt(data, among));
    isJudged &&= found !== undefined;
    const values = found === undefined ? data.target : valuesOf(found.expression, data);
    return [values.map((value) => fromUnits(scaling, value))];
  };
  const heldOut = await heldOutError(question, folds, learn);
  if (!isJudged || !isLaw(constant, heldOut)) return null;
  const [{ length: least, constants }, ...rest] = tried;
  // A law with more constants may contain this one.
  const others = rest.filter((other) => other.length < least + alike && other.constants <= constants);
  const names = {
    ...law.named,
    others: others.map(({ named }) => named.name),
    isOfSeveral: inputs > 1,
  };
  return { kind: 'law', model, heldOut, freedom: distinctConstants(expression).length, law: names };
}

/**
 * A law as the search for formulas finishes it: without a constant that it does not need, in its own form, in the digits that the rows
 * support.
 * @param data with the weights of shares, where errors are such; `own` without these
 */
function finished(law: LawTrial, own: FormulaData, data: FormulaData): Expression {
  const whole = simplify(law.expression, { ranges: rangesOf(data) });
  const short = lean(whole, law, data);
  const { parts } = law.named;
  // Without its constant, the equation of a diode is another law.
  const named = inOwnForm(short, parts, own) ?? inOwnForm(whole, parts, own) ?? short;
  return rounded(withStandardErrors(named, data, { free: isLoose }), data);
}

/** A law without the constant beside it where that makes its description shorter. */
function lean(whole: Expression, { named }: LawTrial, data: FormulaData): Expression {
  const terms = whole.kind === 'sum' ? whole.terms.filter(({ kind }) => kind !== 'number') : [whole];
  const unit = spread(data.target, data.weights);
  const lengthOf = (law: Expression): number =>
    descriptionLength(law, formulaError(law, data) / unit, data.rows, exactShare, named);
  const bare = fitConstants(sum(terms), data, { iterations, free: isLoose });
  return lengthOf(bare) < lengthOf(whole) ? bare : whole;
}

function valuesOf(expression: Expression, { names, columns, rows }: FormulaData): Float64Array {
  return compile(expression, names)(columns, rows);
}
