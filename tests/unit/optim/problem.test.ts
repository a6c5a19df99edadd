import { describe, expect, it } from 'vitest';
import type { Evaluator, Value } from '../../../main/engine/compute/backend.ts';
import type { Batch } from '../../../main/engine/data/batch.ts';
import { referenceBackend } from '../../../main/engine/compute/reference/backend.ts';
import { createModel } from '../../../main/engine/kan/create.ts';
import { layoutOf, type KanModel } from '../../../main/engine/kan/model.ts';
import { adam } from '../../../main/engine/optim/adam.ts';
import { lbfgs } from '../../../main/engine/optim/lbfgs.ts';
import type { Ending, Iteration } from '../../../main/engine/optim/optimizer.ts';
import { countedParameters } from '../../../main/engine/train/objective/countedParameters.ts';
import { problemOf, trainableParameters } from '../../../main/engine/train/objective/problem.ts';
import { seededRandom } from '../../../shared/random.ts';

/** exp(sin πx + y²), pykan's first example. */
function hello(rows: number): Batch {
  const random = seededRandom(0);
  const inputs = Float64Array.from({ length: 2 * rows }, () => 2 * random.next() - 1);
  const targets = Float64Array.from({ length: rows }, (_, row) =>
    Math.exp(Math.sin(Math.PI * inputs[row]) + inputs[rows + row] ** 2),
  );
  return { rows, inputs, targets, weights: null };
}

const batch = hello(300);
const model = createModel({ inputs: 2, hidden: [5], outputs: 1, grid: 5, seed: 0 });
const squared = { loss: 'squared', regularization: null } as const;

async function lastOf(run: AsyncGenerator<Iteration, Ending>): Promise<Iteration> {
  let last: Iteration | null = null;
  for await (const iteration of run) last = { ...iteration, x: iteration.x.slice() };
  return last!;
}

describe('trainableParameters', () => {
  it('are those of present and unlocked edges', () => {
    const [first, second] = model.layers;
    const mask = first.mask.slice();
    const symbolic = [...first.symbolic];
    const locked = first.locked.slice();
    mask[0] = 0; // removed
    mask[1] = 0;
    symbolic[1] = 'sin';
    mask[2] = 0;
    symbolic[2] = 'exp';
    locked[2] = 1;
    locked[3] = 1;
    const edited: KanModel = { ...model, layers: [{ ...first, mask, symbolic, locked }, second] };
    const trained = new Set(trainableParameters(edited));
    const [layout] = layoutOf(edited.layers);
    const isTrained = (at: number, length: number): boolean[] =>
      Array.from({ length }, (_, i) => trained.has(at + i));
    const all = (length: number, value: boolean): boolean[] => new Array<boolean>(length).fill(value);
    for (const edge of [0, 1, 2, 3, 4]) {
      expect(isTrained(layout.coef + 8 * edge, 8)).toEqual(all(8, edge === 4));
      expect(isTrained(layout.scaleBase + edge, 1)).toEqual([edge === 4]);
      expect(isTrained(layout.scaleSpline + edge, 1)).toEqual([edge === 4]);
      expect(isTrained(layout.affine + 4 * edge, 4)).toEqual(all(4, edge === 1));
    }
    expect(isTrained(layout.subnodeScale, 20)).toEqual(all(20, false));
    // 6 spline edges of the first layer and 5 of the second with 8 + 2 each, one symbolic.
    expect(trained.size).toBe(11 * 10 + 4);
  });
});

describe('countedParameters', () => {
  const lines = createModel({ inputs: 5, hidden: [], outputs: 1, grid: 5, seed: 0 });
  const withFunctions = (functions: readonly (string | null)[]): KanModel => {
    const [layer] = lines.layers;
    const mask = Uint8Array.from(functions, (fn) => Number(fn === null));
    return { ...lines, layers: [{ ...layer, mask, symbolic: functions }] };
  };

  it('are n slopes and a constant of straight lines', () => {
    const model = withFunctions(['x', 'x', 'x', 'x', 'x']);
    expect(trainableParameters(model)).toHaveLength(20);
    expect(countedParameters(model)).toBe(6);
  });

  it('have one constant for all functions of a node, and none beside a spline', () => {
    expect(countedParameters(withFunctions(['sin', 'x', 'x', 'x', 'x']))).toBe(3 + 4 + 1);
    expect(countedParameters(withFunctions([null, 'x', 'x', 'x', 'sin']))).toBe(10 + 3 + 3);
  });

  it('are all that training changes where every edge is a spline', () => {
    expect(countedParameters(model)).toBe(trainableParameters(model).length);
  });
});

it.each([
  ['silu', 15],
  ['identity', 15],
  ['zero', 0],
] as const)('trains the scales of the base function %s where there are any', (base, scales) => {
  const own = createModel({ inputs: 2, hidden: [5], outputs: 1, grid: 5, seed: 0, base });
  const trained = new Set(trainableParameters(own));
  const found = layoutOf(own.layers).flatMap(({ scaleBase, scaleSpline }) =>
    [...trained].filter((index) => index >= scaleBase && index < scaleSpline),
  );
  expect(found).toHaveLength(scales);
  expect(trained.size).toBe(15 * 9 + scales);
});

describe('problemOf', () => {
  it('trains the network: L-BFGS reaches a small error, and locked parameters stay', async () => {
    const evaluator = referenceBackend.evaluator(model, batch, squared);
    const problem = problemOf(evaluator, model.params, trainableParameters(model));
    const last = await lastOf(lbfgs(problem, problem.start, { iterations: 200 }));
    expect(Math.sqrt(last.value)).toBeLessThan(1e-2);
    const params = problem.parametersAt(last.x);
    expect((evaluator.evaluate(params, null) as Value).loss).toBe(last.value);
    const trained = new Set(trainableParameters(model));
    params.forEach((value, i) => trained.has(i) || expect(value).toBe(model.params[i]));
  });

  it('gives the same result twice', async () => {
    const train = async (): Promise<Float64Array> => {
      const evaluator = referenceBackend.evaluator(model, batch, squared);
      const sampling = { rows: batch.rows, random: seededRandom(5) };
      const problem = problemOf(evaluator, model.params, trainableParameters(model), sampling);
      return (await lastOf(adam(problem, problem.start, { iterations: 60, learningRate: 0.01, batch: 32 })))
        .x;
    };
    expect(await train()).toEqual(await train());
  });

  it('draws mini-batches that contain every row once in each pass', () => {
    const seen: number[] = [];
    const recording: Evaluator = {
      ...referenceBackend.evaluator(model, batch, squared),
      evaluate: (_params, _gradient, rows) => {
        seen.push(...rows!);
        return { total: 0, loss: 0, regularization: 0 };
      },
    };
    const sampling = { rows: batch.rows, random: seededRandom(5) };
    const problem = problemOf(recording, model.params, trainableParameters(model), sampling);
    const gradient = new Float64Array(problem.size);
    for (let draw = 0; draw < 6; draw++) void problem.evaluateBatch!(problem.start, gradient, 100);
    const sorted = (rows: number[]): number[] => rows.toSorted((a, b) => a - b);
    const everyRow = [...new Array(300).keys()];
    expect(sorted(seen.slice(0, 300))).toEqual(everyRow);
    expect(sorted(seen.slice(300))).toEqual(everyRow);
    expect(seen.slice(0, 300)).not.toEqual(seen.slice(300));
    // A size that does not divide the rows: the rest of a pass is left out, never a short batch.
    for (let draw = 1; draw <= 20; draw++) {
      seen.length = 0;
      void problem.evaluateBatch!(problem.start, gradient, 61);
      expect(new Set(seen).size).toBe(61);
    }
    seen.length = 0;
    void problem.evaluateBatch!(problem.start, gradient, 1000);
    expect(sorted(seen)).toEqual(everyRow);
  });

  it('has no mini-batches without a random generator', () => {
    const evaluator = referenceBackend.evaluator(model, batch, squared);
    expect(problemOf(evaluator, model.params, trainableParameters(model))).not.toHaveProperty(
      'evaluateBatch',
    );
  });
});
