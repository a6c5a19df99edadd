/**
 * The calls and events between the window and the engine. The engine parses what arrives with these schemas; the window
 * uses only the types, so that the page does not contain zod. A call that changes something does not return what an
 * event reports: the event arrives before the answer.
 */
import { z } from 'zod';
import { languages } from '../expression/print/print.ts';
import { latest, queued } from '../rpc/eventQueue.ts';
import {
  call,
  type,
  type Answer,
  type Client,
  type EventName,
  type EventValue,
  type Handlers,
  type Method,
  type Params,
} from '../rpc/contract.ts';
import { comparisonSettings } from '../settings/comparison.ts';
import { phasesSettings } from '../settings/phases.ts';
import { thresholdSetting } from '../settings/predicting.ts';
import { digitsSetting, searchRepeats, searchSettings } from '../settings/search.ts';
import type { DataFinding } from './checkViews.ts';
import type { ComparisonView } from './comparisonViews.ts';
import type { SizeStudyView } from './sizeStudyViews.ts';
import type { DeviceView } from './deviceViews.ts';
import { edgeRef, editRequest, functionText, nodeRef } from './edits.ts';
import type { EditPreview } from './editViews.ts';
import { equationDraft, type EquationStepsView } from './equationDraft.ts';
import type { EquationView } from './equationViews.ts';
import type { EvaluationView, MapView, PredictionView, ProfileView } from './evaluationViews.ts';
import type { FormulaSearchView, ModelFormulaView, PrintedView, SuggestionsView } from './formulaViews.ts';
import type { LinesView, PresentLadder } from './ladderViews.ts';
import type { RepeatsView } from './repeatViews.ts';
import {
  dataSetup,
  fileId,
  networkSetup,
  readingOptions,
  trainingSetup,
  type DataSetup,
  type NetworkSetup,
} from './schemas.ts';
import { schemaOf, shapeOf } from './settingSchema.ts';
import type { UnitView } from './dataViews.ts';
import type {
  CurvePoint,
  CurvesView,
  DatasetView,
  EdgeDetail,
  HistoryView,
  ModelView,
  NodeDetail,
  ProtectionProblem,
  RevisionDetail,
  RevisionView,
  Snapshot,
  TablePreview,
  TableView,
  TrainingView,
} from './views.ts';
import type { PhasesView } from './phasesViews.ts';
import type { CallProgress } from './progressViews.ts';
import type { SimplifyView } from './simplifyViews.ts';

const index = z.int().min(0).max(100_000);
const revisionId = z.string().min(1).max(100);
const none = z.undefined();
const file = z.object({ file: fileId }).strict();
/** A table and how it is read; null is the file of the table in use. */
const tableFile = z.object({ file: fileId.nullable(), overrides: readingOptions }).strict();
/** How a table is read for predictions, and which of two classes is predicted. */
const predictionOptions = { overrides: readingOptions, threshold: schemaOf(thresholdSetting).optional() };
/** Roles that the person is choosing at the moment. */
const names = z.array(z.string().max(1000)).max(10_000);
const checkedRoles = dataSetup.pick({ missing: true, units: true }).extend({ inputs: names, targets: names });

const calls = {
  'session.snapshot': call(none, type<Snapshot>()),
  'data.preview': call(tableFile, type<TablePreview>()),
  'data.load': call(tableFile, type<TableView>()),
  /** Unusual values of the table in use. */
  'data.check': call(checkedRoles, type<readonly DataFinding[]>()),
  /** What texts of units mean. */
  'data.units': call(z.array(z.string().max(100)).max(10_000), type<readonly UnitView[]>()),
  'data.prepare': call(dataSetup, type<DatasetView>()),
  'model.create': call(networkSetup),
  /** The devices that this machine offers. The first call examines the machine, which may take some seconds. */
  'devices.list': call(none, type<readonly DeviceView[]>()),
  'train.start': call(trainingSetup),
  'train.pause': call(none),
  'train.resume': call(none),
  /** One step of the present run; where there is none, starts one of this setup that pauses after its first step. */
  'train.step': call(trainingSetup),
  'train.stop': call(none),
  /** The recorded steps of the run under way, or of the run that made the current network; none where there are none. */
  'run.moments': call(none, type<readonly CurvePoint[]>()),
  /** The curves that the window draws, as they were at a recorded step. */
  'run.moment': call(z.object({ step: z.int().min(0) }).strict(), type<CurvesView>()),
  'edge.inspect': call(edgeRef, type<EdgeDetail>()),
  /** Functions that the edge might be. Those in `functions` (names or expressions) are included and come first. */
  'edge.suggest': call(
    z.object({ edge: edgeRef, functions: z.array(functionText).max(50) }).strict(),
    type<SuggestionsView>(),
  ),
  'node.inspect': call(nodeRef, type<NodeDetail>()),
  /** What an edit would do, with the errors before and after it; nothing is changed. */
  'model.preview': call(editRequest, type<EditPreview>()),
  'model.edit': call(editRequest),
  /** Trains smaller networks to choose from; nothing is changed. Takes seconds, tells its progress, can be cancelled. */
  'model.simplify': call(none, type<SimplifyView>()),
  /** Makes one of the smaller networks that were found last the current one. */
  'model.useSimpler': call(z.object({ index }).strict()),
  'history.makeCurrent': call(z.object({ revision: revisionId }).strict()),
  'history.undo': call(none),
  'history.redo': call(none),
  'history.name': call(z.object({ revision: revisionId, name: z.string().max(200) }).strict()),
  /** A view of a revision, for comparing; the current revision stays current. */
  'history.detail': call(
    z.object({ revision: revisionId, points: z.int().min(8).max(512) }).strict(),
    type<RevisionDetail>(),
  ),
  'formula.current': call(none, type<ModelFormulaView>()),
  /** A formula as code, the current one or one that the search found, with its errors in those digits. */
  'formula.print': call(
    z
      .object({
        formula: z.union([
          z.object({ from: z.literal('network'), output: index }).strict(),
          z.object({ from: z.literal('search'), output: index, index }).strict(),
        ]),
        language: z.enum(languages),
        /**
         * Significant digits; null for as many as give exactly the same number, `supported` for as many as the data
         * support.
         */
        digits: z.union([schemaOf(digitsSetting), z.literal('supported')]).nullable(),
        /** `x_1`, `x_2` … in place of the columns' names. */
        symbols: z.boolean(),
        /** The probability of the class in place of its log-odds; only where there are two classes. */
        probability: z.boolean().optional(),
      })
      .strict(),
    type<PrintedView>(),
  ),
  'formula.search': call(z.object(shapeOf(searchSettings)).strict()),
  'formula.stopSearch': call(none),
  /** Searches again on other rows, to see whether the formula comes again; nothing is changed. Can be cancelled. */
  'formula.repeat': call(
    z.object({ output: index, index, repeats: schemaOf(searchRepeats) }).strict(),
    type<RepeatsView>(),
  ),
  /** Takes a formula of the search for each output: a new revision whose network is the formula. */
  'formula.adopt': call(z.object({ choice: z.array(index).min(1).max(1000) }).strict()),
  /** Trains MLPs on the rows of the network, and compares the errors on the test rows. */
  'comparison.start': call(z.object(shapeOf(comparisonSettings)).strict()),
  'comparison.stop': call(none),
  /** Trains the network on finer and finer grids, and MLPs with as many parameters; the current network stays. */
  'sizeStudy.start': call(z.object(shapeOf(comparisonSettings)).strict()),
  'sizeStudy.stop': call(none),
  /**
   * Trains a network and an MLP on one phase of the rows after another; the current network stays. Takes seconds, tells
   * what they know after each phase, and can be cancelled.
   */
  'phases.learn': call(
    z
      .object({
        by: z.union([
          z.object({ column: z.string().min(1).max(1000) }).strict(),
          z.object({ parts: schemaOf(phasesSettings.phaseParts) }).strict(),
        ]),
        network: networkSetup,
        steps: schemaOf(phasesSettings.phaseSteps),
      })
      .strict(),
    type<PhasesView>(),
  ),
  /** Solves differential equations with a network, beside other work. Events tell how it goes. */
  'equation.solve': call(equationDraft),
  /** The problem was changed; `continues` the change before it, as a further letter of a word does. */
  'equation.change': call(z.object({ draft: equationDraft, continues: z.boolean() }).strict()),
  /** One step back or forward: a change of the problem, or a solution. */
  'equation.undo': call(none, type<EquationStepsView>()),
  'equation.redo': call(none, type<EquationStepsView>()),
  /** Ends the run; the solution found so far stays. */
  'equation.stop': call(none),
  /** Makes the solution the current network: its values at even steps become the table. */
  'equation.use': call(none, type<Snapshot>()),
  /** Writes the values of the solution at even steps as a table. */
  'equation.save': call(file),
  'evaluation.rows': call(
    z.object({ split: z.enum(['train', 'validation', 'test']), most: z.int().min(1).max(20_000) }).strict(),
    type<EvaluationView>(),
  ),
  /** @see ProfileView; `at` in the order of the network's inputs, null for the training rows' median. */
  'evaluation.profile': call(
    z.object({ output: index, at: z.array(z.number().nullable()).max(10_000) }).strict(),
    type<ProfileView>(),
  ),
  /** @see MapView; `across` are places of two inputs, null for the two that the network needs most. */
  'evaluation.map': call(
    z
      .object({
        output: index,
        across: z.tuple([index, index]).nullable(),
        at: z.array(z.number().nullable()).max(10_000),
      })
      .strict(),
    type<MapView>(),
  ),
  'predict.preview': call(z.object({ file: fileId, ...predictionOptions }).strict(), type<PredictionView>()),
  /** Writes the table of `file` with a column for each prediction to `to`. */
  'predict.save': call(
    z.object({ file: fileId, ...predictionOptions, to: fileId }).strict(),
    type<{ readonly rows: number; readonly bytes: number }>(),
  ),
  /** Which edges' curves to send while training, and how finely; the edges on screen, or all. */
  'curves.watch': call(
    z
      .object({
        edges: z.union([z.literal('all'), z.array(edgeRef).max(5000)]),
        points: z.int().min(8).max(512),
      })
      .strict(),
    type<CurvesView>(),
  ),
  'project.save': call(file, type<{ readonly bytes: number }>()),
  'project.open': call(file, type<Snapshot>()),
} as const;

/** Another revision is now current: after training, creation, an edit or a step in the history. */
export interface ModelEvent {
  readonly model: ModelView;
  readonly scores: RevisionView['scores'];
  /** What the data can carry, where a run found that out for this network; else null. */
  readonly ladder: PresentLadder | null;
  /** The result of straight lines where they do better than the network; else null. */
  readonly lines: LinesView | null;
  readonly history: HistoryView;
  /** What the network was made from; null where that is not known. */
  readonly networkSetup: NetworkSetup | null;
}

export interface LogLine {
  readonly time: number;
  readonly level: 'info' | 'warning' | 'error';
  readonly text: string;
}

/** The largest number of log lines that wait for a busy window; beyond it the oldest are dropped. */
const logBacklog = 500;

/** Progress at most 20 a second, curves at most 5 a second. */
const events = {
  'data.progress': latest<{ readonly rows: number; readonly bytes: number; readonly totalBytes: number }>(50),
  training: {
    interval: 50,
    combine: (waiting: readonly TrainingView[], next: TrainingView): readonly TrainingView[] => [
      waiting.length === 0 ? next : mergeTraining(waiting[0], next),
    ],
  },
  curves: latest<CurvesView>(200),
  model: latest<ModelEvent>(),
  /** A revision has another name. */
  history: latest<HistoryView>(),
  /**
   * A step in the history restored other roles, another split, or an earlier way of reading the table. The `model`
   * event comes after it.
   */
  dataset: latest<{ readonly table: TableView; readonly dataset: DatasetView; readonly setup: DataSetup }>(),
  formulaSearch: latest<FormulaSearchView>(50),
  formulaRepeats: latest<RepeatsView>(50),
  comparison: latest<ComparisonView>(100),
  sizeStudy: latest<SizeStudyView>(100),
  equation: latest<EquationView>(100),
  /** The problem was changed or solved, or a step was undone; or its steps were saved. */
  equationSteps: latest<EquationStepsView>(),
  /** What the networks know after the phases so far. */
  phases: latest<PhasesView>(50),
  /** How far a call is whose work can be counted. */
  progress: latest<CallProgress>(50),
  /** The work can no longer be saved against a crash, and why; null when it can be again. */
  unprotected: latest<ProtectionProblem | null>(),
  log: queued<LogLine>(logBacklog),
} as const;

/**
 * Merges two states: the newer state with the curve's points of both. A point of step 0 begins a new curve, so that
 * older points are dropped.
 */
function mergeTraining(waiting: TrainingView, next: TrainingView): TrainingView {
  const fresh = next.points.some((point) => point.step === 0);
  return fresh ? next : { ...next, points: [...waiting.points, ...next.points] };
}

export const engineContract = { calls, events };
export type EngineContract = typeof engineContract;

export type EngineMethod = Method<EngineContract>;
export type EngineParams<M extends EngineMethod> = Params<EngineContract, M>;
export type EngineAnswers = { readonly [M in EngineMethod]: Answer<EngineContract, M> };
export type EngineEvent = EventName<EngineContract>;
export type EngineEvents = { readonly [E in EngineEvent]: EventValue<EngineContract, E> };
export type EngineClient = Client<EngineContract>;
export type EngineHandlers = Handlers<EngineContract>;
