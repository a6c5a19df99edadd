import { describe, expect, it } from 'vitest';
import type { Backend, Value } from '../../../main/engine/compute/backend.ts';
import { referenceBackend } from '../../../main/engine/compute/reference/backend.ts';
import { fit } from '../../../main/engine/train/run/fit.ts';
import type { FitStep, FitTask } from '../../../main/engine/train/steps/task.ts';
import { gridUpdateSteps } from '../../../main/engine/train/grids/gridSchedule.ts';
import type { Ending } from '../../../main/engine/optim/optimizer.ts';
import type { Dataset } from '../../../main/engine/data/dataset/dataset.ts';
import { trainingObjective } from '../../../main/engine/train/objective/objective.ts';
import { edgeCount, layoutOf, type KanModel } from '../../../main/engine/kan/model.ts';
import { helloDataset, helloModel, lbfgsSetup } from './hello.ts';

function taskWith(changes: Partial<FitTask> = {}): FitTask {
  return {
    model: helloModel(),
    dataset: helloDataset(),
    setup: lbfgsSetup,
    backend: referenceBackend,
    seed: 1,
    fresh: true,
    wrap: (evaluator) => evaluator,
    ...changes,
  };
}

async function all(task: FitTask): Promise<{ steps: FitStep[]; ending: Ending }> {
  const steps: FitStep[] = [];
  const run = fit(task);
  let next = await run.next();
  for (; !next.done; next = await run.next()) steps.push(next.value);
  return { steps, ending: next.value };
}

async function lossOn(model: KanModel, split: Dataset['train']): Promise<number> {
  const evaluator = referenceBackend.evaluator(model, split, { loss: 'squared', regularization: null });
  return (await evaluator.evaluate(model.params, null)).loss;
}

/** The reference with every value from the n-th evaluation with gradient on replaced. */
function breaking(after: number, value: number): Backend {
  let count = 0;
  return {
    ...referenceBackend,
    evaluator: (structure, batch, objective) => {
      const inner = referenceBackend.evaluator(structure, batch, objective);
      return {
        ...inner,
        evaluate: (params, gradient, rows) => {
          const right = inner.evaluate(params, gradient, rows) as Value;
          if (gradient === null || ++count <= after) return right;
          gradient.fill(value);
          return { ...right, total: value, loss: value };
        },
      };
    },
  };
}

describe('fit', () => {
  it('reduces the errors, and reports them in the target’s units', async () => {
    const dataset = helloDataset();
    const { steps, ending } = await all(taskWith({ dataset }));
    expect(ending).toBe('iterations');
    expect(steps.map((step) => step.step)).toEqual(Array.from({ length: 51 }, (_, i) => i));
    const last = steps.at(-1);
    // Scale 1.25 of hello.ts, from the mean squared error of scaled targets.
    expect(last.point!.train).toBeCloseTo(1.25 * Math.sqrt(await lossOn(last.model, dataset.train)), 12);
    expect(last.point!.validation).toBeCloseTo(
      1.25 * Math.sqrt(await lossOn(last.model, dataset.validation)),
      12,
    );
    expect(last.point!.train).toBeLessThan(0.05);
  });

  it('gives the same result for the same seed, mini-batches included', async () => {
    const adam = { ...lbfgsSetup, optimizer: 'adam', batch: 32, steps: 120 } as const;
    for (const setup of [lbfgsSetup, adam]) {
      const [one, two] = [await all(taskWith({ setup })), await all(taskWith({ setup }))];
      expect(one.steps.at(-1).best).toEqual(two.steps.at(-1).best);
    }
    const other = await all(taskWith({ setup: adam, seed: 2 }));
    expect(other.steps.at(-1).model.params).not.toEqual(
      (await all(taskWith({ setup: adam }))).steps.at(-1).model.params,
    );
  });

  it('keeps the model of the lowest validation error', async () => {
    // 40 rows and many parameters: it overfits soon.
    const { steps } = await all(
      taskWith({ dataset: helloDataset(40, 200), setup: { ...lbfgsSetup, steps: 300 } }),
    );
    const errors = steps.map((step) => step.point!.validation);
    const { best } = steps.at(-1);
    expect(errors[best.step]).toBe(Math.min(...errors));
    expect(best.step).toBeLessThan(steps.length - 1);
    expect(best.model).toBe(steps[best.step].model);
  });

  it('keeps what the first steps reached where a long run is stopped early', async () => {
    for (const batch of [0, 16]) {
      const long = { optimizer: 'adam', steps: 1_000_000, learningRate: 0.001, updateGrid: false } as const;
      const setup = { ...lbfgsSetup, ...long, batch };
      const run = fit(taskWith({ setup }));
      const steps: FitStep[] = [];
      while (steps.length < 6) steps.push((await run.next()).value as FitStep);
      await run.return('iterations');
      expect(steps.map((step) => step.point !== null)).toEqual([true, true, true, false, true, false]);
      expect(steps.map((step) => step.best.step)).toEqual([0, 1, 2, 2, 4, 4]);
    }
  });

  it('keeps the lowest objective without held-out rows, or with λ above 0', async () => {
    const bare = await all(taskWith({ dataset: helloDataset(100, 0) }));
    expect(bare.steps.at(-1).point!.validation).toBeNaN();
    const errors = bare.steps.map((step) => step.point!.train);
    expect(bare.steps.at(-1).best.step).toBe(errors.indexOf(Math.min(...errors)));
    const strong = { ...lbfgsSetup, lamb: 0.05, updateGrid: false };
    const { steps } = await all(taskWith({ setup: strong }));
    expect(steps.at(-1).best.step).toBe(50);
    expect(steps.at(-1).point!.train).toBeGreaterThan(0.1);
  });

  it('λ lowers the regularisation term', async () => {
    const penalty = async (lamb: number): Promise<number> => {
      const { steps } = await all(taskWith({ setup: { ...lbfgsSetup, lamb } }));
      const { model } = steps.at(-1).best;
      const regularization = {
        metric: 'edge_forward_spline_n',
        lamb: 1,
        l1: 1,
        entropy: 2,
        coef: 0,
        coefDiff: 0,
      } as const;
      const evaluator = referenceBackend.evaluator(model, helloDataset().train, {
        loss: 'squared',
        regularization,
      });
      return (await evaluator.evaluate(model.params, null)).regularization;
    };
    expect(await penalty(0.02)).toBeLessThan(0.7 * (await penalty(0)));
  });

  it('moves the grids to the range of the inputs, at the scheduled steps only', async () => {
    const { steps } = await all(taskWith());
    const knots = steps.map(({ model }) => model.layers[1].knots.join());
    const changes = knots.flatMap((now, step) => (step > 0 && now !== knots[step - 1] ? [step] : []));
    // Updated after steps 5 and 20, so the step that follows is the first one on the new grids.
    expect(changes).toEqual([6, 21]);
    const without = await all(taskWith({ setup: { ...lbfgsSetup, updateGrid: false } }));
    expect(without.steps.every(({ model }) => model.layers === without.steps[0].model.layers)).toBe(true);
  });

  it('updates grids early, and never in the second half of a run', () => {
    const scheduled = (steps: number) => gridUpdateSteps({ ...lbfgsSetup, steps });
    expect(scheduled(5)).toEqual([]);
    expect(scheduled(50)).toEqual([5, 20]);
    expect(scheduled(1000)).toEqual([5, 20, 80, 320]);
    expect(gridUpdateSteps({ ...lbfgsSetup, steps: 1000, updateGrid: false })).toEqual([]);
  });

  it('updates grids as often, as early and as late as was asked', () => {
    const scheduled = (setup: object) => gridUpdateSteps({ ...lbfgsSetup, steps: 1000, ...setup });
    expect(scheduled({ gridUpdates: 2 })).toEqual([5, 20]);
    expect(scheduled({ gridUpdateStart: 0, gridUpdates: 3 })).toEqual([0, 1, 4]);
    expect(scheduled({ gridUpdateStart: 100, gridUpdates: 3, gridUpdateStop: 1000 })).toEqual([100, 400]);
    expect(scheduled({ gridUpdateStop: 30 })).toEqual([5, 20]);
  });

  it('makes updated grids as even as was asked', async () => {
    const widths = async (gridEps: number): Promise<number> => {
      const { steps } = await all(taskWith({ setup: { ...lbfgsSetup, steps: 12, gridEps } }));
      const { knots, grid, order } = steps.at(-1).model.layers[1];
      const inner = knots.subarray(order, order + grid + 1);
      const gaps = Array.from({ length: grid }, (_, i) => inner[i + 1] - inner[i]);
      // The first and the last one have the margin too.
      const within = gaps.slice(1, -1);
      return Math.max(...within) / Math.min(...within);
    };
    expect(await widths(1)).toBeCloseTo(1, 9);
    expect(await widths(0)).toBeGreaterThan(1.05);
  });

  it('weighs the parts of λ as was asked; the size of an edge too', async () => {
    const objective = (setup: object) =>
      trainingObjective(helloDataset().encoding, { ...lbfgsSetup, lamb: 0.01, ...setup }).regularization;
    // pykan's defaults.
    const usual = { metric: 'edge_forward_spline_n', lamb: 0.01, l1: 1, entropy: 2, coef: 0, coefDiff: 0 };
    expect(objective({})).toEqual(usual);
    expect(
      objective({ lambL1: 0, lambEntropy: 3, lambCoef: 4, lambCoefDiff: 5, regMetric: 'edge_backward' }),
    ).toEqual({
      metric: 'edge_backward',
      lamb: 0.01,
      l1: 0,
      entropy: 3,
      coef: 4,
      coefDiff: 5,
    });
    expect(objective({ lamb: 0, lambCoef: 4 })).toBeNull();
    const smooth = async (lambCoefDiff: number): Promise<number> => {
      const setup = { ...lbfgsSetup, steps: 40, lamb: 0.01, lambL1: 0, lambEntropy: 0, lambCoefDiff };
      const { steps } = await all(taskWith({ setup }));
      const { params, layers } = steps.at(-1).model;
      return layoutOf(layers).reduce((sum, { coef }, index) => {
        const bases = layers[index].grid + layers[index].order;
        const count = edgeCount(layers[index]) * bases;
        for (let i = 1; i < count; i++) {
          if (i % bases > 0) sum += Math.abs(params[coef + i] - params[coef + i - 1]);
        }
        return sum;
      }, 0);
    };
    expect(await smooth(1)).toBeLessThan(0.8 * (await smooth(0)));
  });

  it('does not change locked or removed edges', async () => {
    const model = helloModel();
    const [first, second] = model.layers;
    const layers = [{ ...first, locked: first.locked.with(0, 1), mask: first.mask.with(3, 0) }, second];
    const setup = { ...lbfgsSetup, updateGrid: false };
    const { steps } = await all(taskWith({ model: { ...model, layers }, setup }));
    const trained = steps.at(-1).model.params;
    for (const edge of [0, 3]) {
      expect(trained.slice(edge * 8, edge * 8 + 8)).toEqual(model.params.slice(edge * 8, edge * 8 + 8));
    }
    expect(trained.slice(8, 16)).not.toEqual(model.params.slice(8, 16));
  });

  it.each([NaN, Infinity])('never accepts a point with the value %s', async (value) => {
    for (const optimizer of ['lbfgs', 'adam'] as const) {
      const setup = { ...lbfgsSetup, optimizer, steps: 60, updateGrid: false };
      const { steps, ending } = await all(taskWith({ setup, backend: breaking(12, value) }));
      expect(ending).not.toBe('iterations');
      for (const { model, point } of steps) {
        expect(model.params.every(Number.isFinite)).toBe(true);
        expect(point === null || Number.isFinite(point.train)).toBe(true);
      }
      expect(steps.at(-1).best.step).toBeGreaterThan(0);
    }
    const never = await all(taskWith({ backend: breaking(0, value) }));
    expect(never.ending).toBe('diverged');
    expect(never.steps).toHaveLength(1);
  });

  it.each([
    ['unlike units, by their scalings', [1, 100], 1],
    ['one unit, in that', [-3, 3], 3],
  ] as const)('with several targets of %s the error is over all of them', async (_, scales, unit) => {
    const one = helloDataset(60, 20);
    const twice = (split: Dataset['train']): Dataset['train'] => ({
      ...split,
      targets: Float64Array.from([...split.targets, ...split.targets]),
    });
    const outputs = scales.map((scale) => ({ name: `y${scale}`, scaling: { shift: 0, scale } }));
    const dataset = {
      ...one,
      encoding: { ...one.encoding, outputs, targets: outputs.map(({ name }) => name) },
      train: twice(one.train),
      validation: twice(one.validation),
    };
    const { createModel } = await import('../../../main/engine/kan/create.ts');
    const model = createModel({ inputs: 2, hidden: [], outputs: 2, seed: 1 });
    const { steps } = await all(taskWith({ dataset, model, setup: { ...lbfgsSetup, steps: 1 } }));
    const evaluator = referenceBackend.evaluator(model, dataset.train, {
      loss: 'squared',
      regularization: null,
    });
    const predicted = await evaluator.forward(model.params);
    const squares = predicted.map((y, i) => (y - dataset.train.targets[i]) ** 2);
    const expected = unit * Math.sqrt(squares.reduce((a, b) => a + b) / 120);
    expect(steps[0].point!.train).toBeCloseTo(expected, 10);
  });

  it('classifies: the curve is the cross-entropy', async () => {
    const regression = helloDataset(150, 50);
    const classes = (split: Dataset['train']): Dataset['train'] => ({
      ...split,
      targets: split.targets.map((y) => (y > 0 ? 1 : 0)),
    });
    const dataset: Dataset = {
      ...regression,
      encoding: {
        ...regression.encoding,
        task: 'classification',
        outputs: [{ name: 'y=high', scaling: { shift: 0, scale: 1 } }],
        classes: ['low', 'high'],
      },
      train: classes(regression.train),
      validation: classes(regression.validation),
    };
    const { steps } = await all(taskWith({ dataset }));
    expect(steps[0].point!.train).toBeGreaterThan(0.3);
    expect(steps.at(-1).point!.train).toBeLessThan(0.05);
  });
});
