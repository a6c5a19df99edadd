import { describe, expect, it } from 'vitest';
import { finishFormula } from '../../../main/engine/symbolic/formula/finish.ts';
import { fitConstants } from '../../../main/engine/symbolic/formula/fitConstants.ts';
import { formulaError, type FormulaData } from '../../../main/engine/symbolic/formula/formulaData.ts';
import { formulasOf } from '../../../main/engine/symbolic/formula/modelFormulas.ts';
import { networkFormulas } from '../../../main/engine/symbolic/formula/networkFormula.ts';
import { createModel } from '../../../main/engine/kan/create.ts';
import { fixEdge } from '../../../main/engine/kan/editEdge.ts';
import { referenceBackend } from '../../../main/engine/compute/reference/backend.ts';
import { withStandardErrors } from '../../../main/engine/symbolic/formula/standardErrors.ts';
import { constantsOf, roundConstants } from '../../../shared/expression/constants.ts';
import { compile } from '../../../shared/expression/evaluate.ts';
import { parseExpression } from '../../../shared/expression/parse.ts';
import { printExpression } from '../../../shared/expression/print/print.ts';
import { seededRandom } from '../../../shared/random.ts';

function dataOf(f: (x: number, y: number) => number, rows: number, seed: number, noise = 0): FormulaData {
  const random = seededRandom(seed);
  const columns = [0, 1].map(() => Float64Array.from({ length: rows }, () => 2 * random.next() - 1));
  const target = columns[0].map((x, row) => f(x, columns[1][row]) + noise * random.normal());
  return { names: ['x', 'y'], columns, rows, target, weights: null };
}

const formula = (text: string) => parseExpression(text, ['x', 'y']);
const text = (expression: ReturnType<typeof formula>): string => printExpression(expression, 'text').code;

describe('constants of a formula', () => {
  it('are fitted to the last digit', () => {
    const data = dataOf((x, y) => 2.5 * Math.exp(-0.7 * x) + Math.sin(3.1 * y + 0.4), 200, 1);
    const fitted = fitConstants(formula('2.4*exp(-0.69*x) + sin(3.08*y + 0.42)'), data);
    const values = constantsOf(fitted).map(({ value }) => value);
    [2.5, -0.7, 3.1, 0.4].forEach((truth, i) => expect(values[i]).toBeCloseTo(truth, 12));
  });

  it('stay unchanged, and do not become NaN, when the formula is not defined', async () => {
    const data = dataOf((x, y) => x + y, 50, 1);
    const undefinedThere = formula('log(1.2*x) + 0.3*y');
    expect(fitConstants(undefinedThere, data)).toBe(undefinedThere);
    expect(await finishFormula(undefinedThere, data, data)).toBeNull();
  });

  it('are found when two of them have the same effect', () => {
    const data = dataOf((x) => 3 * Math.exp(2 * x), 100, 2);
    const fitted = fitConstants(formula('1.5*exp(1.9*x + 0.5)'), data);
    expect(formulaError(fitted, data)).toBeLessThan(1e-12);
    const errors = constantsOf(withStandardErrors(fitted, data)).map(({ error }) => error);
    // The rows do not tell the factor from the shift: neither has an error of its own.
    expect([errors[0], errors[2]]).toEqual([null, null]);
    expect(errors[1]).toBeLessThan(1e-12);
  });

  it('have standard errors that cover the truth as often as they should', () => {
    // 1.96 standard errors on either side: 95 %, of 3 constants in 150 data sets.
    const truths = [2, -1.5, 0.5];
    let covered = 0;
    for (let seed = 1; seed <= 150; seed++) {
      const data = dataOf((x, y) => 2 * Math.exp(-1.5 * x) + 0.5 * y, 60, seed, 0.3);
      const fitted = withStandardErrors(fitConstants(formula('1.9*exp(-1.4*x) + 0.6*y'), data), data);
      constantsOf(fitted).forEach(({ value, error }, i) => {
        if (Math.abs(value - truths[i]) <= 1.96 * error!) covered++;
      });
    }
    const share = covered / 450;
    // The standard deviation of that share is 0.0103.
    expect(share).toBeGreaterThan(0.95 - 0.035);
    expect(share).toBeLessThan(0.95 + 0.035);
  });
});

describe('finishing', () => {
  it('recognises closed forms if the error stays', async () => {
    const data = dataOf((x, y) => 0.5 * Math.sin(Math.PI * x) + y * y, 200, 3);
    const raw = formula('0.500001*sin(3.14159*x + 6.28318) + 0.99999*(y + 0.000001)^2 - 0.0000003');
    expect(text((await finishFormula(raw, data, data))!.expression)).toBe('y^2 + 1/2*sin(pi*x)');
  });

  it('removes a term without effect on the error, and no other', async () => {
    const data = dataOf((x, y) => Math.exp(x) + 1e-3 * y, 200, 4);
    const raw = formula('1.1*exp(x) + 0.002*y + 0.3*sin(y + 3)');
    expect(text(roundConstants((await finishFormula(raw, data, data))!.expression, 9))).toBe(
      '0.001*y + exp(x)',
    );
  });

  it('keeps a constant that is near π but not π', async () => {
    const data = dataOf((x) => Math.sin(3.1413 * x), 200, 3);
    const { expression } = (await finishFormula(formula('sin(3.14159*x)'), data, data))!;
    expect(constantsOf(expression).map(({ value }) => value)).toEqual([expect.closeTo(3.1413, 10)]);
  });

  it.each(['0.05*x + 0.1', '0.3'])(
    'keeps the mean of noise near 0, and does not round it to 0 (from %s)',
    async (raw) => {
      const data = dataOf(() => 0.1, 32, 7, 1);
      const { expression, trainError } = (await finishFormula(formula(raw), data, data))!;
      const mean = data.target.reduce((total, value) => total + value, 0) / 32;
      const [constant, ...others] = constantsOf(expression);
      expect(others).toEqual([]);
      expect(Math.abs(constant.value - mean)).toBeLessThan(0.01);
      expect(constant.error).toBeGreaterThan(0.1);
      expect(trainError).toBeLessThan(formulaError(formula('0'), data));
    },
  );

  it('rounds to the digits that noisy data support', async () => {
    const data = dataOf((x, y) => 2.3 * x + Math.exp(y), 400, 5, 0.1);
    const found = (await finishFormula(formula('2.31234*x + 1.01*exp(1.003*y)'), data, data))!;
    expect(found.trainError).toBeLessThan(0.11);
    for (const { value } of constantsOf(found.expression)) {
      expect(String(value).replace(/[-.]/g, '').replace(/^0+/, '').length).toBeLessThanOrEqual(4);
    }
  });
});

describe('a network of functions as a formula', () => {
  it('has the values of the network, products of sums too', () => {
    let model = createModel({ inputs: 2, hidden: [{ sums: 1, arities: [2] }], outputs: 1, seed: 1 });
    const names = ['sin', 'x^2', 'exp', 'tanh', 'x', 'cos'];
    names.forEach((name, edge) => {
      const place = { layer: 0, input: Math.floor(edge / 3), output: edge % 3 };
      model = fixEdge(model, place, name, [1 + 0.1 * edge, 0.2, 0.5 - 0.1 * edge, 0.3]);
    });
    for (const input of [0, 1])
      model = fixEdge(model, { layer: 1, input, output: 0 }, 'x', [2, 0.1, 1.5, -1]);
    const scalings = [
      { shift: 3, scale: 2 },
      { shift: -1, scale: 0.5 },
    ];
    const encoding = {
      task: 'regression',
      features: ['mass', 'a b'].map((name, i) => {
        return { name, column: name, label: null, scaling: scalings[i], fill: null };
      }),
      outputs: [{ name: 'y', scaling: { shift: 10, scale: 4 } }],
      targets: ['y'],
      classes: [],
    } as const;
    const inputs = Float64Array.of(-1, -0.2, 0.7, 0.9, 0.1, -0.6);
    const batch = { rows: 3, inputs, targets: new Float64Array(3), weights: null };
    const outputs = referenceBackend
      .evaluator(model, batch, { loss: 'squared', regularization: null })
      .forward(model.params) as Float64Array;
    const columns = scalings.map(({ shift, scale }, i) =>
      inputs.slice(3 * i, 3 * i + 3).map((value) => value * scale + shift),
    );
    const [expression] = networkFormulas(model, encoding)!;
    const values = compile(expression, ['mass', 'a b'])(columns, 3);
    outputs.forEach((output, row) => expect(values[row]).toBeCloseTo(4 * output + 10, 12));
  });

  it('has a slope for each of hundreds of straight lines', () => {
    const inputs = 200;
    let model = createModel({ inputs, hidden: [], outputs: 1, seed: 1 });
    for (let input = 0; input < inputs; input++)
      model = fixEdge(model, { layer: 0, input, output: 0 }, 'x', [1, 0, 0.5, 0.25]);
    const encoding = {
      task: 'regression',
      features: Array.from({ length: inputs }, (_, i) => {
        const name = `w${i}`;
        return { name, column: name, label: null, scaling: { shift: 1, scale: 0.1 }, fill: null };
      }),
      outputs: [{ name: 'y', scaling: { shift: 10, scale: 4 } }],
      targets: ['y'],
      classes: [],
    } as const;
    const none = { names: [], columns: [], rows: 0, target: new Float64Array(), weights: null };
    const [expression] = formulasOf({ model, encoding, found: null }, [none])!;
    // y = 10 + 4·Σ(0.5·(w − 1)/0.1 + 0.25)
    expect(text(roundConstants(expression, 6))).toMatch(/^20\*w0 \+ 20\*w1 \+ .* \+ 20\*w199 - 3790$/);
  });

  it('does not exist while an edge is a spline', () => {
    const encoding = { task: 'regression', features: [], outputs: [], targets: [], classes: [] } as const;
    expect(networkFormulas(createModel({ inputs: 1, hidden: [], outputs: 1, seed: 1 }), encoding)).toBeNull();
  });
});
