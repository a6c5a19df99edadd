/** Entry of the engine's own process: an Electron utility process, spoken to over its parent port. */
import {
  engineProcessContract,
  type EngineProcessContract,
  type HostContract,
  type Risk,
} from '../../shared/contract/host.ts';
import type { AppError } from '../../shared/errors.ts';
import { connect } from '../../shared/rpc/client.ts';
import type { Handlers } from '../../shared/rpc/contract.ts';
import type { Port } from '../../shared/rpc/messages.ts';
import { serve } from '../../shared/rpc/server.ts';
import { createEngine, type Engine } from './engine.ts';
import { threadReader } from './reader/threadReader.ts';

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
  postMessage(message: unknown): void;
}

/** Main is never lost: this process ends with it. */
const mainLost: AppError = { kind: 'fault', code: 'main.lost', message: 'KAN Studio has ended.', hint: '' };

const { parentPort } = process as unknown as { readonly parentPort?: ParentPort };
if (parentPort === undefined) {
  console.error('This program is the engine of KAN Studio and is started by it.');
  process.exit(2);
}
serveMain(hostPort(parentPort));

function serveMain(port: Port): void {
  const host = connect<HostContract>(port, mainLost);
  const log = (level: 'info' | 'warning' | 'error', text: string): void => {
    void host.call('log', { level, text: text.slice(0, 10_000) }).catch(() => undefined);
  };
  const onRisk = (risk: Risk | null): void => {
    void host.call('risk', risk).catch(() => undefined);
  };
  const die = (error: unknown): void => {
    log('error', `Fault: ${describe(error)}`);
    // The message needs a turn of the event loop to leave.
    setTimeout(() => process.exit(1), 100);
  };
  process.on('uncaughtException', die);
  process.on('unhandledRejection', die);

  /** The port that main lent last; it comes before main answers. */
  let lent: Port | null = null;
  const computeWindow = async (): Promise<Port> => {
    await host.call('computeWindow.open', undefined);
    if (lent === null) throw new Error('No port came with the compute window.');
    const port = lent;
    lent = null;
    return port;
  };

  const reader = threadReader(new URL('./reader.js', import.meta.url));
  let engine: Engine | null = null;
  const started = (): Engine => {
    if (engine === null) throw new Error('“init” comes first.');
    return engine;
  };
  const handlers: Handlers<EngineProcessContract> = {
    init: ({ journalFolder, appVersion }) => {
      engine = createEngine({ journalFolder, appVersion, reader, computeWindow, log, onRisk });
    },
    grant: ({ id, path, writable }) => started().grant(id, path, writable),
    connect: (_, _signal, [port]) => started().connect(portOf(port as ChannelPort)),
    'computeWindow.lend': (_, _signal, [port]) => {
      lent = portOf(port as ChannelPort);
    },
    ping: () => undefined,
    flush: () => started().flush(),
  };
  serve(engineProcessContract, port, handlers, (method) => log('error', `Main’s “${method}” failed.`));
}

function hostPort(host: ParentPort): Port {
  return {
    send: (message) => host.postMessage(message),
    onMessage: (listener) => void host.on('message', ({ data, ports }) => listener(data, ports)),
    onClose: () => undefined,
    close: () => undefined,
  };
}

function portOf(channel: ChannelPort): Port {
  let started = false;
  return {
    send: (message) => channel.postMessage(message),
    onMessage: (listener) => {
      channel.on('message', ({ data }) => listener(data, []));
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
