/** Views of one edge and of one node: what the inspector shows. */
import type { BaseFunctionName } from '../../baseFunctions.ts';
import type { Quantity } from '../../expression/print/quantity.ts';
import type { EdgeRef, NodeRef } from '../../refs.ts';
import type { Histogram } from './data.ts';
import type { ImportanceOfColumn } from './importance.ts';
import type { EdgeKind, NodeView } from './network.ts';

/** Everything the inspector draws of one edge. All in the network's scaled units unless `inputName` is set. */
export interface EdgeDetail extends EdgeRef {
  readonly kind: EdgeKind;
  readonly fn: string | null;
  /** a, b, c, d of c·f(a·x + b) + d for a symbolic edge. */
  readonly affine: readonly [number, number, number, number] | null;
  readonly fromLabel: string;
  readonly toLabel: string;
  /** For an edge of the first layer: the data's own value, or its logarithm, is x·scale + shift. */
  readonly inputUnits: {
    /** log(x) where the network sees the logarithm. */
    readonly name: string;
    readonly column: string;
    readonly logarithm: boolean;
    readonly shift: number;
    readonly scale: number;
  } | null;
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** The knots inside and at the ends of the grid, without the extension. */
  readonly knots: Float64Array;
  readonly histogram: Histogram;
  /** Range of the edge's input over the training rows. */
  readonly range: readonly [number, number];
  /**
   * Where y is added to a target, or to the log-odds or the score of a class: what it is multiplied by there, in the unit
   * of that; null where it goes elsewhere.
   */
  readonly toTarget: { readonly factor: number; readonly quantity: Quantity } | null;
  readonly score: number;
  readonly base: BaseFunctionName;
  readonly scaleBase: number;
  readonly scaleSpline: number;
  readonly locked: boolean;
  /** dy/dx over x. */
  readonly derivative: Float64Array;
  /**
   * Half the width of the 95 % band of the curve about its mean over the rows, from the Gauss–Newton matrix; null where it was
   * not estimated.
   */
  readonly band: Float64Array | null;
  /** For an edge of a label: what the edges of all labels of its column give; else null. */
  readonly category: CategoryDetail | null;
}

/** The edges of a category column to one place, as one table of values. */
export interface CategoryDetail {
  readonly column: string;
  /** In the order of the network's inputs. */
  readonly labels: readonly {
    readonly label: string;
    /** What is added on rows with this label. */
    readonly value: number;
    /** The label's edge is pruned: nothing is added. */
    readonly pruned: boolean;
  }[];
  /** What the values are added to, in the unit of that; null where they are in the network's own. */
  readonly target: Quantity | null;
}

/** Everything the inspector draws of one node. */
export interface NodeDetail extends NodeRef {
  readonly kind: NodeView['kind'];
  readonly label: string;
  /** Its values over the training rows; in the data's own units where `unitsOf` names a column. */
  readonly histogram: Histogram;
  readonly range: readonly [number, number];
  readonly mean: number;
  readonly std: number;
  readonly unitsOf: string | null;
  /** What an output gives; null for other nodes. */
  readonly quantity: Quantity | null;
  /** The constant that is added to the sum of the node's edges, or to the product of its factors; null for an input. */
  readonly bias: number | null;
  /** For an input, the importance of its column; null for other nodes, and without data. */
  readonly importance: ImportanceOfColumn | null;
  readonly score: number;
  /** Edges that come in and go out, with their shares of the sum of scores. */
  readonly incoming: readonly (EdgeRef & { readonly label: string; readonly share: number })[];
  readonly outgoing: readonly (EdgeRef & { readonly label: string; readonly share: number })[];
}
