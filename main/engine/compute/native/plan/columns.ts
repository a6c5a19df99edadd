/** The columns of the working Gauss–Newton matrix for a choice of free parameters; see gaussNewton.as. */
import { basisCount, nodeCount, type LayerLayout } from '../../../kan/model.ts';
import { even } from './inputs.ts';
import type { KernelLayer, KernelPlan } from './plan.ts';

/** Coefficients of an input of a layer: [basis][output]. In each sample a run of k + 1 bases is not zero. */
export interface Group {
  readonly layer: number;
  /** Index among the layer's active inputs. */
  readonly active: number;
  readonly outputs: readonly number[];
  /** Parameter that scales the splines of each output. */
  readonly scales: readonly number[];
  /** Position in a stored row, first column. */
  readonly at: number;
  readonly column: number;
}

/** A column that is never zero: a residual's scale, a spline's scale, or a·S + b·T of two packed gradients. */
export type DenseColumn =
  | { readonly kind: 'residual'; readonly layer: number; readonly active: number; readonly output: number }
  | {
      readonly kind: 'spline';
      readonly layer: number;
      readonly active: number;
      readonly output: number;
      /** Parameter of the first coefficient. */
      readonly coef: number;
    }
  | { readonly kind: 'packed'; readonly terms: readonly PackedTerm[] };

/** `slot` of the packed gradient times the parameter `factor`, or times 1. */
export interface PackedTerm {
  readonly slot: number;
  readonly factor: number | null;
}

export interface Columns {
  readonly groups: readonly Group[];
  readonly dense: readonly DenseColumn[];
  readonly atDense: number;
  readonly denseColumn: number;
  readonly size: number;
  /** Floats of a stored row. */
  readonly rowLength: number;
  /** Working column of each free parameter; −1 if nothing depends on it. */
  readonly order: Int32Array;
}

/** @param free indices of parameters, ascending. */
export function columnsOf(plan: KernelPlan, free: Uint32Array): Columns {
  const isFree = new Set(free);
  const columnOf = new Map<number, number>();
  const groups: Group[] = [];
  const dense: { param: number; column: DenseColumn }[] = [];
  let at = 0;
  let column = 0;
  plan.layers.forEach((layerPlan, layer) => {
    const { layout, subnodes, active } = layerPlan;
    const bases = basisCount(layerPlan.layer);
    const isLast = layer === plan.layers.length - 1;
    active.forEach((input, index) => {
      const edgeOf = (output: number): number => input.input * subnodes + output;
      const coefOf = (output: number): number => layout.coef + edgeOf(output) * bases;
      const trained = input.outputs.filter((output) =>
        range(bases).some((g) => isFree.has(coefOf(output) + g)),
      );
      // In the last layer an output depends only on its own edges: each has its own run, which is skipped if it is
      // zero.
      const runs = isLast ? trained.map((output) => [output]) : trained.length > 0 ? [trained] : [];
      for (const outputs of runs) {
        const scales = outputs.map((output) => layout.scaleSpline + edgeOf(output));
        groups.push({ layer, active: index, outputs, scales, at, column });
        outputs.forEach((output, n) => {
          for (let g = 0; g < bases; g++) columnOf.set(coefOf(output) + g, column + g * outputs.length + n);
        });
        at += even((layerPlan.layer.order + 1) * outputs.length);
        column += bases * outputs.length;
      }
      for (const output of input.outputs) {
        const edge = edgeOf(output);
        const place = { layer, active: index, output };
        dense.push({ param: layout.scaleBase + edge, column: { kind: 'residual', ...place } });
        dense.push({
          param: layout.scaleSpline + edge,
          column: { kind: 'spline', ...place, coef: coefOf(output) },
        });
      }
    });
    dense.push(...nodeColumns(layerPlan, layout));
  });
  const kept = dense.filter(({ param }) => isFree.has(param));
  kept.forEach(({ param }, i) => columnOf.set(param, column + i));
  return {
    groups,
    dense: kept.map((entry) => entry.column),
    atDense: at,
    denseColumn: column,
    size: column + kept.length,
    rowLength: even(at + kept.length),
    order: Int32Array.from(free, (param) => columnOf.get(param) ?? -1),
  };
}

function nodeColumns(plan: KernelLayer, layout: LayerLayout): { param: number; column: DenseColumn }[] {
  const { layer, subnodes, subnodeStride, nodeStride, atAffine, symbolic } = plan;
  const packed = (param: number, ...terms: PackedTerm[]): { param: number; column: DenseColumn } => ({
    param,
    column: { kind: 'packed', terms },
  });
  const columns = symbolic.flatMap(({ input, output, at }) =>
    range(4).map((i) =>
      packed(layout.affine + 4 * (input * subnodes + output) + i, { slot: at + i, factor: null }),
    ),
  );
  for (let j = 0; j < subnodes; j++) {
    const byScale = atAffine + j;
    const byBias = atAffine + subnodeStride + j;
    const factor = j < layer.sums ? layout.nodeScale + j : null;
    columns.push(packed(layout.subnodeScale + j, { slot: byScale, factor }));
    columns.push(packed(layout.subnodeBias + j, { slot: byBias, factor }));
    if (j >= layer.sums) continue;
    columns.push(
      packed(
        layout.nodeScale + j,
        { slot: byScale, factor: layout.subnodeScale + j },
        { slot: byBias, factor: layout.subnodeBias + j },
      ),
    );
    columns.push(packed(layout.nodeBias + j, { slot: byBias, factor: null }));
  }
  for (let n = layer.sums; n < nodeCount(layer); n++) {
    const at = atAffine + 2 * subnodeStride + n;
    columns.push(packed(layout.nodeScale + n, { slot: at, factor: null }));
    columns.push(packed(layout.nodeBias + n, { slot: at + nodeStride, factor: null }));
  }
  return columns;
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}
