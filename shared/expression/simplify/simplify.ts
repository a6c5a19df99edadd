/** Simplification that does not change the value: by rules that respect domains, followed by a numerical check. */
import { agrees, samplesFor, type Samples } from '../agreement.ts';
import { boundsOf, type Ranges } from '../bounds.ts';
import { complexity } from '../complexity.ts';
import { substitute } from '../substitute.ts';
import {
  keyOf,
  number,
  rewrite,
  structureNumber,
  sum,
  variable,
  variablesOf,
  type Expression,
} from '../tree.ts';
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
  const start = agrees(expression, plain, samples)
    ? plain
    : (fromCenters(expression, { ranges, samples }) ?? expression);
  return [expand(plain), withoutTangents(plain), withDoubleAngles(plain)].reduce((best, other) => {
    if (other === plain) return best;
    const rewritten = applyRules(other, ranges);
    const isSimpler = complexity(rewritten) < complexity(best);
    return isSimpler && agrees(expression, rewritten, samples) ? rewritten : best;
  }, start);
}

/** A range is far from 0 where its middle is so many times as large as half its width. */
const farAway = 1e5;

/**
 * The same with variables whose values are far from 0, such as numbers of events near 9·10¹⁵, counted from a round number among
 * their values: a·(x − 9·10¹⁵) + b, where a·x − a·9·10¹⁵ + b would lose the digits that matter. Null where no variable is far
 * away, or the value changes.
 */
function fromCenters(
  expression: Expression,
  { ranges, samples }: Required<SimplifyOptions>,
): Expression | null {
  const centers = new Map(
    samples.variables.flatMap((name) => {
      const center = Object.hasOwn(ranges, name) ? roundCenter(ranges[name]) : null;
      return center === null ? [] : [[name, center] as const];
    }),
  );
  if (centers.size === 0) return null;
  const far = [...centers];
  const moved = substitute(
    expression,
    Object.fromEntries(far.map(([name, center]) => [name, sum([variable(name), number(center)])])),
  );
  const movedRanges = far.map(([name, center]) => {
    const [low, high] = ranges[name];
    return [name, [low - center, high - center]] as const;
  });
  const simple = simplify(moved, {
    ranges: { ...ranges, ...Object.fromEntries(movedRanges) },
    samples: {
      ...samples,
      columns: samples.columns.map((column, at) => {
        const center = centers.get(samples.variables[at]);
        return center === undefined ? column : Float64Array.from(column, (value) => value - center);
      }),
    },
  });
  const back = substitute(
    simple,
    Object.fromEntries(far.map(([name, center]) => [name, sum([variable(name), structureNumber(-center)])])),
  );
  return agrees(expression, back, samples) ? back : null;
}

/** A whole number near the middle of a range that is far from 0, with as few digits as its width allows; else null. */
function roundCenter([low, high]: Ranges[string]): number | null {
  const [middle, half] = [low / 2 + high / 2, high / 2 - low / 2];
  if (!(half > 0 && half < Infinity) || Math.abs(middle) < farAway * half) return null;
  const step = 10 ** Math.max(0, Math.floor(Math.log10(half)));
  return Math.round(middle / step) * step;
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
