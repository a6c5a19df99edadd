/**
 * The calls and events between the window and the engine. The engine parses what arrives with these schemas; the window
 * uses only the types, so that the page does not contain zod. A call that changes something does not return what an
 * event reports: the event arrives before the answer.
 */
import type { Answer, Client, EventName, EventValue, Handlers, Method, Params } from '../rpc/contract.ts';
import { comparisonCalls } from './calls/comparison.ts';
import { dataCalls } from './calls/data.ts';
import { editCalls } from './calls/edit.ts';
import { equationCalls } from './calls/equation.ts';
import { evaluationCalls } from './calls/evaluation.ts';
import { formulaCalls } from './calls/formula.ts';
import { historyCalls } from './calls/history.ts';
import { networkCalls } from './calls/network.ts';
import { phasesCalls } from './calls/phases.ts';
import { projectCalls } from './calls/project.ts';
import { trainingCalls } from './calls/training.ts';
import { events } from './events.ts';

const calls = {
  ...projectCalls,
  ...dataCalls,
  ...networkCalls,
  ...editCalls,
  ...historyCalls,
  ...trainingCalls,
  ...formulaCalls,
  ...comparisonCalls,
  ...phasesCalls,
  ...equationCalls,
  ...evaluationCalls,
} as const;

export const engineContract = { calls, events };
export type EngineContract = typeof engineContract;

export type EngineMethod = Method<EngineContract>;
export type EngineParams<M extends EngineMethod> = Params<EngineContract, M>;
export type EngineAnswers = { readonly [M in EngineMethod]: Answer<EngineContract, M> };
export type EngineEvent = EventName<EngineContract>;
export type EngineEvents = { readonly [E in EngineEvent]: EventValue<EngineContract, E> };
export type EngineClient = Client<EngineContract>;
export type EngineHandlers = Handlers<EngineContract>;
