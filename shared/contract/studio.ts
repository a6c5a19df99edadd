/**
 * The interface between window and main: the state of the engine's process, files, the look, and the functions of the
 * preload.
 */
import type { AppError } from '../errors.ts';
import type { MenuBarView } from './menu.ts';

/** State of the engine process as main sees it. */
export type EngineStatus =
  | { readonly state: 'starting' }
  | { readonly state: 'ready'; readonly restarts: number }
  | { readonly state: 'lost'; readonly error: AppError };

/** What is opened outside the app. */
export const externalPages = ['guide', 'issues', 'releases', 'licence', 'notices'] as const;
export type ExternalPage = (typeof externalPages)[number];

export interface FileGrant {
  readonly id: string;
  readonly name: string;
}

/** Where the person has chosen to save. */
export interface SavePlace extends FileGrant {
  /** The name of the folder, which says where the file is without a path. */
  readonly folder: string;
}

/** A kind of file that something can be saved as. */
export interface FileKind {
  /** In the dialog, such as `CSV table`. */
  readonly label: string;
  /** Without the dot. */
  readonly extension: string;
}

export interface SampleView extends FileGrant {
  readonly title: string;
  readonly description: string;
  readonly targets: readonly string[];
  readonly rows: number;
  /** The column of phases, of a sample that is learned one phase after another. */
  readonly phases?: string | undefined;
}

export type Theme = 'system' | 'light' | 'dark';

/** The functions that the preload puts on `window.studio`. Each has a name; the page has access to nothing else. */
export interface StudioApi {
  /** Starts a call of the engine and answers its number at once; the reply comes to `onEngineMessage`'s listener. */
  readonly engine: {
    readonly send: (message: unknown) => void;
    readonly onMessage: (listener: (message: unknown) => void) => () => void;
    readonly onStatus: (listener: (status: EngineStatus) => void) => () => void;
    /** The engine has not answered for a while; false when it answers again, or has ended. */
    readonly onHung: (listener: (hung: boolean) => void) => () => void;
    /** Gives an engine that does not answer more time. */
    readonly wait: () => Promise<void>;
    /** Ends an engine that does not answer, and starts it again. */
    readonly restart: () => Promise<void>;
  };
  readonly files: {
    /** A dropped file: its path stays in the preload and main. */
    readonly grantDropped: (file: File) => Promise<FileGrant>;
    /** A pasted table, as text: it is stored in a file that belongs to the app. */
    readonly grantPasted: (text: string) => Promise<FileGrant>;
    readonly openDialog: (kind: 'table' | 'project') => Promise<FileGrant | null>;
    /** @param name suggested, without its ending */
    readonly saveDialog: (name: string, kind: FileKind) => Promise<SavePlace | null>;
    /** Writes a file that the person has chosen to save (pictures, code). @throws where it cannot be written. */
    readonly write: (file: FileGrant, content: Uint8Array | string) => Promise<void>;
    /** Chooses a recent file again. @throws where it is not there any more. */
    readonly openRecent: (file: FileGrant) => Promise<FileGrant>;
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
    readonly openExternal: (page: ExternalPage, section?: string) => Promise<void>;
    readonly showLog: () => Promise<void>;
    readonly copyText: (text: string) => Promise<void>;
    /** A PNG picture onto the clipboard. */
    readonly copyImage: (png: Uint8Array) => Promise<void>;
  };
}
