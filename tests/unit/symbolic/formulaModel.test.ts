import { afterAll, describe, expect, it } from 'vitest';
import { createNativeBackend } from '../../../main/engine/compute/native/backend.ts';
import type { Encoding } from '../../../main/engine/data/encoding/encoding.ts';
import { formulaModel } from '../../../main/engine/symbolic/formula/formulaModel.ts';
import { edgeRefs, isSpline } from '../../../main/engine/kan/places.ts';
import { networkFormulas } from '../../../main/engine/symbolic/formula/networkFormula.ts';
import { outputsOn } from '../../../main/engine/measure/probe.ts';
import { compile } from '../../../shared/expression/evaluate.ts';
import { parseExpression } from '../../../shared/expression/parse.ts';
import { simplify } from '../../../shared/expression/simplify/simplify.ts';
import { seededRandom } from '../../../shared/random.ts';

const backend = createNativeBackend({ threads: 1 });
afterAll(() => backend.dispose());

const names = ['v', 'w', 't'];
const scaling = { shift: 1.5, scale: 0.5 };
const encoding: Encoding = {
  task: 'regression',
  features: names.map((name) => ({ name, column: name, label: null, scaling, fill: null })),
  outputs: [{ name: 'y', scaling: { shift: -3, scale: 7 } }],
  targets: ['y'],
  classes: [],
};
const rows = 50;
const random = seededRandom(3);
const scaled = Float64Array.from({ length: names.length * rows }, () => 2 * random.next() - 1);
const columns = names.map((_, i) =>
  scaled.slice(i * rows, (i + 1) * rows).map((value) => value * scaling.scale + scaling.shift),
);

describe('formulaModel', () => {
  it.each([
    '4',
    '3*v + 2',
    '0.1*v^2*sin(0.7*t + 0.3)',
    'v*w/(v + w)',
    '1/(1/v + 1/w)',
    'exp(-2*w*t/v) - 4*t^0.75 + t',
    't^2 + t + sin(t) - sin(2*t)',
    'v*(exp(-3*v^2) + cosh(w))*(t - 1)^3 - 2',
    'sqrt(v^2 + w^2 - 2*v*w*cos(t))',
    'arctan(v*w*t + v) + 1/t^6 + w^1.5/sqrt(t)',
  ])('represents %s by functions only', async (text) => {
    const formula = simplify(parseExpression(text, names));
    const model = formulaModel(formula, encoding)!;
    expect(edgeRefs(model, isSpline)).toEqual([]);
    const batch = { inputs: scaled, rows, targets: new Float64Array(rows), weights: null };
    const outputs = await outputsOn(backend, model, encoding, batch);
    const exact = compile(formula, names)(columns, rows);
    outputs.forEach((output, row) => expect(output * 7 - 3).toBeCloseTo(exact[row], 9));
    const [read] = networkFormulas(model, encoding)!;
    compile(simplify(read), names)(columns, rows).forEach((value, row) =>
      expect(value).toBeCloseTo(exact[row], 9),
    );
  });

  it('represents a law in the form of its name, with numbers in several places of a product', async () => {
    const formula = parseExpression('6.5*exp(-exp(-0.31*(t - 5.3)))', names);
    const model = formulaModel(formula, encoding)!;
    expect(edgeRefs(model, isSpline)).toEqual([]);
    const batch = { inputs: scaled, rows, targets: new Float64Array(rows), weights: null };
    const outputs = await outputsOn(backend, model, encoding, batch);
    compile(formula, names)(columns, rows).forEach((value, row) =>
      expect(outputs[row] * 7 - 3).toBeCloseTo(value, 9),
    );
  });

  it.each(['v^w', 'q + 1', 'v*sqrt(0 - 2)', 'v*w*arcsin(2)'])('has no network for %s', (text) => {
    expect(formulaModel(simplify(parseExpression(text, [...names, 'q'])), encoding)).toBeNull();
  });
});
