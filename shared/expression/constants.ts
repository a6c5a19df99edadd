/** The constants of a formula: finding, replacing and rounding them, and recognising closed forms. */
import { differentiate } from './differentiate.ts';
import { substitute } from './substitute.ts';
import {
  exactNumber,
  exactValue,
  number,
  operands,
  variable,
  withOperands,
  type ExactForm,
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

/** The same formula with other constants (or expressions: variables, to differentiate by them) in their places. */
export function replaceConstants(expression: Expression, replacements: readonly Expression[]): Expression {
  let next = 0;
  return mapConstants(expression, null, () => replacements[next++]);
}

/**
 * The derivative of the formula by each of its constants, in the order of {@link constantsOf}: the columns of the
 * Jacobian from which a fit of the constants and their standard errors are made.
 */
export function gradientByConstants(expression: Expression): Expression[] {
  const constants = constantsOf(expression);
  // A name that no column of a file has.
  const names = constants.map((_, index) => `\0${index}`);
  const named = replaceConstants(expression, names.map(variable));
  const values = Object.fromEntries(names.map((name, index) => [name, constants[index]]));
  return names.map((name) => substitute(differentiate(named, name), values));
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

/** Every constant to that many significant digits. */
export function roundConstants(expression: Expression, digits: number): Expression {
  return mapConstants(expression, null, ({ value, error }) =>
    number(Number(value.toPrecision(digits)), error),
  );
}

/**
 * Every constant with a standard error to the place of the error's second significant digit (its first, where that is
 * 3 or more): 2.30071 ± 0.0123 becomes 2.301, 2.30071 ± 0.05 becomes 2.3. The leading digit stays, however large the
 * error is: as a factor, 0 would be another formula. Constants without an error stay.
 * @param extra digits to keep beyond that place.
 */
export function roundByError(expression: Expression, extra = 0): Expression {
  return mapConstants(expression, null, (constant) => {
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

/** Closed forms from the simplest on: small whole numbers, fractions, multiples of π, e and roots. */
const forms: readonly { readonly form: ExactForm; readonly value: number }[] = closedForms();

function closedForms(): { form: ExactForm; value: number }[] {
  const found = new Map<number, ExactForm>();
  const offer = (
    numerator: number,
    denominator: number,
    radicand: number,
    constant: ExactForm['constant'],
  ) => {
    const form: ExactForm = { numerator, denominator, radicand, constant };
    const value = exactValue(form);
    if (!found.has(value)) found.set(value, form);
  };
  const small = (limit: number): number[] => Array.from({ length: limit }, (_, i) => i + 1);
  for (const whole of small(20)) offer(whole, 1, 1, null);
  for (const denominator of [2, 3, 4, 5, 6, 8, 10]) {
    for (const numerator of small(20))
      if (coprime(numerator, denominator)) offer(numerator, denominator, 1, null);
  }
  for (const denominator of [1, 2, 3, 4, 6]) {
    for (const numerator of small(8))
      if (coprime(numerator, denominator)) offer(numerator, denominator, 1, 'pi');
  }
  for (const denominator of [1, 2]) offer(1, denominator, 1, 'e');
  for (const radicand of [2, 3, 5])
    for (const denominator of [1, 2, 3]) offer(1, denominator, radicand, null);
  return [...found].map(([value, form]) => ({ value, form }));
}

function coprime(a: number, b: number): boolean {
  return b === 0 ? a === 1 : coprime(b, a % b);
}

/** The closed forms within `tolerance` of a value, simplest first. */
export function closedFormsNear(value: number, tolerance: number): NumberNode[] {
  const size = Math.abs(value);
  const near = forms
    .filter((candidate) => Math.abs(candidate.value - size) <= tolerance)
    .map(({ form }) => {
      const signed = { ...form, numerator: value < 0 ? -form.numerator : form.numerator };
      const whole = form.denominator === 1 && form.radicand === 1 && form.constant === null;
      return whole ? number(signed.numerator) : exactNumber(signed);
    });
  return size <= tolerance ? [number(0), ...near] : near;
}

export interface RecogniseOptions {
  /** How far a closed form may lie from a constant: in standard errors where there are any, else relative. */
  readonly standardErrors?: number;
  readonly relative?: number;
  /** Whether a formula with one more closed form is still good enough; the caller decides by the data. */
  readonly accept: (candidate: Expression) => boolean;
}

/**
 * Puts closed forms (0, 3, −½, π/2, √2…) in the place of constants, one after the other, wherever one lies near enough
 * and the caller accepts the formula that results.
 */
export function recogniseConstants(
  expression: Expression,
  { standardErrors = 2, relative = 1e-6, accept }: RecogniseOptions,
): Expression {
  let current = expression;
  // From the last on, so that a constant made structure does not move those still to come.
  for (let index = constantsOf(expression).length - 1; index >= 0; index--) {
    const constants = constantsOf(current);
    const { value, error } = constants[index];
    const tolerance = error === null ? relative * Math.abs(value) : standardErrors * error;
    for (const form of closedFormsNear(value, tolerance)) {
      const candidate = replaceConstants(current, constants.with(index, form));
      if (!accept(candidate)) continue;
      current = candidate;
      break;
    }
  }
  return current;
}
