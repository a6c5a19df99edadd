/** A contract with handlers, joined in process, for the tests of the protocol. */
import { z } from 'zod';
import { engineContract, type EngineMethod } from '../../../shared/contract/engine.ts';
import { trainingSetup } from '../../../shared/contract/schemas/setups.ts';
import { idleTraining, type TrainingView } from '../../../shared/contract/views/training.ts';
import { userError, type AppError } from '../../../shared/errors.ts';
import { connect, type Connection } from '../../../shared/rpc/client.ts';
import { call, type, type Handlers } from '../../../shared/rpc/contract.ts';
import { portPair } from '../../../shared/rpc/inProcess.ts';
import type { Port } from '../../../shared/rpc/messages.ts';
import { serve, type Server } from '../../../shared/rpc/server.ts';

/** The engine's contract, with answers for these tests where it has none. */
export const contract = {
  calls: {
    ...engineContract.calls,
    'train.start': call(trainingSetup, type<TrainingView>()),
    'train.pause': call(z.undefined(), type<TrainingView>()),
    'train.stop': call(z.undefined(), type<TrainingView>()),
  },
  events: engineContract.events,
};
export type TestContract = typeof contract;
type TestHandlers = Handlers<TestContract>;

export const lost: AppError = { kind: 'fault', code: 'engine.lost', message: 'Gone.', hint: '' };

export const idle: TrainingView = { ...idleTraining, status: 'running', optimizer: 'L-BFGS', steps: 10 };
export const at = (step: number): TrainingView => ({
  ...idle,
  step,
  points: [{ step, train: 1 / step, validation: 1 }],
});

/** Handlers that all refuse, but for those given. */
export function handlersWith(some: Partial<TestHandlers>): TestHandlers {
  const refuse = (): never => {
    throw userError('test.unused', 'Not part of this test.');
  };
  const all = Object.fromEntries(
    (Object.keys(contract.calls) as EngineMethod[]).map((name) => [name, refuse]),
  );
  return { ...(all as unknown as TestHandlers), ...some };
}

export function joinedBy(some: Partial<TestHandlers>): {
  client: Connection<TestContract>;
  server: Server<TestContract>;
  ports: [Port, Port];
} {
  const ports = portPair();
  return {
    server: serve(contract, ports[1], handlersWith(some)),
    client: connect<TestContract>(ports[0], lost),
    ports,
  };
}

export const setup = {
  optimizer: 'lbfgs',
  steps: 5,
  lamb: 0,
  learningRate: 0.1,
  batch: 0,
  updateGrid: true,
} as const;
