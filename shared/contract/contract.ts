/**
 * The contract between the window and the engine, and between the window and main. Calls are request → reply and can be
 * cancelled; events are streams in which only the newest value counts (see shared/rpc).
 */
import type { z } from 'zod';
import type { AppError } from '../errors.ts';
import type { MenuBarView } from './menu.ts';
import type { DataSetup, engineCalls, NetworkSetup } from './schemas.ts';
import type { DeviceView } from './deviceViews.ts';
import type { EditPreview, EditProgress } from './editViews.ts';
import type { EvaluationView, PredictionView, ProfileView } from './evaluationViews.ts';
import type { FormulaSearchView, ModelFormulaView, SuggestionsView } from './formulaViews.ts';
import type {
  TablePreview,
  CurvesView,
  DatasetView,
  EdgeDetail,
  HistoryView,
  ModelView,
  NodeDetail,
  RevisionLook,
  RevisionView,
  Snapshot,
  TableView,
  TrainingView,
} from './views.ts';

export type EngineMethod = keyof typeof engineCalls;
export type EngineParams<M extends EngineMethod> = z.infer<(typeof engineCalls)[M]>;

/** What each call of the engine answers. */
export interface EngineResults {
  'session.snapshot': Snapshot;
  'data.preview': TablePreview;
  'data.load': TableView;
  'data.prepare': DatasetView;
  'model.create': ModelView;
  'devices.list': readonly DeviceView[];
  'train.start': TrainingView;
  'train.pause': TrainingView;
  'train.resume': TrainingView;
  'train.step': TrainingView;
  'train.stop': TrainingView;
  'edge.inspect': EdgeDetail;
  'edge.suggest': SuggestionsView;
  'node.inspect': NodeDetail;
  'model.preview': EditPreview;
  'model.edit': ModelView;
  'history.goTo': ModelView;
  'history.undo': ModelView;
  'history.redo': ModelView;
  'history.name': HistoryView;
  'history.look': RevisionLook;
  'formula.current': ModelFormulaView;
  'formula.print': { readonly code: string; readonly definition: string };
  'formula.search': FormulaSearchView;
  'formula.stopSearch': FormulaSearchView;
  'formula.adopt': ModelView;
  'evaluation.rows': EvaluationView;
  'evaluation.profile': ProfileView;
  'predict.preview': PredictionView;
  'predict.save': { readonly rows: number; readonly bytes: number };
  'curves.watch': CurvesView;
  'project.save': { readonly bytes: number };
  'project.open': Snapshot;
}

/** The engine's events. Progress at most 20 a second, curves at most 5 a second. */
export interface EngineEvents {
  'data.progress': { readonly rows: number; readonly bytes: number; readonly totalBytes: number };
  training: TrainingView;
  curves: CurvesView;
  /** Another revision is current: after training, creation, an edit, a walk in the history. */
  model: {
    readonly model: ModelView;
    readonly scores: RevisionView['scores'];
    readonly history: HistoryView;
    /** What the network was made from; null where that is not known. */
    readonly networkSetup: NetworkSetup | null;
  };
  /** A walk in the history brought other roles or another split back. The `model` event comes after it. */
  dataset: { readonly dataset: DatasetView; readonly setup: DataSetup };
  /** At most 20 a second. */
  formulaSearch: FormulaSearchView;
  /** How far the edit under way is, at most 20 a second; null when it has ended. */
  editing: EditProgress | null;
  log: LogLine;
}
export type EngineEvent = keyof EngineEvents;

export interface LogLine {
  readonly time: number;
  readonly level: 'info' | 'warning' | 'error';
  readonly text: string;
}

/** A typed way to the engine, whatever carries it: an Electron port, a direct call in the same process. */
export interface EngineClient {
  /** @throws a rejection with {@link AppError} in `detail` (a `KanError`). Aborting `signal` cancels the call. */
  call<M extends EngineMethod>(
    method: M,
    params: EngineParams<M>,
    signal?: AbortSignal,
  ): Promise<EngineResults[M]>;
  /** @returns a function that ends the subscription. */
  on<E extends EngineEvent>(event: E, listener: (value: EngineEvents[E]) => void): () => void;
}

/** State of the engine process as main sees it. */
export type EngineStatus =
  | { readonly state: 'starting' }
  | { readonly state: 'ready'; readonly restarts: number }
  | { readonly state: 'lost'; readonly error: AppError };

export interface FileGrant {
  readonly id: string;
  readonly name: string;
}

/** A kind of file that something can be saved as. */
export interface FileKind {
  /** In the dialog, as `CSV table`. */
  readonly label: string;
  /** Without a dot. */
  readonly extension: string;
}

export interface SampleView extends FileGrant {
  readonly title: string;
  readonly description: string;
  readonly targets: readonly string[];
  readonly rows: number;
}

export type Theme = 'system' | 'light' | 'dark';

/** What the preload puts on `window.studio`. Each is a named function; the page reaches nothing else. */
export interface StudioApi {
  /** Starts a call of the engine and answers its number at once; the reply comes to `onEngineMessage`'s listener. */
  readonly engine: {
    readonly send: (message: unknown) => void;
    readonly onMessage: (listener: (message: unknown) => void) => () => void;
    readonly onStatus: (listener: (status: EngineStatus) => void) => () => void;
  };
  readonly files: {
    /** A dropped file: its path stays in the preload and main. */
    readonly grantDropped: (file: File) => Promise<FileGrant>;
    /** A table that was pasted, as text: it is kept in a file of the app's own. */
    readonly grantPasted: (text: string) => Promise<FileGrant>;
    readonly openDialog: (kind: 'table' | 'project') => Promise<FileGrant | null>;
    /** @param name suggested, without its ending */
    readonly saveDialog: (name: string, kind: FileKind) => Promise<FileGrant | null>;
    /** Writes a file that the person has chosen to save (pictures, code). @throws where it cannot be written. */
    readonly write: (file: FileGrant, content: Uint8Array | string) => Promise<void>;
    readonly recent: () => Promise<readonly FileGrant[]>;
    readonly samples: () => Promise<readonly SampleView[]>;
  };
  readonly app: {
    readonly info: () => Promise<{ version: string; electron: string; platform: string; packaged: boolean }>;
    readonly theme: () => Promise<Theme>;
    readonly setTheme: (theme: Theme) => Promise<void>;
    /** Puts the page's actions into the native menu. */
    readonly setMenu: (bar: MenuBarView) => Promise<void>;
    /** A command from the native menu, by the id of an action. */
    readonly onCommand: (listener: (command: string) => void) => () => void;
    /** Files opened from outside (double click, command line, recent documents). */
    readonly onOpenFile: (listener: (file: FileGrant) => void) => () => void;
    /** @param section of the guide, by its id; its beginning without one. */
    readonly openExternal: (page: 'guide' | 'issues' | 'licence', section?: string) => Promise<void>;
    readonly showLog: () => Promise<void>;
    readonly copyText: (text: string) => Promise<void>;
    /** A PNG picture onto the clipboard. */
    readonly copyImage: (png: Uint8Array) => Promise<void>;
  };
}
