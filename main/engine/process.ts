/** Entry of the engine's own process: an Electron utility process, spoken to over its parent port. */
import { hostRequest, type HostReply, type HostRequest } from '../../shared/rpc/host.ts';
import type { Port } from '../../shared/rpc/messages.ts';
import { createEngine, type Engine } from './engine.ts';

/** What is used of Electron's `MessagePortMain`. */
interface ChannelPort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  postMessage(message: unknown): void;
  start(): void;
  close(): void;
}

/** What is used of Electron's `ParentPort`. */
interface ParentPort {
  on(
    event: 'message',
    listener: (event: { readonly data: unknown; readonly ports: readonly ChannelPort[] }) => void,
  ): unknown;
  postMessage(message: HostReply): void;
}

const { parentPort } = process as unknown as { readonly parentPort?: ParentPort };
if (parentPort === undefined) {
  console.error('This program is the engine of KAN Studio and is started by it.');
  process.exit(2);
}
serve(parentPort);

function serve(host: ParentPort): void {
  const log = (level: 'info' | 'warning' | 'error', text: string): void => {
    host.postMessage({ type: 'log', level, text: text.slice(0, 10_000) });
  };
  const die = (error: unknown): void => {
    log('error', `Fault: ${describe(error)}`);
    // The message needs a turn of the event loop to leave.
    setTimeout(() => process.exit(1), 100);
  };
  process.on('uncaughtException', die);
  process.on('unhandledRejection', die);

  /** Those who wait for the compute window; the next answer is for the first. */
  const waiting: { resolve: (port: Port) => void; reject: (error: Error) => void }[] = [];
  const computeWindow = (): Promise<Port> =>
    new Promise((resolve, reject) => {
      waiting.push({ resolve, reject });
      host.postMessage({ type: 'compute' });
    });
  let engine: Engine | null = null;
  host.on('message', ({ data, ports }) => {
    const parsed = hostRequest.safeParse(data);
    if (!parsed.success) {
      log('error', 'Main sent the engine a message of unknown form.');
      return;
    }
    const request = parsed.data;
    if (request.type === 'compute') {
      const one = waiting.shift();
      if (request.error === null && ports.length === 1) one?.resolve(portOf(ports[0]));
      else one?.reject(new Error(request.error ?? 'No port came with the compute window.'));
      return;
    }
    if (request.type === 'init') engine = start(request, computeWindow, log);
    if (engine === null) log('error', `Main sent “${request.type}” before “init”.`);
    else void carryOut(request, engine, ports).then((seq) => seq && host.postMessage({ type: 'ack', seq }));
  });
}

function start(
  request: Extract<HostRequest, { type: 'init' }>,
  computeWindow: () => Promise<Port>,
  log: (level: 'info' | 'warning' | 'error', text: string) => void,
): Engine {
  const { journalFolder, appVersion } = request;
  return createEngine({ journalFolder, appVersion, computeWindow, log });
}

/** @returns the number to acknowledge, or null. */
async function carryOut(
  request: Exclude<HostRequest, { type: 'compute' }>,
  engine: Engine,
  ports: readonly ChannelPort[],
): Promise<number | null> {
  switch (request.type) {
    case 'init':
      return request.seq;
    case 'grant':
      engine.grant(request.id, request.path, request.writable);
      return request.seq;
    case 'connect':
      for (const port of ports) engine.connect(portOf(port));
      return null;
    case 'flush':
      await engine.flush();
      return request.seq;
  }
}

function portOf(channel: ChannelPort): Port {
  let started = false;
  return {
    send: (message) => channel.postMessage(message),
    onMessage: (listener) => {
      channel.on('message', ({ data }) => listener(data));
      if (!started) channel.start();
      started = true;
    },
    onClose: (listener) => void channel.on('close', listener),
    close: () => channel.close(),
  };
}

/** An error by its kind and where it happened; its message could hold the user's data. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const places = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [error.name, ...places].join('\n');
}
