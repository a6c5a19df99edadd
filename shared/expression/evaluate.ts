/** Values of an expression, for one point and for whole columns. */
import { elementaryFunctions } from '../functions/functions.ts';
import type { Expression } from './tree.ts';

/** base^exponent as in formulas: NaN for a negative base under a fractional exponent. */
export function powerValue(base: number, exponent: number): number {
  switch (exponent) {
    case 2:
      return base * base;
    case 3:
      return base * base * base;
    case -1:
      return 1 / base;
    case 0.5:
      return Math.sqrt(base);
    case -0.5:
      return 1 / Math.sqrt(base);
    default:
      return Math.pow(base, exponent);
  }
}

/**
 * The value at one point. Outside the domain it is NaN, at a pole infinite.
 * @throws RangeError when the point lacks a variable.
 */
export function evaluate(expression: Expression, point: Readonly<Record<string, number>>): number {
  switch (expression.kind) {
    case 'number':
      return expression.value;
    case 'variable': {
      if (!Object.hasOwn(point, expression.name)) throw missing(expression.name);
      return point[expression.name];
    }
    case 'sum':
      return expression.terms.reduce((total, term) => total + evaluate(term, point), 0);
    case 'product':
      return expression.factors.reduce((total, factor) => total * evaluate(factor, point), 1);
    case 'power':
      return powerValue(evaluate(expression.base, point), evaluate(expression.exponent, point));
    case 'call':
      return elementaryFunctions[expression.fn].value(evaluate(expression.argument, point));
  }
}

function missing(name: string): RangeError {
  return new RangeError(`No value for the variable “${name}”.`);
}

/** Evaluates whole columns, one per variable in the order given to {@link compile}; writes `out` and returns it. */
export type ColumnFunction = (
  columns: readonly ArrayLike<number>[],
  rows: number,
  out?: Float64Array,
) => Float64Array;

/** Rows are computed in blocks of this size, so that intermediate values stay in the fastest cache. */
const blockSize = 512;

/**
 * Room for the values of a block, by the depth of a part in its expression. An evaluation ends before another begins, so that all
 * expressions share it: to compile one, as a search does many thousand times, takes no memory of this size.
 */
const shared: Float64Array[] = [];

function roomAt(depth: number): Float64Array {
  return (shared[depth] ??= new Float64Array(blockSize));
}

/** Writes the values of rows start … start + count into `out`. */
type Block = (columns: readonly ArrayLike<number>[], start: number, count: number, out: Float64Array) => void;

/**
 * The expression as a function of columns, built of closures (no code is generated).
 * @param variables the meaning of the columns, in order.
 * @throws RangeError when the expression has another variable.
 */
export function compile(expression: Expression, variables: readonly string[]): ColumnFunction {
  const block = compileBlock(expression, variables, 1);
  const buffer = roomAt(0);
  return (columns, rows, out = new Float64Array(rows)) => {
    for (let start = 0; start < rows; start += blockSize) {
      const count = Math.min(blockSize, rows - start);
      block(columns, start, count, buffer);
      out.set(count === blockSize ? buffer : buffer.subarray(0, count), start);
    }
    return out;
  };
}

/** The expression as a function of one number, for curves; `name` is its only variable. */
export function compileScalar(expression: Expression, name: string): (x: number) => number {
  switch (expression.kind) {
    case 'number': {
      const { value } = expression;
      return () => value;
    }
    case 'variable':
      if (expression.name !== name) throw missing(expression.name);
      return (x) => x;
    case 'sum':
      return expression.terms
        .map((term) => compileScalar(term, name))
        .reduce((left, right) => (x) => left(x) + right(x));
    case 'product':
      return expression.factors
        .map((factor) => compileScalar(factor, name))
        .reduce((left, right) => (x) => left(x) * right(x));
    case 'power': {
      const base = compileScalar(expression.base, name);
      if (expression.exponent.kind === 'number') {
        const exponent = expression.exponent.value;
        return (x) => powerValue(base(x), exponent);
      }
      const exponent = compileScalar(expression.exponent, name);
      return (x) => powerValue(base(x), exponent(x));
    }
    case 'call': {
      const { value } = elementaryFunctions[expression.fn];
      const argument = compileScalar(expression.argument, name);
      return (x) => value(argument(x));
    }
  }
}

/** @param depth the first whose room is free. */
function compileBlock(expression: Expression, variables: readonly string[], depth: number): Block {
  switch (expression.kind) {
    case 'number': {
      const { value } = expression;
      return (_columns, _start, count, out) => void out.fill(value, 0, count);
    }
    case 'variable': {
      const column = variables.indexOf(expression.name);
      if (column < 0) throw missing(expression.name);
      return (columns, start, count, out) => {
        const values = columns[column];
        for (let i = 0; i < count; i++) out[i] = values[start + i];
      };
    }
    case 'sum':
      return combine(expression.terms, variables, depth, 0, (out, value, count) => {
        for (let i = 0; i < count; i++) out[i] += value[i];
      });
    case 'product':
      return combine(expression.factors, variables, depth, 1, (out, value, count) => {
        for (let i = 0; i < count; i++) out[i] *= value[i];
      });
    case 'power': {
      const base = compileBlock(expression.base, variables, depth);
      if (expression.exponent.kind === 'number') {
        const exponent = expression.exponent.value;
        return (columns, start, count, out) => {
          base(columns, start, count, out);
          for (let i = 0; i < count; i++) out[i] = powerValue(out[i], exponent);
        };
      }
      const exponent = compileBlock(expression.exponent, variables, depth + 1);
      const exponents = roomAt(depth);
      return (columns, start, count, out) => {
        base(columns, start, count, out);
        exponent(columns, start, count, exponents);
        for (let i = 0; i < count; i++) out[i] = powerValue(out[i], exponents[i]);
      };
    }
    case 'call': {
      const { value } = elementaryFunctions[expression.fn];
      const argument = compileBlock(expression.argument, variables, depth);
      return (columns, start, count, out) => {
        argument(columns, start, count, out);
        for (let i = 0; i < count; i++) out[i] = value(out[i]);
      };
    }
  }
}

function combine(
  operands: readonly Expression[],
  variables: readonly string[],
  depth: number,
  neutral: number,
  join: (out: Float64Array, value: Float64Array, count: number) => void,
): Block {
  const blocks = operands.map((operand) => compileBlock(operand, variables, depth + 1));
  const value = roomAt(depth);
  return (columns, start, count, out) => {
    out.fill(neutral, 0, count);
    for (const block of blocks) {
      block(columns, start, count, value);
      join(out, value, count);
    }
  };
}
