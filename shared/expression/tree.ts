/**
 * Formulas as immutable trees. Differences and quotients are not kinds of their own: a − b is a + (−1)·b and a/b is
 * a·b^(−1); the square root is the power ½, the gaussian exp(−u²). The printers turn them back into what people write.
 */
import type { FunctionName } from '../functions/functions.ts';

/** A closed form p/q · √radicand · constant of a number, kept beside its value for the printers. */
export interface ExactForm {
  readonly numerator: number;
  readonly denominator: number;
  /** 1 where there is no root. */
  readonly radicand: number;
  readonly constant: 'pi' | 'e' | null;
}

export interface NumberNode {
  readonly kind: 'number';
  /** Always finite. */
  readonly value: number;
  /** Standard error where it is known. */
  readonly error: number | null;
  readonly exact: ExactForm | null;
}

export interface VariableNode {
  readonly kind: 'variable';
  /** Any text: a column's name. */
  readonly name: string;
}

export interface SumNode {
  readonly kind: 'sum';
  readonly terms: readonly Expression[];
}

export interface ProductNode {
  readonly kind: 'product';
  readonly factors: readonly Expression[];
}

export interface PowerNode {
  readonly kind: 'power';
  readonly base: Expression;
  readonly exponent: Expression;
}

export interface CallNode {
  readonly kind: 'call';
  readonly fn: FunctionName;
  readonly argument: Expression;
}

export type Expression = NumberNode | VariableNode | SumNode | ProductNode | PowerNode | CallNode;

/**
 * A constant.
 * @throws RangeError when the value is not finite.
 */
export function number(value: number, error: number | null = null): NumberNode {
  if (!Number.isFinite(value)) throw new RangeError(`A constant must be finite, not ${value}.`);
  return { kind: 'number', value: value === 0 ? 0 : value, error, exact: null };
}

/** A constant that knows its closed form; its value follows from it. */
export function exactNumber(exact: ExactForm): NumberNode {
  return { kind: 'number', value: exactValue(exact), error: null, exact };
}

/** A whole number that is part of the structure, as 1 in 1 + exp(−x): it is neither fitted nor rounded. */
export function structureNumber(value: number): NumberNode {
  return exactNumber({ numerator: value, denominator: 1, radicand: 1, constant: null });
}

/** Whether it is part of the structure: a fitted constant that has a closed form is a plain number, a fraction, or has π, e or a root. */
export function isStructure({ exact }: NumberNode): boolean {
  return exact !== null && exact.denominator === 1 && exact.radicand === 1 && exact.constant === null;
}

/** p/q · √radicand · constant as a number. */
export function exactValue({ numerator, denominator, radicand, constant }: ExactForm): number {
  const unit = constant === 'pi' ? Math.PI : constant === 'e' ? Math.E : 1;
  return (numerator * unit * (radicand === 1 ? 1 : Math.sqrt(radicand))) / denominator;
}

export const pi = exactNumber({ numerator: 1, denominator: 1, radicand: 1, constant: 'pi' });
export const e = exactNumber({ numerator: 1, denominator: 1, radicand: 1, constant: 'e' });

export function variable(name: string): VariableNode {
  return { kind: 'variable', name };
}

/** The sum of the terms; no terms give 0, one gives itself. */
export function sum(terms: readonly Expression[]): Expression {
  if (terms.length === 0) return number(0);
  return terms.length === 1 ? terms[0] : { kind: 'sum', terms };
}

/** The product of the factors; no factors give 1, one gives itself. */
export function product(factors: readonly Expression[]): Expression {
  if (factors.length === 0) return number(1);
  return factors.length === 1 ? factors[0] : { kind: 'product', factors };
}

export function power(base: Expression, exponent: Expression | number): PowerNode {
  return { kind: 'power', base, exponent: typeof exponent === 'number' ? number(exponent) : exponent };
}

export function call(fn: FunctionName, argument: Expression): CallNode {
  return { kind: 'call', fn, argument };
}

export function negate(expression: Expression): Expression {
  return expression.kind === 'number'
    ? number(-expression.value, expression.error)
    : product([number(-1), expression]);
}

export function add(...terms: Expression[]): Expression {
  return sum(terms);
}

export function subtract(left: Expression, right: Expression): Expression {
  return sum([left, negate(right)]);
}

export function multiply(...factors: Expression[]): Expression {
  return product(factors);
}

export function divide(numerator: Expression, denominator: Expression): Expression {
  return product([numerator, power(denominator, -1)]);
}

/** scale·u + offset, as it stands (see `simplify` for folding). */
export function affine(
  scale: number | NumberNode,
  expression: Expression,
  offset: number | NumberNode,
): Expression {
  const node = (value: number | NumberNode) => (typeof value === 'number' ? number(value) : value);
  return sum([product([node(scale), expression]), node(offset)]);
}

/** True where the node is exactly this constant, without an error. */
export function isNumber(expression: Expression, value: number): boolean {
  return expression.kind === 'number' && expression.value === value;
}

/** The operands of a node, in order. */
export function operands(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'number':
    case 'variable':
      return [];
    case 'sum':
      return expression.terms;
    case 'product':
      return expression.factors;
    case 'power':
      return [expression.base, expression.exponent];
    case 'call':
      return [expression.argument];
  }
}

/** The same node over other operands; itself when none of them changed. */
export function withOperands(expression: Expression, changed: readonly Expression[]): Expression {
  if (operands(expression).every((operand, index) => operand === changed[index])) return expression;
  switch (expression.kind) {
    case 'number':
    case 'variable':
      return expression;
    case 'sum':
      return { kind: 'sum', terms: changed };
    case 'product':
      return { kind: 'product', factors: changed };
    case 'power':
      return { kind: 'power', base: changed[0], exponent: changed[1] };
    case 'call':
      return { kind: 'call', fn: expression.fn, argument: changed[0] };
  }
}

/** Rebuilds a tree from its leaves up: `rebuild` sees each node with its operands already rebuilt. */
export function rewrite(expression: Expression, rebuild: (node: Expression) => Expression): Expression {
  return rebuild(
    withOperands(
      expression,
      operands(expression).map((operand) => rewrite(operand, rebuild)),
    ),
  );
}

/** Every node of the tree, parents before their operands. */
export function* nodes(expression: Expression): Generator<Expression> {
  yield expression;
  for (const operand of operands(expression)) yield* nodes(operand);
}

/** Names of the variables in order of first appearance. */
export function variablesOf(expression: Expression): string[] {
  const names = new Set<string>();
  for (const node of nodes(expression)) if (node.kind === 'variable') names.add(node.name);
  return [...names];
}

const keys = new WeakMap<Expression, string>();

/** A text that is equal for equal trees only; standard errors and closed forms do not count. */
export function keyOf(expression: Expression): string {
  let key = keys.get(expression);
  if (key === undefined) {
    key = describe(expression);
    keys.set(expression, key);
  }
  return key;
}

function describe(expression: Expression): string {
  switch (expression.kind) {
    case 'number':
      return String(expression.value);
    case 'variable':
      return JSON.stringify(expression.name);
    case 'sum':
      return `(+ ${expression.terms.map(keyOf).join(' ')})`;
    case 'product':
      return `(* ${expression.factors.map(keyOf).join(' ')})`;
    case 'power':
      return `(^ ${keyOf(expression.base)} ${keyOf(expression.exponent)})`;
    case 'call':
      return `(${expression.fn} ${keyOf(expression.argument)})`;
  }
}
