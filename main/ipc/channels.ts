/**
 * The channels between the page's preload and main, each with its types. Requests are asked by the preload and
 * answered; pushes go the other way, unasked. Names and types only, so that the preload stays small.
 */
import type {
  EngineStatus,
  FileGrant,
  SampleView,
  StudioApi,
  Theme,
} from '../../shared/contract/contract.ts';
import type { AppError } from '../../shared/errors.ts';

type AppInfo = Awaited<ReturnType<StudioApi['app']['info']>>;

/** Channel → what is asked and what is answered. */
export interface Requests {
  /** The path of a dropped file, as the preload has it from Electron. */
  'files.grantDropped': { argument: string; result: FileGrant };
  'files.openDialog': { argument: 'table' | 'project'; result: FileGrant | null };
  'files.saveDialog': { argument: string; result: FileGrant | null };
  'files.recent': { argument: undefined; result: readonly FileGrant[] };
  'files.samples': { argument: undefined; result: readonly SampleView[] };
  'app.info': { argument: undefined; result: AppInfo };
  'app.theme': { argument: undefined; result: Theme };
  'app.setTheme': { argument: Theme; result: void };
  'app.openExternal': { argument: 'guide' | 'issues' | 'licence'; result: void };
  'app.showLog': { argument: undefined; result: void };
  /** The preload has loaded: from now on it takes pushes, and a port to the engine. */
  'page.loaded': { argument: undefined; result: void };
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
