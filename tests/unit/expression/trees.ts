/** Random expressions for property tests. */
import fc from '../../support/properties.ts';
import {
  add,
  call,
  multiply,
  number,
  power,
  variable,
  type Expression,
} from '../../../shared/expression/tree.ts';
import { functionNames } from '../../../shared/functions/functions.ts';

const constants = fc.oneof(
  fc.constantFrom(-3, -2, -1, -0.5, 0.5, 1, 2, 3),
  fc.double({ min: -4, max: 4, noNaN: true }).filter((value) => Math.abs(value) > 1e-3),
);
const exponents = fc.constantFrom(-3, -2, -1, -0.5, 0.5, 1.5, 2, 3, 4);

/** Trees over the given variables. */
export function expressions(names: readonly string[]): fc.Arbitrary<Expression> {
  const { tree } = fc.letrec<{ tree: Expression; leaf: Expression }>((tie) => ({
    leaf: fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...names).map(variable) },
      { weight: 2, arbitrary: constants.map((value) => number(value)) },
    ),
    tree: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      tie('leaf'),
      fc.array(tie('tree'), { minLength: 2, maxLength: 3 }).map((terms) => add(...terms)),
      fc.array(tie('tree'), { minLength: 2, maxLength: 3 }).map((factors) => multiply(...factors)),
      fc.tuple(tie('tree'), exponents).map(([base, exponent]) => power(base, exponent)),
      fc.tuple(tie('tree'), tie('tree')).map(([base, exponent]) => power(base, exponent)),
      fc.tuple(fc.constantFrom(...functionNames), tie('tree')).map(([fn, argument]) => call(fn, argument)),
    ),
  }));
  return tree;
}
