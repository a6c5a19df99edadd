/**
 * Laws with a name in the form that textbooks write them in, with the constants that their declarations have, whatever shorter form
 * a search has found them in: Hill's equation as V·xⁿ/(Kⁿ + xⁿ), not as 1/(a/xⁿ + b). The constants follow from the values of the
 * formula, which stay the same.
 */
import type { LawParts } from '../../../../../shared/contract/views/ladder.ts';
import {
  constantsOf,
  distinctConstants,
  replaceConstants,
  withConstant,
  withPlainNumbers,
} from '../../../../../shared/expression/constants.ts';
import { compile } from '../../../../../shared/expression/evaluate.ts';
import {
  call,
  isNumber,
  isStructure,
  number,
  product,
  rewrite,
  sum,
  variable,
  type Expression,
  type NumberNode,
} from '../../../../../shared/expression/tree.ts';
import { rangeOf } from '../../../../../shared/range.ts';
import { evenRows } from '../../../data/rows.ts';
import { asShares } from '../../formula/asShares.ts';
import { fitConstants } from '../../formula/fitConstants.ts';
import { isFitted } from '../../formula/fittedConstants.ts';
import { formulaError, rowsAt, type FormulaData } from '../../formula/formulaData.ts';
import { spread } from '../surface.ts';
import { LawFits } from './lawFits.ts';
import { formNamed, lineForm, type LawForm } from './lawForm.ts';
import { zeroOf } from './zeros.ts';

/** Values along a column that a part is found by: so many rows at most, and as many even points. */
const points = 200;
/** Rows on which the values stay the same. */
const mostRows = 500;
const iterations = 60;
/** Values count as the same where they differ by less than this share of their spread. */
const same = 1e-7;

interface NamedPart {
  readonly form: LawForm;
  readonly column: string;
  /** The column of a line that multiplies the law. */
  readonly times: string | undefined;
}

/** @returns null where the formula is not this law. */
export function inOwnForm(
  formula: Expression,
  { laws, join }: LawParts,
  data: FormulaData,
): Expression | null {
  const parts = laws.flatMap(({ law, column, times }) => {
    const form = formNamed(law);
    return form === undefined ? [] : [{ form, column, times }];
  });
  if (parts.length < laws.length) return null;
  const some = rowsAt(data, evenRows(data.rows, mostRows));
  const target = compile(formula, some.names)(some.columns, some.rows);
  if (!target.every(Number.isFinite)) return null;
  const exact = { ...some, target, weights: null };
  const rows = asShares(exact) ?? exact;
  const tolerance = same * spread(target, rows.weights);
  const isSame = (other: Expression): boolean => formulaError(other, rows) <= tolerance;
  const start = startOf(parts, join, formula, exact);
  const fitted = start && fitConstants(start, rows, { iterations });
  if (!fitted || !isSame(fitted)) return null;
  const own = withoutZeros(fitted, isSame);
  if (join === null && parts[0].form.law.rare && hasLost(own, fitted)) return null;
  if (parts.every(({ form }) => form.law.written === 'shortest')) return formula;
  const plain = withNumbersOf(formula, own);
  return isSame(plain) ? plain : own;
}

/** The law without the constants that make no difference, such as a shift by 0. */
function withoutZeros(law: Expression, isSame: (other: Expression) => boolean): Expression {
  const zeros = distinctConstants(law).reduce((so, { places }) => {
    const without = withConstant(so, places[0], number(0));
    return isSame(without) ? without : so;
  }, law);
  const isZero = (node: Expression): boolean =>
    isNumber(node, 0) || (node.kind === 'product' && node.factors.some((factor) => isNumber(factor, 0)));
  const less = rewrite(zeros, (node) =>
    node.kind === 'sum' ? sum(node.terms.filter((term) => !isZero(term))) : node,
  );
  return isSame(less) ? less : law;
}

/**
 * Whether more than the constant beside it is missing: a rare law without one of its constants is another law, as Antoine's equation
 * without C is that of Arrhenius.
 */
function hasLost(less: Expression, law: Expression): boolean {
  const beside = (one: Expression): number => termsOf(one).filter(({ kind }) => kind === 'number').length;
  const inside = (one: Expression): number => distinctConstants(one).length - beside(one);
  return inside(less) < inside(law);
}

/** The law as it is along each column, with a constant where one may stand beside it. */
function startOf(
  parts: readonly NamedPart[],
  join: LawParts['join'],
  formula: Expression,
  data: FormulaData,
): Expression | null {
  const isSum = join !== '×';
  const hasConstant = (law: LawForm['law']): boolean => law.offset || (isSum && parts.length > 1);
  const at = largestRow(data.target);
  const found: Expression[] = [];
  const along = (column: string, form: LawForm): Expression | null =>
    partAlong(column, form, formula, data, at);
  for (const { form, column, times } of parts) {
    const { law } = form;
    const hasOffset = times !== undefined || hasConstant(law);
    const own = along(column, { ...form, law: { ...law, offset: hasOffset } });
    const line = times === undefined ? null : along(times, lineForm);
    if (own === null || (times !== undefined && line === null)) return null;
    if (line !== null) found.push(timesLine(own, line, data.target[at]));
    else found.push(isSum && law.written === 'exponent' ? withFactorsInside(own) : own);
  }
  if (!isSum) return productOf(found, data.target[at]);
  const varying = found.flatMap((part) => termsOf(part).filter(({ kind }) => kind !== 'number'));
  const bare = sum(varying);
  if (!parts.some(({ form, times }) => times !== undefined || hasConstant(form.law))) return bare;
  const values = compile(bare, data.names)(data.columns, data.rows);
  const mean = data.target.reduce((total, value, row) => total + value - values[row], 0) / data.rows;
  return sum([...varying, number(mean)]);
}

/** What the formula is along a column, beside the values that the other columns have in one row. */
function partAlong(
  column: string,
  form: LawForm,
  formula: Expression,
  data: FormulaData,
  at: number,
): Expression | null {
  const { names, columns, rows } = data;
  const own = columns[names.indexOf(column)];
  const [low, high] = rangeOf(own);
  const even = Array.from({ length: points }, (_, i) => low + ((high - low) * i) / (points - 1));
  const x = Float64Array.from([...Array.from(evenRows(rows, points), (row) => own[row]), ...even]);
  const along = columns.map((values) => (values === own ? x : new Float64Array(x.length).fill(values[at])));
  const y = compile(formula, names)(along, x.length);
  const isThere = (_: number, i: number): boolean => Number.isFinite(y[i]);
  const fits = new LawFits(
    { variable: variable(column), values: x.filter(isThere), ends: [low, high], zero: zeroOf(data, column) },
    y.filter(isThere),
    null,
  );
  return fits.fit(form, { spare: 0 })?.expression ?? null;
}

function largestRow(values: Float64Array): number {
  return values.reduce((best, value, row) => (Math.abs(value) > Math.abs(values[best]) ? row : best), 0);
}

const termsOf = (expression: Expression): readonly Expression[] =>
  expression.kind === 'sum' ? expression.terms : [expression];
const factorsOf = (term: Expression): readonly Expression[] =>
  term.kind === 'product' ? term.factors : [term];

/** exp(log c + u) in place of each c·exp(u). */
function withFactorsInside(part: Expression): Expression {
  return sum(
    termsOf(part).map((term) => {
      const [first, second, ...rest] = factorsOf(term);
      const isPlain =
        first.kind === 'number' && first.value > 0 && second?.kind === 'call' && second.fn === 'exp';
      return isPlain && rest.length === 0
        ? call('exp', sum([number(Math.log(first.value)), second.argument]))
        : term;
    }),
  );
}

/**
 * The product of parts with one factor in front, each divided by the number before its first term.
 * @param value of the product where each part was found: each of them has this value there.
 */
function productOf(parts: readonly Expression[], value: number): Expression {
  const bare = parts.map(withoutFactor);
  const scale = bare.reduce((all, { factor }) => all * factor, value ** (1 - parts.length));
  return product([number(scale), ...bare.flatMap(({ rest }) => factorsOf(rest))]);
}

/**
 * The terms of a part but for the number that is added to them, times a line of another column: (a + b·z)·f.
 * @param value of the formula where both were found
 */
function timesLine(part: Expression, line: Expression, value: number): Expression {
  const { factor, rest } = withoutFactor(sum(termsOf(part).filter(({ kind }) => kind !== 'number')));
  const scaled = termsOf(line).map((term) => scaledBy(term, factor / value));
  return product([sum(scaled), ...factorsOf(rest)]);
}

function scaledBy(term: Expression, factor: number): Expression {
  const factors = factorsOf(term);
  const own = factors.find(isFactor);
  return own === undefined
    ? product([number(factor), ...factors])
    : product(factors.map((one) => (one === own ? number(own.value * factor) : one)));
}

/** A part divided by the number in front of its first term. */
function withoutFactor(part: Expression): { readonly factor: number; readonly rest: Expression } {
  const [first, ...others] = termsOf(part);
  const factors = factorsOf(first);
  const own = factors.find(isFactor);
  if (own === undefined) return { factor: 1, rest: part };
  const bare = product(factors.filter((one) => one !== own));
  return { factor: own.value, rest: sum([bare, ...others.map((term) => scaledBy(term, 1 / own.value))]) };
}

/** Whole numbers belong to the law. */
function isFactor(node: Expression): node is NumberNode {
  return node.kind === 'number' && !isStructure(node);
}

/** The formula in its own form with the plain numbers and closed forms of another form of it, where these are its constants too. */
function withNumbersOf(formula: Expression, own: Expression): Expression {
  const plain = withPlainNumbers(formula).written.filter((constant) => !isFitted(constant));
  const isNear = (one: NumberNode, other: NumberNode): boolean =>
    one.value !== 0 && Math.abs(one.value - other.value) <= same * Math.abs(one.value);
  const constants = constantsOf(own);
  return replaceConstants(
    own,
    constants.map((constant) => plain.find((one) => isNear(one, constant)) ?? constant),
  );
}
