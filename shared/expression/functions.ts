/** The elementary functions of one variable that may stand in a formula, and what a person may call them. */
import { edgeFunction } from '../functions/library.ts';
import {
  add,
  call,
  divide,
  multiply,
  negate,
  number,
  power,
  squareRoot,
  subtract,
  type Expression,
  type FunctionName,
} from './tree.ts';

export interface ElementaryFunction {
  readonly value: (u: number) => number;
  /** f′(u) as an expression. */
  readonly derivative: (u: Expression) => Expression;
  readonly parity: 'even' | 'odd' | 'none';
  /** pykan's, where pykan has the function. */
  readonly complexity: number;
}

type Parity = ElementaryFunction['parity'];
type Slope = ElementaryFunction['derivative'];

/** A function of the edge library. */
function shared(name: FunctionName, parity: Parity, derivative: Slope): ElementaryFunction {
  const { value, complexity } = edgeFunction(name);
  return { value, derivative, parity, complexity };
}

const square = (u: Expression) => power(u, 2);
const reciprocal = (u: Expression) => power(u, -1);
const one = number(1);

/** All of them by name. */
export const elementary: Readonly<Record<FunctionName, ElementaryFunction>> = {
  sin: shared('sin', 'odd', (u) => call('cos', u)),
  cos: shared('cos', 'even', (u) => negate(call('sin', u))),
  tan: shared('tan', 'odd', (u) => add(one, square(call('tan', u)))),
  arcsin: shared('arcsin', 'odd', (u) => reciprocal(squareRoot(subtract(one, square(u))))),
  arccos: shared('arccos', 'none', (u) => negate(reciprocal(squareRoot(subtract(one, square(u)))))),
  arctan: shared('arctan', 'odd', (u) => reciprocal(add(one, square(u)))),
  sinh: { value: Math.sinh, parity: 'odd', complexity: 3, derivative: (u) => call('cosh', u) },
  cosh: { value: Math.cosh, parity: 'even', complexity: 3, derivative: (u) => call('sinh', u) },
  tanh: shared('tanh', 'odd', (u) => subtract(one, square(call('tanh', u)))),
  arctanh: shared('arctanh', 'odd', (u) => reciprocal(subtract(one, square(u)))),
  exp: shared('exp', 'none', (u) => call('exp', u)),
  log: shared('log', 'none', reciprocal),
  abs: shared('abs', 'even', (u) => call('sgn', u)),
  sgn: shared('sgn', 'odd', () => number(0)),
};

const elementaryNames = Object.keys(elementary) as FunctionName[];

const typed = new Map<string, (u: Expression) => Expression>([
  ...elementaryNames.map((name) => [name, (u: Expression) => call(name, u)] as const),
  ['asin', (u) => call('arcsin', u)],
  ['acos', (u) => call('arccos', u)],
  ['atan', (u) => call('arctan', u)],
  ['atanh', (u) => call('arctanh', u)],
  ['ln', (u) => call('log', u)],
  ['sign', (u) => call('sgn', u)],
  ['sqrt', squareRoot],
  ['cbrt', (u) => multiply(call('sgn', u), power(call('abs', u), number(1 / 3)))],
  ['gaussian', (u) => call('exp', negate(square(u)))],
  ['log10', (u) => divide(call('log', u), number(Math.LN10))],
  ['log2', (u) => divide(call('log', u), number(Math.LN2))],
]);

/** Every name of a function that a person may type. */
export const typedFunctions: readonly string[] = [...typed.keys()];

/** The function of that name applied; null where there is none (case counts). */
export function applyByName(name: string, argument: Expression): Expression | null {
  return typed.get(name)?.(argument) ?? null;
}
