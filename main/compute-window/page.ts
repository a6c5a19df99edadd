/**
 * The hidden window's page: lends Chromium's graphics processor to the engine. It shows nothing, knows nothing but the
 * port that main hands it through the preload, and is sandboxed like every page.
 */
import type { Port } from '../../shared/rpc/messages.ts';
import { serveBackend } from '../engine/compute/remote/server.ts';
import { openWebgpu } from '../engine/compute/tensorflow/devices/webgpu.ts';

/** What is used of a page's `window` and of a `MessagePort` there. */
interface PagePort {
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  postMessage(message: unknown): void;
  close(): void;
}
interface PageMessage {
  readonly source: unknown;
  readonly data: unknown;
  readonly ports: readonly PagePort[];
}
interface PageWindow {
  addEventListener(type: 'message', listener: (event: PageMessage) => void): void;
}

const page = globalThis as unknown as PageWindow;
page.addEventListener('message', ({ source, data, ports }) => {
  if (source !== page || data !== 'compute.port' || ports.length !== 1) return;
  serveBackend(portOf(ports[0]), openWebgpu);
});

function portOf(channel: PagePort): Port {
  return {
    send: (message) => channel.postMessage(message),
    onMessage: (listener) => {
      channel.onmessage = ({ data }) => listener(data, []);
    },
    // Main destroys the window with the engine: there is nothing to do here.
    onClose: () => undefined,
    close: () => channel.close(),
  };
}
