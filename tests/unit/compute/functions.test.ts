/** Each edge function as a backend computes it, with its gradient: equal to what its record says. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Backend } from '../../../main/engine/compute/backend.ts';
import { createModel } from '../../../main/engine/kan/create.ts';
import { layoutOf, type KanModel } from '../../../main/engine/kan/model.ts';
import { createNativeBackend } from '../../../main/engine/compute/native/backend.ts';
import { openWasm } from '../../../main/engine/compute/tensorflow/devices/wasm.ts';
import {
  edgeFunctionOf,
  edgeFunctions,
  elementaryFunctions,
  functionNames,
  type EdgeFunction,
} from '../../../shared/functions/functions.ts';

const inLibrary = new Set(edgeFunctions.map(({ name }) => name));
/** Of the library under all names, and those that stand in formulas only, as a person types them. */
const all: readonly (readonly [text: string, fn: EdgeFunction])[] = [
  ...edgeFunctions.map((fn) => [fn.name, fn] as const),
  ...functionNames
    .filter((name) => !inLibrary.has(name))
    .map((name) => [`${name}(x)`, edgeFunctionOf(name, elementaryFunctions[name])] as const),
];

/** Where the function and its slope are moderate, and so is the function a little farther. */
function pointsFor({ value, derivative }: EdgeFunction): Float64Array {
  const points = Float64Array.from({ length: 60 }, (_, i) => -2.93 + i * 0.1);
  const isTame = (x: number): boolean => Math.abs(value(x)) < 20 && Math.abs(derivative(x)) < 20;
  return points.filter((x) => [x - 0.02, x, x + 0.02].every(isTame));
}

/** A network of one edge: the function itself. */
function networkOf(text: string): { readonly model: KanModel; readonly b: number } {
  const plain = createModel({ inputs: 1, hidden: [], outputs: 1, seed: 1 });
  const [layer] = plain.layers;
  const [{ affine, subnodeScale, subnodeBias, nodeScale, nodeBias }] = layoutOf(plain.layers);
  const params = plain.params.slice();
  params.set([1, 0, 1, 0], affine);
  [params[subnodeScale], params[subnodeBias], params[nodeScale], params[nodeBias]] = [1, 0, 1, 0];
  const model = { layers: [{ ...layer, mask: Uint8Array.of(0), symbolic: [text] }], params };
  return { model, b: affine + 1 };
}

async function computed(backend: Backend, text: string, points: Float64Array) {
  const { model, b } = networkOf(text);
  const batch = {
    rows: points.length,
    inputs: points,
    targets: new Float64Array(points.length),
    weights: null,
  };
  const evaluator = backend.evaluator(model, batch, { loss: 'squared', regularization: null });
  try {
    const gradient = new Float64Array(model.params.length);
    await evaluator.evaluate(model.params, gradient);
    return { values: await evaluator.forward(model.params), slope: gradient[b] };
  } finally {
    evaluator.dispose();
  }
}

const native = createNativeBackend({ threads: 1 });
let tensorflow: Backend;
beforeAll(async () => {
  tensorflow = await openWasm();
});
afterAll(() => native.dispose());

it.each(all)('%s, by our kernel and by TensorFlow', async (text, fn) => {
  const points = pointsFor(fn);
  expect(points.length).toBeGreaterThan(4);
  const values = points.map(fn.value);
  // The mean of f² has the derivative 2·f·f′ by b of f(a·x + b).
  const slope = points.reduce((sum, x) => sum + 2 * fn.value(x) * fn.derivative(x), 0) / points.length;
  for (const [backend, digits] of [
    [native, 1e-12],
    [tensorflow, 1e-5],
  ] as const) {
    const found = await computed(backend, text, points);
    const scale = Math.max(1, ...values.map(Math.abs));
    values.forEach((value, i) =>
      expect(Math.abs(found.values[i] - value), `${text} at ${points[i]}`).toBeLessThan(digits * scale),
    );
    const size = Math.max(1, ...points.map((x) => Math.abs(2 * fn.value(x) * fn.derivative(x))));
    expect(Math.abs(found.slope - slope)).toBeLessThan(10 * digits * size);
  }
});
