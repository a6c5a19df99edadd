/** Each backend against pykan 0.2.8: everything that is computed from a fixed model and batch. */
import { afterAll, describe, it } from 'vitest';
import type {
  EdgeMetric,
  LayerStatistics,
  Objective,
  Regularization,
} from '../../main/engine/compute/backend.ts';
import { layoutOf, nodeCount } from '../../main/engine/kan/model.ts';
import { slicesOf, type LayerParameters } from '../../main/engine/kan/slices.ts';
import { candidates, spreadTolerance, toleranceOf } from './backends.ts';
import { Ledger } from './ledger.ts';
import {
  allVectors,
  batchOf,
  flat,
  modelOf,
  slicesOfVector,
  transposed,
  type VectorCase,
  type VectorGradient,
} from './vectors.ts';

const squared: Objective = { loss: 'squared', regularization: null };
const defaults: Regularization = {
  metric: 'edge_forward_spline_n',
  lamb: 1,
  l1: 1,
  entropy: 2,
  coef: 0,
  coefDiff: 0,
};

/** `l1=1,entropy=0,coef=0,coefdiff=0` */
function termsOf(key: string): Pick<Regularization, 'l1' | 'entropy' | 'coef' | 'coefDiff'> {
  const terms = Object.fromEntries(key.split(',').map((term) => term.split('=')));
  const term = (name: string): number => {
    const value = Number(terms[name]);
    if (!Number.isFinite(value)) throw new Error(`no term ${name} in ${key}`);
    return value;
  };
  return { l1: term('l1'), entropy: term('entropy'), coef: term('coef'), coefDiff: term('coefdiff') };
}

/** pykan's gradient slices and ours, by name; pykan leaves some out. */
function gradientPairs(own: LayerParameters, theirs: VectorGradient): [string, Float64Array, Float64Array][] {
  const expected = slicesOfVector({ coef: [], ...theirs });
  const names = Object.keys(expected) as (keyof LayerParameters)[];
  return names.filter((name) => expected[name].length > 0).map((name) => [name, own[name], expected[name]]);
}

describe.each(candidates)('$title', ({ title, backend }) => {
  const limit = toleranceOf(backend);
  const ledger = new Ledger();
  afterAll(() => {
    console.log(ledger.summary(`pykan parity, ${title} (${backend.precision})`));
  });

  describe.each(allVectors)('$file', ({ cases }) => {
    describe.each(cases)('$name', (vector: VectorCase) => {
      const model = modelOf(vector.model, vector.width);
      const batch = batchOf(vector);
      const check = (
        quantity: string,
        actual: ArrayLike<number>,
        expected: ArrayLike<number>,
        tolerance = limit,
      ): void => {
        ledger.check(quantity, vector.name, actual, expected, tolerance);
      };
      const withEvaluator = async (
        objective: Objective,
        use: (evaluator: ReturnType<typeof backend.evaluator>) => Promise<void>,
      ): Promise<void> => {
        const evaluator = backend.evaluator(model, batch, objective);
        try {
          await use(evaluator);
        } finally {
          evaluator.dispose();
        }
      };
      const checkGradients = (
        quantity: string,
        gradient: Float64Array,
        expected: readonly VectorGradient[],
        tolerance = limit,
      ): void => {
        layoutOf(model.layers).forEach((_, index) => {
          const own = slicesOf({ layers: model.layers, params: gradient }, index);
          for (const [name, mine, theirs] of gradientPairs(own, expected[index])) {
            check(`${quantity}.${name}`, mine, theirs, tolerance);
          }
        });
      };

      it('outputs and activations', () =>
        withEvaluator(squared, async (evaluator) => {
          check('outputs', await evaluator.forward(model.params), flat(transposed(vector.y)));
          for (let layer = 0; layer < model.layers.length; layer++) {
            const expected = flat(transposed(vector.activations[layer]));
            check('activations', await evaluator.layerInputs(model.params, layer), expected);
          }
        }));

      it('statistics and scores', () =>
        withEvaluator(squared, async (evaluator) => {
          const statistics = await evaluator.statistics(model.params);
          const perEdge = ['edgeStd', 'edgeStdRatio', 'edgeStdRatioSpline', 'edgeScores'] as const;
          const perSubnode = ['subnodeStd', 'subnodeScores'] as const;
          statistics.forEach((layer: LayerStatistics, index) => {
            for (const name of perEdge) check(name, layer[name], flat(transposed(vector[name][index])));
            for (const name of perSubnode) check(name, layer[name], flat(vector[name][index]));
            check('nodeScores', layer.inputScores, flat(vector.nodeScores[index]));
          });
          // The outputs' own scores are given, not computed.
          const outputs = nodeCount(model.layers.at(-1)!);
          check('nodeScores', new Array<number>(outputs).fill(1 / outputs), vector.nodeScores.at(-1)!);
        }));

      const terms = Object.entries(vector.reg).flatMap(([metric, values]) =>
        Object.entries(values).map(([key, value]) => ({ metric: metric as EdgeMetric, key, value })),
      );
      it.each(terms)('regularisation by $metric, $key', ({ metric, key, value }) =>
        withEvaluator(
          { loss: 'squared', regularization: { metric, lamb: 1, ...termsOf(key) } },
          async (evaluator) => {
            const { regularization } = await evaluator.evaluate(model.params, null);
            check(`reg.${metric}`, [regularization], [value]);
          },
        ),
      );

      it('error and its gradient', () =>
        withEvaluator(squared, async (evaluator) => {
          const gradient = new Float64Array(model.params.length).fill(NaN);
          const { loss, total } = await evaluator.evaluate(model.params, gradient);
          check('mse', [loss, total], [vector.mse, vector.mse]);
          checkGradients('gradMse', gradient, vector.gradMse);
        }));

      it('objective and its gradient', () =>
        withEvaluator(
          { loss: 'squared', regularization: { ...defaults, lamb: vector.lamb } },
          async (evaluator) => {
            const gradient = new Float64Array(model.params.length).fill(NaN);
            const { total } = await evaluator.evaluate(model.params, gradient);
            check('objective', [total], [vector.objective]);
            checkGradients('grad', gradient, vector.grad, spreadTolerance(backend, model, batch));
          },
        ));
    });
  });
});
