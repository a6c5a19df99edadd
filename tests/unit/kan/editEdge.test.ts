import { describe, expect, it } from 'vitest';
import { referenceBackend } from '../../../main/engine/compute/reference/backend.ts';
import { createNativeBackend } from '../../../main/engine/compute/native/backend.ts';
import { createModel } from '../../../main/engine/kan/create.ts';
import { edgeValues } from '../../../main/engine/kan/edge.ts';
import {
  affineOf,
  fixEdge,
  lockEdge,
  removeEdge,
  unfixEdge,
  withAffine,
} from '../../../main/engine/kan/editEdge.ts';
import { trainableParameters } from '../../../main/engine/train/objective/problem.ts';
import { KanError } from '../../../shared/errors.ts';

const model = createModel({ inputs: 2, hidden: [3], outputs: 1, grid: 12, seed: 4 });
const place = { layer: 0, input: 1, output: 2 };
const xs = Float64Array.from({ length: 41 }, (_, i) => -1 + i / 20);
const valuesOf = (of: typeof model): Float64Array => edgeValues(of, 0, 1, 2, xs);

function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof KanError) return error.detail.code;
    throw error;
  }
  return 'nothing thrown';
}

describe('editing an edge', () => {
  it('sets it to a function, whose numbers are then trained', () => {
    const fixed = fixEdge(model, place, 'sin', [2, 0.5, 3, -1]);
    valuesOf(fixed).forEach((value, i) => expect(value).toBeCloseTo(3 * Math.sin(2 * xs[i] + 0.5) - 1, 14));
    expect(affineOf(fixed, place)).toEqual([2, 0.5, 3, -1]);
    // 15 coefficients and two scales give way to a, b, c and d.
    expect(trainableParameters(fixed).length).toBe(trainableParameters(model).length - 17 + 4);
    expect(model.layers[0].symbolic[5]).toBeNull();
  });

  it('turns it back into a spline that follows the function', () => {
    const fixed = fixEdge(model, place, 'sin', [2, 0.5, 3, -1]);
    const freed = unfixEdge(fixed, place);
    expect(freed.layers[0].mask[5]).toBe(1);
    const [before, after] = [valuesOf(fixed), valuesOf(freed)];
    before.forEach((value, i) => expect(Math.abs(after[i] - value)).toBeLessThan(1e-4));
  });

  it('turns a function that is undefined on a part of the grid back into a finite spline', () => {
    const freed = unfixEdge(fixEdge(model, place, 'log', [1, 0.5, 1, 0]), place);
    expect(freed.params.every(Number.isFinite)).toBe(true);
    expect(edgeValues(freed, 0, 1, 2, Float64Array.of(0.5))[0]).toBeCloseTo(0, 2);
  });

  it('accepts a typed function, the same on both backends', () => {
    const fixed = fixEdge(model, place, 'x^6', [1.5, 0.1, 2, 0]);
    expect(valuesOf(fixed)[40]).toBeCloseTo(2 * 1.6 ** 6, 10);
    const batch = { rows: 20, inputs: xs.slice(0, 40), targets: new Float64Array(20), weights: null };
    const objective = { loss: 'squared', regularization: null } as const;
    const native = createNativeBackend({ threads: 1 });
    const [a, b] = [referenceBackend, native].map((backend) =>
      backend.evaluator(fixed, batch, objective).forward(fixed.params),
    ) as Float64Array[];
    native.dispose();
    a.forEach((value, i) => expect(b[i]).toBeCloseTo(value, 12));
  });

  it('locks it: training does not change its parameters', () => {
    const locked = lockEdge(model, place, true);
    expect(trainableParameters(locked).length).toBe(trainableParameters(model).length - 17);
    expect(lockEdge(locked, place, false)).toEqual(model);
  });

  it('removes it and keeps its mean', () => {
    const removed = removeEdge(model, place, 0.25);
    expect(valuesOf(removed).every((value) => value === 0)).toBe(true);
    expect(removed.params.filter((value) => value === 0.25)).toHaveLength(1);
  });

  it('reports mistakes', () => {
    expect(codeOf(() => fixEdge(model, { layer: 0, input: 2, output: 0 }, 'sin', [1, 0, 1, 0]))).toBe(
      'edge.unknown',
    );
    expect(codeOf(() => fixEdge(model, { layer: -1, input: 0, output: 0 }, 'sin', [1, 0, 1, 0]))).toBe(
      'edge.unknown',
    );
    expect(codeOf(() => fixEdge(model, place, 'sine of x', [1, 0, 1, 0]))).toBe('function.unknown');
    expect(codeOf(() => withAffine(model, place, [1, 0, NaN, 0]))).toBe('edge.numbers');
  });
});
