/**
 * The contract between the two ends of a channel. It lists calls and events: for a call its name, the schema of its
 * argument and the type of its answer; for an event its name, the type of its values and what happens to values that
 * come faster than the client can handle. Everything else is derived: the types of client and handlers, and the parsing
 * on arrival.
 */
import type { EventRule } from './eventQueue.ts';

/** The part of a zod schema that is used here, so that ends without zod can have contracts too. */
export interface Schema<T> {
  safeParse(
    value: unknown,
  ):
    | { readonly success: true; readonly data: T }
    | { readonly success: false; readonly error: { readonly issues: readonly Issue[] } };
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Represents a type in a contract; it has no value. */
export interface TypeOf<T> {
  readonly type?: T;
}

export interface Call<P, R> {
  /** Parses the argument on arrival. */
  readonly params: Schema<P>;
  readonly answer: TypeOf<R>;
}

/** A type for a contract: `call(schema, type<TableView>())`. */
export function type<T>(): TypeOf<T> {
  return {};
}

/** A call; without a type it has no answer. */
export function call<P>(params: Schema<P>): Call<P, void>;
export function call<P, R>(params: Schema<P>, answer: TypeOf<R>): Call<P, R>;
export function call<P, R>(params: Schema<P>, answer: TypeOf<R> = {}): Call<P, R> {
  return { params, answer };
}

/** For a call whose argument comes from an end with the same rights or more: it is not checked. */
export function trusted<P>(): Schema<P> {
  return { safeParse: (value) => ({ success: true, data: value as P }) };
}

export type Calls = Readonly<Record<string, Call<unknown, unknown>>>;
export type Events = Readonly<Record<string, EventRule<unknown>>>;

export interface Contract<C extends Calls = Calls, E extends Events = Events> {
  readonly calls: C;
  readonly events: E;
}

export type Method<K extends Contract> = keyof K['calls'] & string;
export type Params<K extends Contract, M extends Method<K>> =
  K['calls'][M] extends Call<infer P, unknown> ? P : never;
export type Answer<K extends Contract, M extends Method<K>> =
  K['calls'][M] extends Call<unknown, infer R> ? R : never;
export type EventName<K extends Contract> = keyof K['events'] & string;
export type EventValue<K extends Contract, N extends EventName<K>> =
  K['events'][N] extends EventRule<infer T> ? T : never;

/** A typed way to the other end, whatever carries it. */
export interface Client<K extends Contract> {
  /**
   * Asks for something. What was emitted before the answer arrives before it.
   * @param signal cancels the call.
   * @throws a rejection with a `KanError`.
   */
  call<M extends Method<K>>(method: M, params: Params<K, M>, signal?: AbortSignal): Promise<Answer<K, M>>;
  /** Listens to an event. @returns a function that ends the subscription. */
  on<N extends EventName<K>>(event: N, listener: (value: EventValue<K, N>) => void): () => void;
}

/**
 * One function for each call. `signal` aborts when the client cancels or is gone; `ports` came with the message.
 */
export type Handlers<K extends Contract> = {
  readonly [M in Method<K>]: (
    params: Params<K, M>,
    signal: AbortSignal,
    ports: readonly unknown[],
  ) => Answer<K, M> | Promise<Answer<K, M>>;
};

/** One function for each call about one subject: `HandlersOf<typeof trainingCalls>`. */
export type HandlersOf<C extends Calls> = Handlers<Contract<C>>;
