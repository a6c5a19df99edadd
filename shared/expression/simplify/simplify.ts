/** Simplification that does not change the value: by rules that respect domains, followed by a numerical check. */
import { agrees, samplesFor, type Samples } from '../agreement.ts';
import { boundsOf, type Ranges } from '../bounds.ts';
import { complexity } from '../complexity.ts';
import { keyOf, rewrite, variablesOf, type Expression } from '../tree.ts';
import type { Builder } from './builder.ts';
import { callRules } from './call.ts';
import { withDoubleAngles } from './doubleAngle.ts';
import { expand } from './expand.ts';
import { withoutTangents } from './hyperbolic.ts';
import { powerRules } from './power.ts';
import { productRules } from './product.ts';
import { sumRules } from './sum.ts';

export interface SimplifyOptions {
  /** Known facts of the variables, such as the range of the data: they allow √(x²) to become x. */
  readonly ranges?: Ranges;
  /** Where values must stay the same; points within the ranges unless given. */
  readonly samples?: Samples;
}

/** The most passes, more than any formula has needed: two rules that undo each other must not loop for ever. */
const maxPasses = 12;

/**
 * A simpler expression of the same value: constants are computed, like terms and powers collected, affine chains
 * flattened, signs in front made positive, phases moved to [0, 2π). Where a check on samples finds any difference, the
 * original expression is returned. Standard errors of combined constants add in quadrature, as if independent.
 */
export function simplify(expression: Expression, options: SimplifyOptions = {}): Expression {
  const { ranges = {}, samples = samplesFor(variablesOf(expression), ranges) } = options;
  const plain = applyRules(expression, ranges);
  const start = agrees(expression, plain, samples) ? plain : expression;
  return [expand(plain), withoutTangents(plain), withDoubleAngles(plain)].reduce((best, other) => {
    if (other === plain) return best;
    const rewritten = applyRules(other, ranges);
    const isSimpler = complexity(rewritten) < complexity(best);
    return isSimpler && agrees(expression, rewritten, samples) ? rewritten : best;
  }, start);
}

/** The rules alone, without the check. */
export function applyRules(expression: Expression, ranges: Ranges): Expression {
  const build: Builder = {
    sum: (terms) => sumRules(build, terms),
    product: (factors) => productRules(build, factors),
    power: (base, exponent) => powerRules(build, base, exponent),
    call: (fn, argument) => callRules(build, fn, argument),
    bounds: (node) => boundsOf(node, ranges),
  };
  let current = expression;
  for (let pass = 0; pass < maxPasses; pass++) {
    const next = rewrite(current, (node) => rebuild(build, node));
    if (keyOf(next) === keyOf(current)) return next;
    current = next;
  }
  return current;
}

function rebuild(build: Builder, node: Expression): Expression {
  switch (node.kind) {
    case 'number':
    case 'variable':
      return node;
    case 'sum':
      return build.sum(node.terms);
    case 'product':
      return build.product(node.factors);
    case 'power':
      return build.power(node.base, node.exponent);
    case 'call':
      return build.call(node.fn, node.argument);
  }
}
