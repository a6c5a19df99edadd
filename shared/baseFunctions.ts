/**
 * Base functions b(x) of an edge, also called its residual function: pykan's `base_fun`. All are x·s(x) with a gate s that solves
 * s′ = s·(1 − s): the logistic function σ, 1, or 0. So the derivatives of all of them are the same expressions in x and s.
 */

interface BaseFunction {
  /** b(x), for people. */
  readonly formula: string;
  /** The gate where it is constant; null for σ(x). */
  readonly gate: 0 | 1 | null;
}

export const baseFunctions = {
  silu: { formula: 'x·σ(x)', gate: null },
  identity: { formula: 'x', gate: 1 },
  zero: { formula: '0', gate: 0 },
} as const satisfies Record<string, BaseFunction>;

export type BaseFunctionName = keyof typeof baseFunctions;

export const baseFunctionNames = Object.keys(baseFunctions) as BaseFunctionName[];

/** The gate of a base function at x. @param gate of its record */
export function gateAt(gate: BaseFunction['gate'], x: number): number {
  return gate ?? 1 / (1 + Math.exp(-x));
}

/** scale·b(x) of a layer's edge. */
export function baseValue(name: BaseFunctionName, scale: number, x: number): number {
  const { gate } = baseFunctions[name];
  return gate === null ? (scale * x) / (1 + Math.exp(-x)) : scale * x * gate;
}

/** scale·b′(x). */
export function baseSlope(name: BaseFunctionName, scale: number, x: number): number {
  const gate = gateAt(baseFunctions[name].gate, x);
  return scale * gate * (1 + x * (1 - gate));
}
