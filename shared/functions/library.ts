/**
 * The functions an edge may be set to, with their derivatives and pykan's complexities. A value outside a function's
 * domain is NaN and one at a pole is infinite: an optimiser rejects such a point instead of learning from a number the
 * printed formula would not give. A derivative that is not finite where the value is (√x at 0) counts as 0.
 */
import { userError } from '../errors.ts';

export interface EdgeFunction {
  readonly name: string;
  /** pykan's complexity: the higher, the better its fit must be to be preferred. */
  readonly complexity: number;
  readonly value: (x: number) => number;
  readonly derivative: (x: number) => number;
}

function define(
  name: string,
  complexity: number,
  value: (x: number) => number,
  derivative: (x: number) => number,
): EdgeFunction {
  const guarded = (x: number): number => {
    const slope = derivative(x);
    return Number.isFinite(slope) || !Number.isFinite(value(x)) ? slope : 0;
  };
  return { name, complexity, value, derivative: guarded };
}

const squareRoot = [(x: number) => Math.sqrt(x), (x: number) => 0.5 / Math.sqrt(x)] as const;
const inverseRoot = [(x: number) => 1 / Math.sqrt(x), (x: number) => -0.5 / (x * Math.sqrt(x))] as const;

/** In pykan's order. `sqrt` and `x^0.5`, `1/sqrt(x)` and `1/x^0.5` are two names for one function. */
export const edgeFunctions: readonly EdgeFunction[] = [
  define(
    '0',
    0,
    () => 0,
    () => 0,
  ),
  define(
    'x',
    1,
    (x) => x,
    () => 1,
  ),
  define(
    'x^2',
    2,
    (x) => x * x,
    (x) => 2 * x,
  ),
  define(
    'x^3',
    3,
    (x) => x * x * x,
    (x) => 3 * x * x,
  ),
  define(
    'x^4',
    3,
    (x) => (x * x) ** 2,
    (x) => 4 * x * x * x,
  ),
  define(
    'x^5',
    3,
    (x) => x * (x * x) ** 2,
    (x) => 5 * (x * x) ** 2,
  ),
  define(
    '1/x',
    2,
    (x) => 1 / x,
    (x) => -1 / (x * x),
  ),
  define(
    '1/x^2',
    2,
    (x) => 1 / (x * x),
    (x) => -2 / (x * x * x),
  ),
  define(
    '1/x^3',
    3,
    (x) => 1 / (x * x * x),
    (x) => -3 / (x * x) ** 2,
  ),
  define(
    '1/x^4',
    4,
    (x) => 1 / (x * x) ** 2,
    (x) => -4 / (x * (x * x) ** 2),
  ),
  define(
    '1/x^5',
    5,
    (x) => 1 / (x * (x * x) ** 2),
    (x) => -5 / (x * x) ** 3,
  ),
  define('sqrt', 2, ...squareRoot),
  define('x^0.5', 2, ...squareRoot),
  define(
    'x^1.5',
    4,
    (x) => x * Math.sqrt(x),
    (x) => 1.5 * Math.sqrt(x),
  ),
  define('1/sqrt(x)', 2, ...inverseRoot),
  define('1/x^0.5', 2, ...inverseRoot),
  define('exp', 2, Math.exp, Math.exp),
  define('log', 2, Math.log, (x) => (x > 0 ? 1 / x : NaN)),
  define('abs', 3, Math.abs, Math.sign),
  define('sin', 2, Math.sin, Math.cos),
  define('cos', 2, Math.cos, (x) => -Math.sin(x)),
  define('tan', 3, Math.tan, (x) => 1 / Math.cos(x) ** 2),
  define('tanh', 3, Math.tanh, (x) => 1 / Math.cosh(x) ** 2),
  define('sgn', 3, Math.sign, () => 0),
  define('arcsin', 4, Math.asin, (x) => 1 / Math.sqrt(1 - x * x)),
  define('arccos', 4, Math.acos, (x) => -1 / Math.sqrt(1 - x * x)),
  define('arctan', 4, Math.atan, (x) => 1 / (1 + x * x)),
  define('arctanh', 4, Math.atanh, (x) => (Math.abs(x) <= 1 ? 1 / (1 - x * x) : NaN)),
  define(
    'gaussian',
    3,
    (x) => Math.exp(-x * x),
    (x) => -2 * x * Math.exp(-x * x),
  ),
];

const byName = new Map(edgeFunctions.map((fn) => [fn.name, fn]));

/** @throws KanError `function.unknown` where the library has no such function. */
export function edgeFunction(name: string): EdgeFunction {
  const found = byName.get(name);
  if (found) return found;
  throw userError(
    'function.unknown',
    `There is no function named “${name}”.`,
    `Known are: ${[...byName.keys()].join(', ')}.`,
  );
}
