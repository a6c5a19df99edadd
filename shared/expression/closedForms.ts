/** Closed forms that a constant may have: small whole numbers, fractions, multiples of π, e and roots. */
import { exactNumber, exactValue, number, type ExactForm, type NumberNode } from './tree.ts';

interface ClosedForm {
  readonly form: ExactForm;
  /** Above 0. */
  readonly value: number;
  /** Approximate number of bits to write it: 0 for 1, 1 for 2, ½ and π, 5.2 for √3/3. */
  readonly bits: number;
}

/** From the simplest on. */
const forms: readonly ClosedForm[] = closedForms();

function closedForms(): ClosedForm[] {
  const found = new Map<number, ClosedForm>();
  const offer = (
    numerator: number,
    denominator: number,
    radicand: number,
    constant: ExactForm['constant'],
  ): void => {
    const form: ExactForm = { numerator, denominator, radicand, constant };
    const value = exactValue(form);
    const root = radicand === 1 ? 0 : 2 + Math.log2(radicand);
    const unit = constant === null ? 0 : constant === 'pi' ? 1 : 2;
    const bits = Math.log2(numerator) + Math.log2(denominator) + root + unit;
    if (!found.has(value)) found.set(value, { form, value, bits });
  };
  const small = (limit: number): number[] => Array.from({ length: limit }, (_, i) => i + 1);
  for (const denominator of [1, 2, 3, 4, 5, 6, 8, 10]) {
    for (const numerator of small(20)) {
      if (coprime(numerator, denominator)) offer(numerator, denominator, 1, null);
    }
  }
  for (const denominator of [1, 2, 3, 4, 6]) {
    for (const numerator of small(8)) {
      if (coprime(numerator, denominator)) offer(numerator, denominator, 1, 'pi');
    }
  }
  for (const denominator of [1, 2]) offer(1, denominator, 1, 'e');
  for (const radicand of [2, 3, 5]) {
    for (const denominator of [1, 2, 3]) offer(1, denominator, radicand, null);
  }
  return [...found.values()].sort((one, other) => one.bits - other.bits);
}

function coprime(a: number, b: number): boolean {
  return b === 0 ? a === 1 : coprime(b, a % b);
}

/** Half the width of a 95 % confidence interval, in standard errors. */
const confidence = 2;
/** A closed form is accepted where fewer than one random number in twenty has an equally simple form equally near. */
const mostByChance = 0.05;
/** Relative error of a constant that is exact except for rounding. */
const rounding = 5e-9;

/**
 * The closed forms that a fitted constant may be written as, the simplest first: those in its 95 % confidence interval
 * that are unlikely to be there by chance. Count the forms, at most as complex as this one, between half and double the
 * value; by chance, an interval of this width contains `count · width of the interval / range` of them. A form is
 * accepted where that is below 0.05. So 0.5773 ± 0.002 is not √3/3, since many numbers lie as near to a form of that
 * complexity, but 0.501 ± 0.002 is ½. 0 comes first where it lies within three standard errors.
 * @param error its standard error; 0 or null where the constant is exact except for rounding.
 */
export function closedFormsFor(value: number, error: number | null): NumberNode[] {
  const size = Math.abs(value);
  const uncertain = Math.max(error ?? 0, rounding * Math.max(size, 1e-3));
  const nearby = forms.filter((form) => form.value >= size / 2 && form.value <= 2 * size);
  const told = nearby.filter((form) => {
    if (Math.abs(form.value - size) > confidence * uncertain) return false;
    const asSimple = nearby.filter(({ bits }) => bits <= form.bits + 1e-9).length;
    return (asSimple * 2 * confidence * uncertain) / (1.5 * size) < mostByChance;
  });
  const zero = size <= 3 * uncertain ? [number(0)] : [];
  return [...zero, ...told.map(({ form }) => signed(form, value < 0))];
}

function signed(form: ExactForm, negative: boolean): NumberNode {
  const numerator = negative ? -form.numerator : form.numerator;
  const whole = form.denominator === 1 && form.radicand === 1 && form.constant === null;
  return whole ? number(numerator) : exactNumber({ ...form, numerator });
}
