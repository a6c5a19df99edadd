/** What a measured forward pass found, in the form callers read. */
import { subnodeCount } from '../../kan/model.ts';
import type { LayerStatistics } from '../backend.ts';
import { attribution } from '../scores.ts';
import type { Plan } from './forward.ts';
import { rangeOffset } from './regularization.ts';
import type { Workspace } from './workspace.ts';

/** Copies: they stay valid when the workspace is used again. */
export function statisticsOf(plan: Plan, { rows, layers }: Workspace): LayerStatistics[] {
  const scores = attribution(
    plan.structure,
    layers.map(({ spreads }) => spreads),
  );
  return plan.structure.layers.map((layer, index) => {
    const { spreads, inputs } = layers[index];
    const subnodes = subnodeCount(layer);
    const ratio = (stds: Float64Array): Float64Array =>
      stds.map((std, edge) => std / (spreads.inputStd[Math.floor(edge / subnodes)] + rangeOffset));
    const column = (input: number): Float64Array => inputs.subarray(input * rows, (input + 1) * rows);
    const perInput = (pick: (values: Float64Array) => number): Float64Array =>
      Float64Array.from({ length: layer.inputs }, (_, input) => pick(column(input)));
    return {
      edgeStd: spreads.edgeStd.slice(),
      edgeStdRatio: ratio(spreads.edgeStd),
      edgeStdRatioSpline: ratio(spreads.splineStd),
      edgeMean: spreads.edgeMean.slice(),
      subnodeStd: spreads.subnodeStd.slice(),
      ...scores[index],
      inputMin: perInput((values) => values.reduce((a, b) => Math.min(a, b), Infinity)),
      inputMax: perInput((values) => values.reduce((a, b) => Math.max(a, b), -Infinity)),
    };
  });
}
