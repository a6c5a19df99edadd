/** Functions of an edge as people read them: x², √x, 1.02·sin(3.142·x₁) − 0.5; as text and in LaTeX. Pure. */
import { edgeExpression, symbolicEdge } from '../../shared/expression/edgeFunction.ts';
import { printExpression } from '../../shared/expression/print/print.ts';
import { applyRules } from '../../shared/expression/simplify/simplify.ts';
import { variable } from '../../shared/expression/tree.ts';

/** a, b, c, d of c·f(a·x + b) + d. */
export type Affine = readonly [a: number, b: number, c: number, d: number];

/** A number smaller than this, next to numbers of ordinary size, is a rounding error and is not written. */
const NOTHING = 1e-10;
const DIGITS = 4;

const labels = new Map<string, string>();

/** A function of the library, or an expression in x: `sin x`. */
export function functionLabel(fn: string): string {
  let label = labels.get(fn);
  if (label === undefined) {
    label = inX(fn, 'symbols').replace(/^([a-z]+)\(x\)$/, '$1 x');
    labels.set(fn, label);
  }
  return label;
}

/** The same in LaTeX. */
export function functionLatex(fn: string): string {
  return inX(fn, 'latex').replace(/^(\\(?:operatorname\{\w+\}|[a-z]+))\\left\(x\\right\)$/, '$1 x');
}

/** c·f(a·x + b) + d in numbers, with what is zero or one left out. @param name of the argument, as it is written */
export function formulaText(fn: string, affine: Affine, name: string): string {
  return inNumbers(fn, affine, name, 'symbols');
}

/** The same in LaTeX. */
export function formulaLatex(fn: string, affine: Affine, name: string): string {
  return inNumbers(fn, affine, name, 'latex');
}

type Notation = 'symbols' | 'latex';

function inX(fn: string, notation: Notation): string {
  return printExpression(edgeExpression(fn, variable('x')), notation).code;
}

function inNumbers(fn: string, affine: Affine, name: string, notation: Notation): string {
  const numbers = affine.map((value) => (Math.abs(value) < NOTHING ? 0 : value));
  const expression = applyRules(symbolicEdge(fn, numbers, variable('u')), {});
  return printExpression(expression, notation, { digits: DIGITS, names: { u: name } }).code;
}
