/**
 * The channels between the page's preload and main, each with its types. Requests are asked by the preload and
 * answered; pushes go the other way, unasked. Names and types only, so that the preload stays small.
 */
import type {
  EngineStatus,
  FileGrant,
  FileKind,
  SampleView,
  StudioApi,
  Theme,
} from '../../shared/contract/contract.ts';
import type { MenuBarView } from '../../shared/contract/menu.ts';
import type { AppError } from '../../shared/errors.ts';

type AppInfo = Awaited<ReturnType<StudioApi['app']['info']>>;

interface Request<Argument, Result> {
  readonly argument: Argument;
  readonly result: Result;
}

/** Channel → what is asked and what is answered. */
export interface Requests {
  /** The path of a dropped file, as the preload has it from Electron. */
  'files.grantDropped': Request<string, FileGrant>;
  'files.grantPasted': Request<string, FileGrant>;
  'files.openDialog': Request<'table' | 'project', FileGrant | null>;
  'files.saveDialog': Request<{ readonly name: string; readonly kind: FileKind }, FileGrant | null>;
  'files.write': Request<{ readonly file: string; readonly content: string | Uint8Array }, void>;
  'files.recent': Request<undefined, readonly FileGrant[]>;
  'files.samples': Request<undefined, readonly SampleView[]>;
  'app.info': Request<undefined, AppInfo>;
  'app.theme': Request<undefined, Theme>;
  'app.setTheme': Request<Theme, void>;
  'app.setMenu': Request<MenuBarView, void>;
  'app.openExternal': Request<{ page: 'guide' | 'issues' | 'licence'; section: string | null }, void>;
  'app.showLog': Request<undefined, void>;
  'app.copyText': Request<string, void>;
  /** A PNG picture. */
  'app.copyImage': Request<Uint8Array, void>;
  /** The preload has loaded: from now on it takes pushes, and a port to the engine. */
  'page.loaded': Request<undefined, void>;
}
export type RequestChannel = keyof Requests;

/** How every request is answered. */
export type Reply<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: AppError };

/** Channel → what is pushed. */
export interface Pushes {
  'engine.status': EngineStatus;
  'app.command': string;
  'app.openFile': FileGrant;
}
export type PushChannel = keyof Pushes;

/** On this channel a port straight to the engine comes, as the only one transferred. */
export const enginePortChannel = 'engine.port';
/** The same for the compute window. */
export const computePortChannel = 'compute.port';
