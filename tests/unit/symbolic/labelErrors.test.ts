import { describe, expect, it } from 'vitest';
import type { Encoding } from '../../../main/engine/data/encoding/encoding.ts';
import { labelInformation, withLabelErrors } from '../../../main/engine/symbolic/formula/labelErrors.ts';
import { constantsOf } from '../../../shared/expression/constants.ts';
import { parseExpression } from '../../../shared/expression/parse.ts';
import { sampleEncoding } from '../project/samples.ts';

/** Weights of cars and whether they have a manual gearbox: R's table mtcars. */
const wt = [
  2.62, 2.875, 2.32, 3.215, 3.44, 3.46, 3.57, 3.19, 3.15, 3.44, 3.44, 4.07, 3.73, 3.78, 5.25, 5.424, 5.345,
  2.2, 1.615, 1.835, 2.465, 3.52, 3.435, 3.84, 3.845, 1.935, 2.14, 1.513, 3.17, 2.77, 3.57, 2.78,
];
/** R 4.5: `glm(am ~ wt, binomial, control = list(epsilon = 1e-16, maxit = 100))`. */
const reference = { constants: [12.0403697287, -4.0239699622], errors: [4.510066239, 1.4365277526] };

const encoding: Encoding = {
  ...sampleEncoding(1, 1),
  task: 'classification',
  outputs: [{ name: 'am', scaling: { shift: 0, scale: 1 } }],
  classes: ['0', '1'],
};
const logits = Float64Array.from(wt, (x) => reference.constants[0] + reference.constants[1] * x);

function errorsWith(weights: Float64Array | null): (number | null)[] {
  const [information] = labelInformation(encoding, logits, { rows: wt.length, weights });
  const [constant, slope] = reference.constants;
  const formula = parseExpression(`${constant} - ${-slope}*wt`, ['wt']);
  const column = Float64Array.from(wt);
  const train = { names: ['wt'], columns: [column], rows: wt.length, target: logits, weights: null };
  return constantsOf(withLabelErrors(formula, train, information)).map(({ error }) => error);
}

describe('the standard errors of constants in log-odds', () => {
  it('are those of a logistic regression', () => {
    const errors = errorsWith(null).map(Number);
    errors.forEach((error, i) => expect(error / reference.errors[i]).toBeCloseTo(1, 6));
  });

  it('do not depend on the unit of the weights', () => {
    const alike = errorsWith(new Float64Array(wt.length).fill(7));
    alike.forEach((error, i) => expect(Number(error) / reference.errors[i]).toBeCloseTo(1, 6));
  });
});
