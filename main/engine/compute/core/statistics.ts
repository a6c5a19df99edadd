/** Statistics of a forward pass in the form that all backends return. */
import { subnodeCount, type Structure } from '../../kan/model.ts';
import type { LayerStatistics } from '../backend.ts';
import { attribution } from './attribution.ts';
import { overRange, type Spreads } from './spread.ts';

/** Smallest and largest value of each input of a layer, [input]. */
interface Ranges {
  readonly min: Float64Array;
  readonly max: Float64Array;
}

/** Copies, which stay valid when the arrays that were measured are overwritten. */
export function layerStatistics(
  structure: Structure,
  spreads: readonly Spreads[],
  ranges: readonly Ranges[],
): LayerStatistics[] {
  const scores = attribution(structure, spreads);
  return structure.layers.map((layer, index) => {
    const { edgeStd, splineStd, edgeMean, subnodeStd, inputStd } = spreads[index];
    const subnodes = subnodeCount(layer);
    return {
      edgeStd: edgeStd.slice(),
      edgeStdRatio: overRange(edgeStd, inputStd, subnodes),
      edgeStdRatioSpline: overRange(splineStd, inputStd, subnodes),
      edgeMean: edgeMean.slice(),
      subnodeStd: subnodeStd.slice(),
      ...scores[index],
      inputMin: ranges[index].min,
      inputMax: ranges[index].max,
    };
  });
}

/** @param columns values of the inputs, [input][row] */
export function rangesOf(columns: Float64Array, inputs: number): Ranges {
  const rows = columns.length / inputs;
  const perInput = (pick: (values: Float64Array) => number): Float64Array =>
    Float64Array.from({ length: inputs }, (_, i) => pick(columns.subarray(i * rows, (i + 1) * rows)));
  return {
    min: perInput((values) => values.reduce((a, b) => Math.min(a, b), Infinity)),
    max: perInput((values) => values.reduce((a, b) => Math.max(a, b), -Infinity)),
  };
}
