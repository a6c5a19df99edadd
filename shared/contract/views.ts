/**
 * What the engine tells the window: plain values that can be structured-cloned, never models. Arrays of numbers are
 * typed arrays, in the data's own units unless a comment says otherwise.
 */

import type { ComparisonView } from './comparisonViews.ts';
import type { SizeStudyView } from './sizeStudyViews.ts';
import type { DatasetView, Histogram, TableView } from './dataViews.ts';
import type { DeviceUse } from './deviceViews.ts';
import type { EquationStepsView } from './equationDraft.ts';
import type { EquationView } from './equationViews.ts';
import type { FormulaSearchView } from './formulaViews.ts';
import type { ImportanceOfColumn } from './importanceViews.ts';
import type { HeldOutView, LadderView, LinesView, PresentLadder } from './ladderViews.ts';
import type { EdgeRef, NodeRef } from '../refs.ts';
import type { DataSetup, NetworkSetup, TrainingSetup } from './schemas.ts';
import type { ErrorMeasure, Scores } from './scoreViews.ts';

export type { EdgeRef, NodeRef };
export type * from './dataViews.ts';
export type * from './scoreViews.ts';

export type EdgeKind = 'spline' | 'symbolic' | 'removed';

export interface EdgeView extends EdgeRef {
  readonly kind: EdgeKind;
  /** Name of the function of a symbolic edge, else null. */
  readonly fn: string | null;
  readonly locked: boolean;
  /** pykan's attribution score, ≥ 0. */
  readonly score: number;
}

export interface NodeView {
  readonly kind: 'input' | 'sum' | 'product' | 'output';
  /** Name of an input or output, else ''. */
  readonly name: string;
  /** The number of the node in its layer, from 1: the node keeps it when other nodes are removed or moved. */
  readonly number: number;
  /** Subnodes (edge outputs of the layer below) that feed this node; empty for inputs. */
  readonly subnodes: readonly number[];
  readonly score: number;
  /** For an input that is 1 on rows with a label of a category column, and 0 on others; else null. */
  readonly category: { readonly column: string; readonly label: string } | null;
}

export interface ModelView {
  /** Identity of the revision: changes with every operation. */
  readonly revision: string;
  /** Node counts by layer, inputs first. */
  readonly shape: readonly number[];
  /** [layer][node], inputs first. */
  readonly nodes: readonly (readonly NodeView[])[];
  readonly edges: readonly EdgeView[];
  readonly grid: number;
  readonly order: number;
  readonly parameters: number;
}

export type RunStatus = 'idle' | 'running' | 'paused' | 'finished' | 'stopped' | 'failed';

/**
 * One point of the training curves: error as plotted (RMSE in target units, or cross-entropy). Each run begins with a
 * point of step 0, which starts a new curve.
 */
export interface CurvePoint {
  readonly step: number;
  readonly train: number;
  /** NaN where there are no validation rows. */
  readonly validation: number;
}

export interface TrainingView {
  readonly status: RunStatus;
  readonly optimizer: string;
  /** The device that it computes on; null until that is decided, and where there was no run. */
  readonly device: DeviceUse | null;
  readonly step: number;
  readonly steps: number;
  /** Seconds spent training, pauses excluded. */
  readonly seconds: number;
  readonly rowsPerSecond: number;
  readonly stepsPerSecond: number;
  /** Seconds to go at the present speed; null when unknown. */
  readonly secondsLeft: number | null;
  /** What an automatic run has decided so far, in order. */
  readonly decisions: readonly string[];
  /** The ladder, where the run chose how large the network is; else null. */
  readonly ladder: LadderView | null;
  /** Why the run ended, or a remark, in a sentence; '' for none. */
  readonly message: string;
  /**
   * In an event: the curve's new points since the last event; no point is lost. In a snapshot: all points. In the reply
   * to a call: none. A point of step 0 begins a new curve; a point whose step is not greater than the last one's is
   * known already.
   */
  readonly points: readonly CurvePoint[];
}

/** A spline sampled for a thumbnail: y over `points` equal steps of the edge's input range. */
export interface EdgeCurve extends EdgeRef {
  readonly y: Float32Array;
}

export interface CurvesView {
  readonly revision: string;
  readonly curves: readonly EdgeCurve[];
  /** Fresh scores in the order of `ModelView.edges`. */
  readonly scores: Float32Array;
}

/** Everything the inspector draws of one edge. All in the network's scaled units unless `inputName` is set. */
export interface EdgeDetail extends EdgeRef {
  readonly kind: EdgeKind;
  readonly fn: string | null;
  /** a, b, c, d of c·f(a·x + b) + d for a symbolic edge. */
  readonly affine: readonly [number, number, number, number] | null;
  readonly fromLabel: string;
  readonly toLabel: string;
  /** For an edge of the first layer: the data's own value is x·scale + shift. */
  readonly inputUnits: { readonly name: string; readonly shift: number; readonly scale: number } | null;
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** The knots inside and at the ends of the grid, without the extension. */
  readonly knots: Float64Array;
  readonly histogram: Histogram;
  /** Range of the edge's input over the training rows. */
  readonly range: readonly [number, number];
  readonly score: number;
  readonly scaleBase: number;
  readonly scaleSpline: number;
  readonly locked: boolean;
  /** dy/dx over x. */
  readonly derivative: Float64Array;
  /**
   * 1.96 standard errors of the curve about its mean over the rows, from the Gauss–Newton matrix; null where they were
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
  /** The target in whose units the values are; null where they are in the network's own. */
  readonly target: string | null;
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
  /** The constant that is added to the sum of the node's edges, or to the product of its factors; null for an input. */
  readonly bias: number | null;
  /** For an input, the importance of its column; null for other nodes, and without data. */
  readonly importance: ImportanceOfColumn | null;
  readonly score: number;
  /** Edges that come in and go out, with their shares of the sum of scores. */
  readonly incoming: readonly (EdgeRef & { readonly label: string; readonly share: number })[];
  readonly outgoing: readonly (EdgeRef & { readonly label: string; readonly share: number })[];
}

export interface RevisionView {
  readonly id: string;
  readonly parent: string | null;
  /** For people: `Trained 50 steps (L-BFGS)`. */
  readonly label: string;
  /** Given by the person; '' for none. */
  readonly name: string;
  /** The operation that made the revision: `create`, `train`, `fix` … */
  readonly kind: string;
  /** There are no validation scores where the network was trained on these rows too. */
  readonly scores: { readonly train: Scores; readonly validation: Scores; readonly test: Scores } | null;
  /** What its errors are. */
  readonly measure: ErrorMeasure;
  /** For a ladder's network that was not changed afterwards; else null. */
  readonly heldOut: HeldOutView | null;
  readonly time: number;
  /** For a training run: its set-up and its curve; else null and empty. */
  readonly training: TrainingSetup | null;
  readonly curve: readonly CurvePoint[];
  /**
   * File name of its table, where that is not the present table: then it cannot be made current, and its errors cannot
   * be compared.
   */
  readonly otherTable: string | null;
}

/** The tree of revisions, in the order in which they were made. */
export interface HistoryView {
  readonly revisions: readonly RevisionView[];
  readonly current: string | null;
  /** The revisions that undo and redo lead to; null where there is none. */
  readonly undo: string | null;
  readonly redo: string | null;
}

/** A revision for comparing two side by side. */
export interface RevisionDetail {
  readonly view: RevisionView;
  readonly model: ModelView;
  readonly curves: CurvesView;
}

/** Why work is not saved against a crash, and what to do about it, in sentences. */
export interface ProtectionProblem {
  readonly message: string;
  readonly hint: string;
}

/**
 * The full state that a window needs to draw itself: sent when it connects, after a reload or after a restart of the
 * engine.
 */
export interface Snapshot {
  readonly table: TableView | null;
  /** Name of the network's table where its file is gone or has changed, so that it could not be read again. */
  readonly lostTable: string | null;
  readonly dataset: DatasetView | null;
  readonly setup: DataSetup | null;
  /** How the present model was made, and how it was last trained: what the forms should show. */
  readonly networkSetup: NetworkSetup | null;
  readonly trainingSetup: TrainingSetup | null;
  readonly model: ModelView | null;
  readonly training: TrainingView;
  readonly scores: RevisionView['scores'];
  readonly ladder: PresentLadder | null;
  readonly lines: LinesView | null;
  readonly history: HistoryView;
  readonly formulaSearch: FormulaSearchView;
  readonly comparison: ComparisonView;
  readonly sizeStudy: SizeStudyView;
  readonly equation: EquationView;
  readonly equationSteps: EquationStepsView;
  /** Some training or editing of networks is in no project file yet. */
  readonly unsaved: boolean;
  /** Null while the work is saved against a crash. */
  readonly unprotected: ProtectionProblem | null;
  /** True when this state was read back after a crash of the engine. */
  readonly recovered: boolean;
}
