/** Puts {@link StudioApi} on the page's `window.studio`, and nothing else. Paths and ports stay on this side. */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { EngineStatus, StudioApi } from '../../shared/contract/contract.ts';
import {
  enginePortChannel,
  type PushChannel,
  type Pushes,
  type Reply,
  type RequestChannel,
  type Requests,
} from '../ipc/channels.ts';

type Listener<T> = (value: T) => void;

async function ask<C extends RequestChannel>(
  channel: C,
  argument: Requests[C]['argument'],
): Promise<Requests[C]['result']> {
  const reply = (await ipcRenderer.invoke(channel, argument)) as Reply<Requests[C]['result']>;
  if (reply.ok) return reply.value;
  // The bridge to the page strips an Error of all but its message; a plain AppError arrives whole.
  // eslint-disable-next-line @typescript-eslint/only-throw-error
  throw reply.error;
}

/** Values for listeners that may come later than the first value: those are kept until there is a listener. */
class Stream<T> {
  readonly #listeners = new Set<Listener<T>>();
  #kept: T[] = [];

  emit(value: T): void {
    if (this.#listeners.size === 0) this.#kept.push(value);
    for (const listener of this.#listeners) listener(value);
  }

  listen(listener: Listener<T>): () => void {
    this.#listeners.add(listener);
    const kept = this.#kept;
    this.#kept = [];
    for (const value of kept) listener(value);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  forget(): void {
    this.#kept = [];
  }
}

function pushes<C extends PushChannel>(channel: C): Stream<Pushes[C]> {
  const stream = new Stream<Pushes[C]>();
  ipcRenderer.on(channel, (_event, value: Pushes[C]) => {
    stream.emit(value);
  });
  return stream;
}

const commands = pushes('app.command');
const openedFiles = pushes('app.openFile');

let status: EngineStatus = { state: 'starting' };
const statusListeners = new Set<Listener<EngineStatus>>();
const fromEngine = new Stream<unknown>();
let port: MessagePort | null = null;
/** Sent by the page before there was a port. */
let unsent: unknown[] = [];

ipcRenderer.on('engine.status', (_event, value: EngineStatus) => {
  status = value;
  if (value.state === 'lost') {
    port?.close();
    port = null;
    unsent = [];
    fromEngine.forget();
  }
  for (const listener of statusListeners) listener(value);
});

ipcRenderer.on(enginePortChannel, (event) => {
  port = event.ports[0] ?? null;
  if (port === null) return;
  port.onmessage = ({ data }: MessageEvent<unknown>) => {
    fromEngine.emit(data);
  };
  for (const message of unsent) port.postMessage(message);
  unsent = [];
});

const studio: StudioApi = {
  engine: {
    send: (message) => {
      if (port === null) unsent.push(message);
      else port.postMessage(message);
    },
    onMessage: (listener) => fromEngine.listen(listener),
    onStatus: (listener) => {
      statusListeners.add(listener);
      listener(status);
      return () => {
        statusListeners.delete(listener);
      };
    },
  },
  files: {
    grantDropped: (file) => ask('files.grantDropped', webUtils.getPathForFile(file)),
    grantPasted: (text) => ask('files.grantPasted', text),
    openDialog: (kind) => ask('files.openDialog', kind),
    saveDialog: (name, kind) => ask('files.saveDialog', { name, kind }),
    write: ({ id }, content) => ask('files.write', { file: id, content }),
    recent: () => ask('files.recent', undefined),
    samples: () => ask('files.samples', undefined),
  },
  app: {
    info: () => ask('app.info', undefined),
    theme: () => ask('app.theme', undefined),
    setTheme: (theme) => ask('app.setTheme', theme),
    setMenu: (bar) => ask('app.setMenu', bar),
    onCommand: (listener) => commands.listen(listener),
    onOpenFile: (listener) => openedFiles.listen(listener),
    openExternal: (page, section) => ask('app.openExternal', { page, section: section ?? null }),
    showLog: () => ask('app.showLog', undefined),
    copyText: (text) => ask('app.copyText', text),
    copyImage: (png) => ask('app.copyImage', png),
  },
};

contextBridge.exposeInMainWorld('studio', studio);
// A preload may also run in the empty document that a window begins with, when a debugger looks at it.
if (location.href !== 'about:blank') void ask('page.loaded', undefined);
