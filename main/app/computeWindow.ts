import { BrowserWindow, MessageChannelMain, type MessagePortMain } from 'electron';
import { computePortChannel } from '../channels.ts';
import type { Log } from './log.ts';
import { computePreloadFile } from './paths.ts';
import { computeUrl } from './protocol.ts';

/**
 * A hidden window whose page computes for the engine with Chromium's WebGPU. There is at most one. A second request
 * means that the previous window has failed.
 */
export class ComputeWindow {
  #window: BrowserWindow | null = null;
  readonly #log: Log;

  constructor(log: Log) {
    this.#log = log;
  }

  /** Opens a new window. @returns the engine's end of a channel to its page */
  async open(): Promise<MessagePortMain> {
    this.close();
    const window = new BrowserWindow({
      show: false,
      webPreferences: {
        preload: computePreloadFile,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
        backgroundThrottling: false,
        spellcheck: false,
      },
    });
    this.#window = window;
    window.once('closed', () => {
      if (this.#window === window) this.#window = null;
    });
    await window.loadURL(computeUrl);
    const { port1, port2 } = new MessageChannelMain();
    window.webContents.postMessage(computePortChannel, null, [port2]);
    window.webContents.once('render-process-gone', (_event, { reason }) => {
      this.#log.warn(`The compute window is gone (${reason}).`);
      window.destroy();
    });
    return port1;
  }

  /** Closes the window. Its computations fail, and the engine continues them on another device. */
  close(): void {
    this.#window?.destroy();
    this.#window = null;
  }
}
