/**
 * What the page and main say to each other over Electron's IPC. Main parses with these schemas; the preload has the types
 * only, so that it stays small.
 */
import { z } from 'zod';
import { menuBar } from '../../shared/contract/menu.ts';
import { fileId } from '../../shared/contract/schemas/basic.ts';
import {
  externalPages,
  type EngineStatus,
  type FileGrant,
  type SavePlace,
  type SampleView,
  type StudioApi,
  type Theme,
} from '../../shared/contract/studio.ts';
import { call, type } from '../../shared/rpc/contract.ts';
import { latest, queued } from '../../shared/rpc/eventQueue.ts';

type AppInfo = Awaited<ReturnType<StudioApi['app']['info']>>;

const none = z.undefined();
/** Pictures and code; tables and projects are written by the engine. */
const mostContent = 256 * 1024 * 1024;
const bytes: z.ZodType<Uint8Array> = z
  .instanceof(Uint8Array)
  .refine(({ byteLength }) => byteLength <= mostContent);
const fileKind = z
  .object({ label: z.string().max(80), extension: z.string().regex(/^[a-z0-9]{1,10}$/) })
  .strict();
const section = z.string().regex(/^[a-z0-9-]{1,40}$/);

export const pageContract = {
  calls: {
    /** The path of a dropped file, as the preload has it from Electron. */
    'files.grantDropped': call(z.string().max(32_768), type<FileGrant>()),
    'files.grantPasted': call(z.string().min(1).max(mostContent), type<FileGrant>()),
    'files.openDialog': call(z.enum(['table', 'project']), type<FileGrant | null>()),
    'files.saveDialog': call(
      z.object({ name: z.string().min(1).max(200), kind: fileKind }).strict(),
      type<SavePlace | null>(),
    ),
    'files.write': call(
      z.object({ file: fileId, content: z.union([z.string().max(mostContent), bytes]) }).strict(),
    ),
    /** A recent file that the person chose again, by its id. */
    'files.openRecent': call(fileId, type<FileGrant>()),
    'files.recent': call(none, type<readonly FileGrant[]>()),
    'files.samples': call(none, type<readonly SampleView[]>()),
    /** Of an engine that does not answer: gives it more time, or ends it and starts it again. */
    'engine.wait': call(none),
    'engine.restart': call(none),
    'app.info': call(none, type<AppInfo>()),
    'app.theme': call(none, type<Theme>()),
    'app.setTheme': call(z.enum(['system', 'light', 'dark'])),
    'app.setMenu': call(menuBar),
    'app.openExternal': call(z.object({ page: z.enum(externalPages), section: section.nullable() }).strict()),
    'app.showLog': call(none),
    'app.copyText': call(z.string().max(mostContent)),
    /** A PNG picture. */
    'app.copyImage': call(bytes),
  },
  events: {
    'engine.status': queued<EngineStatus>(1000),
    /** The engine has not answered for a while; false when it does again, or is gone. */
    'engine.hung': latest<boolean>(),
    /** An action of the native menu, by its id. */
    'app.command': queued<string>(1000),
    'app.openFile': queued<FileGrant>(1000),
  },
} as const;
export type PageContract = typeof pageContract;
