/** Steps of Adam on any evaluator. */
import { adamUpdate } from '../../optim/adamUpdate.ts';
import { maxAbs } from '../../optim/vector.ts';
import type { Descent, DescentWork, Evaluator, Value } from '../backend.ts';

/** Made by the evaluator itself if it can, else gradient by gradient. The result does not share arrays with `work`. */
export async function descendOn(evaluator: Evaluator, work: DescentWork): Promise<Descent> {
  return evaluator.descend === undefined ? stepByStep(evaluator, work) : evaluator.descend(work);
}

/** Gradient by gradient, in float64. */
export async function stepByStep(
  { evaluate }: Pick<Evaluator, 'evaluate'>,
  { params, free, first, second, steps, constants }: DescentWork,
): Promise<Descent> {
  const all = params.slice();
  const place = {
    x: Float64Array.from(free, (index) => params[index]),
    first: first.slice(),
    second: second.slice(),
  };
  const full = new Float64Array(params.length);
  const gradient = new Float64Array(free.length);
  let value: Value = { total: NaN, loss: NaN, regularization: NaN };
  for (const { rows, ...update } of steps) {
    value = await (rows === null ? evaluate(all, full) : evaluate(all, full, rows));
    free.forEach((index, i) => (gradient[i] = full[index]));
    adamUpdate(place, gradient, update, constants);
    free.forEach((index, i) => (all[index] = place.x[i]));
  }
  return {
    params: all,
    first: place.first,
    second: place.second,
    value,
    gradientNorm: maxAbs(gradient),
  };
}
