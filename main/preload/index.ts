/** Puts {@link StudioApi} on the page's `window.studio`, and nothing else. Paths and ports stay on this side. */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { EngineStatus, StudioApi } from '../../shared/contract/studio.ts';
import { toAppError } from '../../shared/errors.ts';
import { connect } from '../../shared/rpc/client.ts';
import type { Answer, EventName, EventValue, Method, Params } from '../../shared/rpc/contract.ts';
import { enginePortChannel, loadedChannel, messageChannel } from '../channels.ts';
import type { PageContract } from '../ipc/contract.ts';

const main = connect<PageContract>(
  {
    send: (message) => ipcRenderer.send(messageChannel, message),
    onMessage: (listener) => void ipcRenderer.on(messageChannel, (_event, message) => listener(message, [])),
    // Main is never lost: the page ends with it.
    onClose: () => undefined,
    close: () => undefined,
  },
  { kind: 'fault', code: 'main.lost', message: 'KAN Studio has ended.', hint: '' },
);

async function ask<M extends Method<PageContract>>(
  method: M,
  params: Params<PageContract, M>,
): Promise<Answer<PageContract, M>> {
  try {
    return await main.call(method, params);
  } catch (error) {
    // The bridge to the page strips an Error of all but its message; a plain AppError arrives whole.
    // eslint-disable-next-line @typescript-eslint/only-throw-error
    throw toAppError(error);
  }
}

/** Listens to main: what it has said before waits for the first listener. */
function listen<N extends EventName<PageContract>>(
  event: N,
  listener: (value: EventValue<PageContract, N>) => void,
): () => void {
  return main.on(event, listener);
}

/** What the engine says before the page listens is kept for it. */
class EngineMessages {
  readonly #listeners = new Set<(message: unknown) => void>();
  #kept: unknown[] = [];

  emit(message: unknown): void {
    if (this.#listeners.size === 0) this.#kept.push(message);
    for (const listener of this.#listeners) listener(message);
  }

  listen(listener: (message: unknown) => void): () => void {
    this.#listeners.add(listener);
    const kept = this.#kept;
    this.#kept = [];
    for (const message of kept) listener(message);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  forget(): void {
    this.#kept = [];
  }
}

let status: EngineStatus = { state: 'starting' };
const statusListeners = new Set<(status: EngineStatus) => void>();
const fromEngine = new EngineMessages();
let port: MessagePort | null = null;
/** Sent by the page before there was a port. */
let unsent: unknown[] = [];

// A preload may also run in the empty document that a window begins with, when a debugger looks at it.
if (location.href !== 'about:blank') ipcRenderer.send(loadedChannel);

listen('engine.status', (value) => {
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
    onHung: (listener) => listen('engine.hung', listener),
    wait: () => ask('engine.wait', undefined),
    restart: () => ask('engine.restart', undefined),
  },
  files: {
    grantDropped: (file) => ask('files.grantDropped', webUtils.getPathForFile(file)),
    grantPasted: (text) => ask('files.grantPasted', text),
    openDialog: (kind) => ask('files.openDialog', kind),
    saveDialog: (name, kind) => ask('files.saveDialog', { name, kind }),
    write: ({ id }, content) => ask('files.write', { file: id, content }),
    openRecent: ({ id }) => ask('files.openRecent', id),
    recent: () => ask('files.recent', undefined),
    samples: () => ask('files.samples', undefined),
  },
  app: {
    info: () => ask('app.info', undefined),
    theme: () => ask('app.theme', undefined),
    setTheme: (theme) => ask('app.setTheme', theme),
    setMenu: (bar) => ask('app.setMenu', bar),
    onCommand: (listener) => listen('app.command', listener),
    onOpenFile: (listener) => listen('app.openFile', listener),
    openExternal: (page, section) => ask('app.openExternal', { page, section: section ?? null }),
    showLog: () => ask('app.showLog', undefined),
    copyText: (text) => ask('app.copyText', text),
    copyImage: (png) => ask('app.copyImage', png),
  },
};

contextBridge.exposeInMainWorld('studio', studio);
