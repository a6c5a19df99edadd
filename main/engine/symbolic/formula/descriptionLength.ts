/**
 * The length of a formula together with what it leaves unexplained. Of two formulas, the one with the shorter description is
 * the likelier; a difference d means odds of exp(d/2) to 1.
 */
import type { LawParts } from '../../../../shared/contract/views/ladder.ts';
import { complexity } from '../../../../shared/expression/complexity.ts';
import { constantsOf, distinctConstants, isLoose } from '../../../../shared/expression/constants.ts';
import { nodes, type Expression } from '../../../../shared/expression/tree.ts';

/**
 * The cost of a unit of complexity, a choice among about ten functions and operators, in units of a residual variance.
 */
export const worth = 5;

/** A law that textbooks give a name, or a sum or a product of such laws. */
export interface NamedForm {
  /** For people. */
  readonly name: string;
  /** The cost of its choice among all such laws, in units of complexity. */
  readonly size: number;
  readonly parts: LawParts;
}

/**
 * Up to a constant. Each fitted constant counts as many digits as so many rows determine. An exponent that is no multiple of ½ counts
 * one unit of complexity more than other constants, since few laws have one, and so does each doubling beyond 4: (1 + x/n)ⁿ
 * with a large n only imitates an exponential.
 * @param error RMSE. @param floor errors below this value count as 0.
 */
export function descriptionLength(
  expression: Expression,
  error: number,
  rows: number,
  floor: number,
  named?: NamedForm,
): number {
  // The constants of a law with a name are not parts that its size counts, so that plain ones cost as much as others.
  const constants = named
    ? distinctConstants(expression).length
    : constantsOf(expression).filter(isLoose).length;
  const ofColumns = sizeOfSum(expression) ?? sizeOfPowers(expression) ?? Infinity;
  const size = named?.size ?? Math.min(ofColumns, complexity(expression) + rareExponents(expression));
  return (
    rows * Math.log(error ** 2 + floor ** 2) +
    worth * size +
    constants * Math.log(rows) +
    flattery(constants, rows)
  );
}

/**
 * By how much constants fitted to few rows flatter a formula: the correction that Hurvich and Tsai (1989) give for Akaike's criterion.
 * Of eight rows, five constants count 30 more and three 6; of thirty rows 2.5 and 0.9.
 */
function flattery(constants: number, rows: number): number {
  return (2 * constants * (constants + 1)) / Math.max(1, rows - constants - 1);
}

/** Of a sum or a product of columns, before any column is in it. */
const ofJoin = 2;

/**
 * The size of c₀ + c₁·x₁ + c₂·x₂ …, the commonest form of all: the choice of each column. null for other forms, and for one column, of
 * which more laws are known by name.
 */
function sizeOfSum(expression: Expression): number | null {
  if (expression.kind !== 'sum') return null;
  const columns = expression.terms.filter((term) => !isConstantTerm(term)).map(columnOf);
  const isPlain = columns.length > 1 && !columns.includes(null) && new Set(columns).size === columns.length;
  return isPlain ? ofJoin + columns.length : null;
}

/**
 * The size of c·x₁^p₁·x₂^p₂ …, the commonest form after sums of columns: the choice of each column, and its exponent where few laws
 * have one like it. null for other forms, and for one column.
 */
function sizeOfPowers(expression: Expression): number | null {
  if (expression.kind !== 'product') return null;
  const columns = expression.factors.filter((factor) => !isConstantTerm(factor)).map(columnOfPower);
  const isPlain = columns.length > 1 && !columns.includes(null) && new Set(columns).size === columns.length;
  return isPlain ? ofJoin + columns.length + rareExponents(expression) : null;
}

/** The column of a power such as x^1.7; null for other factors. */
function columnOfPower(factor: Expression): string | null {
  const base = factor.kind === 'power' && factor.exponent.kind === 'number' ? factor.base : factor;
  return base.kind === 'variable' ? base.name : null;
}

const isConstantTerm = ({ kind }: Expression): boolean => kind === 'number';

/** The column of a term such as 3·x; null for other terms. */
function columnOf(term: Expression): string | null {
  if (term.kind === 'variable') return term.name;
  if (term.kind !== 'product') return null;
  const others = term.factors.filter(({ kind }) => kind !== 'number');
  const [only] = others;
  return others.length === 1 && only.kind === 'variable' ? only.name : null;
}

/** An exponent up to this size is common in laws of nature. */
const common = 4;
/** The same for x + a with a fitted a: in others, as (T + 116)^10.5, it imitates an exponential, and each doubling costs so much. */
const commonOfShifted = { size: 2, doubling: 2 };

/**
 * The law that a changed formula still is: as many variables and powers stand in it as before. Hill's equation without its power
 * is another law.
 */
export function stillNamed(
  named: NamedForm | undefined,
  before: Expression,
  after: Expression,
): NamedForm | undefined {
  const isSame = variablesIn(after) === variablesIn(before) && powersIn(after) === powersIn(before);
  return isSame ? named : undefined;
}

/** How often variables stand in a formula. */
function variablesIn(expression: Expression): number {
  return [...nodes(expression)].filter(({ kind }) => kind === 'variable').length;
}

/** How many powers stand in a formula, without reciprocals. */
function powersIn(expression: Expression): number {
  const isPower = (node: Expression): boolean =>
    node.kind === 'power' && !(node.exponent.kind === 'number' && Math.abs(node.exponent.value) === 1);
  return [...nodes(expression)].filter(isPower).length;
}

/** How many units of complexity its exponents cost beyond those of others, since few laws have them; one at several places once. */
export function rareExponents(expression: Expression): number {
  let count = 0;
  const known = new Set<Expression>();
  for (const node of nodes(expression)) {
    if (node.kind !== 'power' || node.exponent.kind !== 'number' || known.has(node.exponent)) continue;
    known.add(node.exponent);
    const { value } = node.exponent;
    if (!Number.isInteger(2 * value)) count++;
    const [most, cost] = isShifted(node.base)
      ? [commonOfShifted.size, commonOfShifted.doubling]
      : [common, 1];
    count += cost * Math.max(0, Math.ceil(Math.log2(Math.abs(value) / most)));
  }
  return count;
}

/** Whether it is a sum with a fitted constant, such as x + 3.7. */
function isShifted(base: Expression): boolean {
  return (
    base.kind === 'sum' && base.terms.some((term) => term.kind === 'number' && !term.exact && isLoose(term))
  );
}
