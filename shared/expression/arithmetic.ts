/**
 * Arithmetic of constants: values are computed, independent standard errors add in quadrature, closed forms are kept in
 * products.
 */
import { exactNumber, exactValue, number, type ExactForm, type NumberNode } from './tree.ts';

/** Null when the result is not finite. */
type Folded = NumberNode | null;

function folded(value: number, error: number | null): Folded {
  return Number.isFinite(value)
    ? number(value, error !== null && Number.isFinite(error) ? error : null)
    : null;
}

/** √(e₁² + e₂²), where a constant without an error is exact. */
function quadrature(left: number | null, right: number | null): number | null {
  return left === null && right === null ? null : Math.hypot(left ?? 0, right ?? 0);
}

/** The sum of two constants; null where it is not finite. */
export function addNumbers(left: NumberNode, right: NumberNode): Folded {
  if (right.value === 0 && right.error === null) return left;
  if (left.value === 0 && left.error === null) return right;
  return folded(left.value + right.value, quadrature(left.error, right.error));
}

/** The product of two constants; null where it is not finite. */
export function multiplyNumbers(left: NumberNode, right: NumberNode): Folded {
  if (right.value === 1 && right.error === null) return left;
  if (left.value === 1 && left.error === null) return right;
  const exact = multiplyExact(left, right);
  if (exact) return exactNumber(exact);
  return folded(
    left.value * right.value,
    quadrature(
      left.error === null ? null : left.error * Math.abs(right.value),
      right.error === null ? null : right.error * Math.abs(left.value),
    ),
  );
}

/** value^exponent; the error of the exponent is not included. */
export function raiseNumber(base: NumberNode, exponent: number): Folded {
  const value = Math.pow(base.value, exponent);
  const slope = exponent * Math.pow(base.value, exponent - 1);
  return folded(value, base.error === null ? null : Math.abs(slope) * base.error);
}

/** f(value) with its error, from the slope of f at the value. */
export function mapNumber(argument: NumberNode, value: number, slope: number): Folded {
  return folded(value, argument.error === null ? null : Math.abs(slope) * argument.error);
}

/** Small integers count as exact next to a closed form. */
function formOf({ value, error, exact }: NumberNode): ExactForm | null {
  if (exact) return exact;
  if (error !== null || !Number.isInteger(value) || Math.abs(value) > 1000) return null;
  return { numerator: value, denominator: 1, radicand: 1, constant: null };
}

function multiplyExact(left: NumberNode, right: NumberNode): ExactForm | null {
  if (!left.exact && !right.exact) return null;
  const [a, b] = [formOf(left), formOf(right)];
  if (!a || !b || (a.radicand > 1 && b.radicand > 1) || (a.constant && b.constant)) return null;
  const numerator = a.numerator * b.numerator;
  const denominator = a.denominator * b.denominator;
  const divisor = gcd(Math.abs(numerator), denominator);
  const product: ExactForm = {
    numerator: numerator / divisor,
    denominator: denominator / divisor,
    radicand: a.radicand * b.radicand,
    constant: a.constant ?? b.constant,
  };
  return Math.abs(product.numerator) <= 1000 && product.denominator <= 1000 && exactValue(product) !== 0
    ? product
    : null;
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
