/** Functions of an edge as people write them: x², √x, 1.02·sin(3.142·x₁) − 0.5. Pure. */
import { formatNumber, superscript } from '../ui/format.ts';

/** a, b, c, d of c·f(a·x + b) + d. */
export type Affine = readonly [a: number, b: number, c: number, d: number];

/** Less than this beside numbers of ordinary size is rounding, and not written. */
export const NOTHING = 1e-10;
const DIGITS = 4;

/** A function of the library, or an expression in x, with x as its argument. */
export function functionLabel(fn: string): string {
  return withArgument(fn, 'x', false);
}

/** c·f(a·x + b) + d in numbers, with what is zero or one left out. @param name of the argument */
export function formulaText(fn: string, [a, b, c, d]: Affine, name: string): string {
  if (fn === '0') return number(d);
  if (fn === 'x') return sumText(scaled(c * a, name), c * b + d);
  const inner = sumText(scaled(a, name), b);
  const isName = inner === name;
  const body = withArgument(fn, inner, !isName);
  const isSum = /[+−-]/.test(stripped(body));
  return sumText(scaled(c, body, isSum), d);
}

function withArgument(fn: string, inner: string, compound: boolean): string {
  const group = compound ? `(${inner})` : inner;
  const power = /^x\^(\d+)$/.exec(fn);
  if (power) return `${group}${superscript(Number(power[1]))}`;
  const inverse = /^1\/x(?:\^(\d+))?$/.exec(fn);
  if (inverse) return `1/${group}${inverse[1] ? superscript(Number(inverse[1])) : ''}`;
  switch (fn) {
    case '0':
      return '0';
    case 'x':
      return inner;
    case 'sqrt':
    case 'x^0.5':
      return `√${group}`;
    case '1/sqrt(x)':
    case '1/x^0.5':
      return `1/√${group}`;
    case 'x^1.5':
      return compound ? `(${inner})^1.5` : `${inner}·√${inner}`;
    case 'abs':
      return `|${inner}|`;
    case 'gaussian':
      return `exp(−${group}²)`;
  }
  if (/^[a-z]+$/i.test(fn)) return compound ? `${fn}(${inner})` : `${fn} ${inner}`;
  return fn.replace(/(?<![\w.])x(?![\w.])/g, () => group);
}

function scaled(factor: number, body: string, group = false): string {
  const text = number(factor);
  const grouped = group ? `(${body})` : body;
  if (text === '1') return body;
  if (text === '−1') return `−${grouped}`;
  return `${text}·${grouped}`;
}

function sumText(first: string, constant: number): string {
  if (Math.abs(constant) < NOTHING) return first;
  return constant < 0 ? `${first} − ${number(-constant)}` : `${first} + ${number(constant)}`;
}

function number(value: number): string {
  return Math.abs(value) < NOTHING ? '0' : formatNumber(value, DIGITS);
}

/** The text without what is inside brackets, and without its own sign. */
function stripped(text: string): string {
  const less = text.replace(/\([^()]*\)/g, '');
  return less === text ? text.replace(/^[−-]/, '') : stripped(less);
}
