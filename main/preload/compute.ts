/** Hands the compute window's page its port to the engine, and nothing else. */
import { ipcRenderer } from 'electron';
import type { computePortChannel } from '../channels.ts';

// Not imported: a sandboxed preload is one file, and the page's preload has the channels' names too.
const channel: typeof computePortChannel = 'compute.port';

ipcRenderer.on(channel, ({ ports }) => {
  window.postMessage(channel, location.origin, [...ports]);
});
