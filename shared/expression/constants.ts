/** The constants of a formula: finding, replacing and rounding them. */
import { differentiate } from './differentiate.ts';
import { substitute } from './substitute.ts';
import {
  isStructure,
  number,
  operands,
  variable,
  withOperands,
  type Expression,
  type NumberNode,
} from './tree.ts';

/** Whole exponents, bare signs and closed forms are structure; every other number is a constant. */
function isConstant(node: Expression, parent: Expression | null): node is NumberNode {
  if (node.kind !== 'number' || node.exact) return false;
  if (parent?.kind === 'power' && parent.exponent === node) return !Number.isInteger(2 * node.value);
  return !(parent?.kind === 'product' && node.value === -1 && node.error === null);
}

/** The constants in the order in which {@link replaceConstants} takes them. */
export function constantsOf(expression: Expression): NumberNode[] {
  const found: NumberNode[] = [];
  mapConstants(expression, null, (constant) => {
    found.push(constant);
    return constant;
  });
  return found;
}

const smallWhole = 20;

/** Small whole numbers count as structure once constants have been recognised. */
export const isLoose = ({ value }: NumberNode): boolean =>
  !(Number.isInteger(value) && Math.abs(value) <= smallWhole);

/**
 * Each constant with its places in {@link constantsOf}. A constant stands at several places where these hold the same node,
 * as in a part of a formula that occurs twice; a small whole number is another constant at each place.
 */
export function distinctConstants(
  expression: Expression,
): readonly { readonly constant: NumberNode; readonly places: readonly number[] }[] {
  const found = new Map<NumberNode | number, { readonly constant: NumberNode; readonly places: number[] }>();
  constantsOf(expression).forEach((constant, place) => {
    const key = isLoose(constant) ? constant : place;
    const known = found.get(key);
    if (known === undefined) found.set(key, { constant, places: [place] });
    else known.places.push(place);
  });
  return [...found.values()];
}

/**
 * The same formula with its constants replaced by others (or by expressions, for example variables, to differentiate by
 * them).
 */
export function replaceConstants(expression: Expression, replacements: readonly Expression[]): Expression {
  let next = 0;
  return mapConstants(expression, null, () => replacements[next++]);
}

/** The same formula with another expression for one constant, at all of its places ({@link distinctConstants}). */
export function withConstant(expression: Expression, place: number, replacement: Expression): Expression {
  const constants = constantsOf(expression);
  const same = distinctConstants(expression).find(({ places }) => places.includes(place))!.places;
  return replaceConstants(
    expression,
    constants.map((constant, at) => (same.includes(at) ? replacement : constant)),
  );
}

/**
 * The derivative of the formula by each of its constants, in the order of {@link constantsOf}: the columns of the
 * Jacobian that a fit of the constants and their standard errors use.
 */
export function gradientByConstants(expression: Expression): Expression[] {
  const constants = constantsOf(expression);
  // A name that no column of a file can have.
  const names = constants.map((_, index) => `\0${index}`);
  const named = replaceConstants(expression, names.map(variable));
  const values = Object.fromEntries(names.map((name, index) => [name, constants[index]]));
  return names.map((name) => substitute(differentiate(named, name), values));
}

/**
 * The formula with plain numbers in place of closed forms, so that {@link constantsOf} finds these too.
 * @returns also the text of each of those constants as it was written.
 */
export function withPlainNumbers(expression: Expression): {
  readonly plain: Expression;
  readonly written: readonly NumberNode[];
} {
  const written: NumberNode[] = [];
  const plainOf = new Map<NumberNode, NumberNode>();
  const made = (node: Expression, parent: Expression | null): Expression => {
    if (node.kind === 'number') {
      const inExponent = parent?.kind === 'power' && parent.exponent === node;
      const structure = (inExponent && Number.isInteger(2 * node.value)) || isStructure(node);
      if (node.exact !== null ? !structure : isConstant(node, parent)) written.push(node);
      if (node.exact === null || isStructure(node)) return node;
      const known = plainOf.get(node) ?? number(node.value);
      plainOf.set(node, known);
      return known;
    }
    return withOperands(
      node,
      operands(node).map((operand) => made(operand, node)),
    );
  };
  return { plain: made(expression, null), written };
}

function mapConstants(
  node: Expression,
  parent: Expression | null,
  replace: (constant: NumberNode) => Expression,
): Expression {
  if (isConstant(node, parent)) return replace(node);
  return withOperands(
    node,
    operands(node).map((operand) => mapConstants(operand, node, replace)),
  );
}

/** The formula with other constants; one that stands at several places stays one constant. */
function withEach(expression: Expression, changed: (constant: NumberNode) => NumberNode): Expression {
  const known = new Map<NumberNode, NumberNode>();
  return mapConstants(expression, null, (constant) => {
    const next = known.get(constant) ?? changed(constant);
    known.set(constant, next);
    return next;
  });
}

/** Rounds every constant to that many significant digits. */
export function roundConstants(expression: Expression, digits: number): Expression {
  return withEach(expression, ({ value, error }) => number(Number(value.toPrecision(digits)), error));
}

/** Rounds the constants without a standard error to that many significant digits, where others have one. */
export function roundUntold(expression: Expression, digits: number): Expression {
  if (constantsOf(expression).every(({ error }) => error === null)) return expression;
  return withEach(expression, (constant) =>
    constant.error === null ? number(Number(constant.value.toPrecision(digits))) : constant,
  );
}

/** A constant within so many significant digits of a decimal with fewer was this decimal. */
const kept = 14;
const fewer = 12;

/** Constants of at most twelve digits without the rounding errors of arithmetic: 3.0289999999999995 is 3.029. */
export function withoutRoundingErrors(expression: Expression): Expression {
  return withEach(expression, (constant) => {
    const short = Number(constant.value.toPrecision(fewer));
    const isShort = constant.exact === null && Number(constant.value.toPrecision(kept)) === short;
    return isShort ? number(short, constant.error) : constant;
  });
}

/**
 * Rounds every constant with a standard error to the place of the error's second significant digit (its first, where
 * that is 3 or more): 2.30071 ± 0.0123 becomes 2.301, 2.30071 ± 0.05 becomes 2.3. The leading digit is kept, however
 * large the error is: a factor 0 would give another formula. Constants without an error are not changed.
 * @param extra digits to keep beyond that place.
 */
export function roundByError(expression: Expression, extra = 0): Expression {
  return withEach(expression, (constant) => {
    const { value, error } = constant;
    if (error === null || !(error > 0)) return constant;
    const exponent = Math.floor(Math.log10(error));
    const place = error / 10 ** exponent >= 3 ? exponent : exponent - 1;
    const leading = value === 0 ? place : Math.floor(Math.log10(Math.abs(value)));
    return number(roundToPlace(value, Math.min(place, leading) - extra), error);
  });
}

/** To a multiple of 10^place, as the decimal nearest to it. */
function roundToPlace(value: number, place: number): number {
  if (place >= 0) return Math.round(value / 10 ** place) * 10 ** place;
  return place < -100 ? value : Number(value.toFixed(-place));
}
