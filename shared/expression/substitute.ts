/** Replaces variables by expressions, and the network's units by the data's own. */
import { affine, call, divide, number, rewrite, subtract, variable, type Expression } from './tree.ts';

/** Every variable that `replacements` names is replaced, all at once. */
export function substitute(
  expression: Expression,
  replacements: Readonly<Record<string, Expression>>,
): Expression {
  return rewrite(expression, (node) =>
    node.kind === 'variable' && Object.hasOwn(replacements, node.name) ? replacements[node.name] : node,
  );
}

/** The value in the data's own units, or its logarithm, is scaled·scale + shift. */
export interface Scaling {
  readonly shift: number;
  readonly scale: number;
  readonly logarithm?: true;
}

/**
 * A formula between scaled quantities as one between the data's own: each input x becomes (x − shift)/scale, or
 * (log x − shift)/scale, and the result y·scale + shift. Variables without a scaling stay as they are. Not simplified.
 */
export function undoScaling(
  expression: Expression,
  inputs: Readonly<Record<string, Scaling>>,
  output: Scaling,
): Expression {
  const raw = Object.fromEntries(
    Object.entries(inputs).map(([name, { shift, scale, logarithm }]) => {
      const own = logarithm ? call('log', variable(name)) : variable(name);
      return [name, divide(subtract(own, number(shift)), number(scale))];
    }),
  );
  return affine(output.scale, substitute(expression, raw), output.shift);
}
