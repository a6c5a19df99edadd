/** What an edit can be given: settings, and things in the network. */
import type { EdgeRef, NodeRef } from '../refs.ts';
import type { Setting, ValueOf } from '../settings/setting.ts';

/** a, b, c, d of c·f(a·x + b) + d. */
export type Affine = readonly [number, number, number, number];

/** Kinds of parameters that are no settings, and their values. */
export interface PartValues {
  edge: EdgeRef;
  edges: readonly EdgeRef[];
  nodes: readonly NodeRef[];
  affine: Affine;
  /** Null where a to d are fitted to the edge. */
  fittedAffine: Affine | null;
  /** A function of the library by its name, or an expression in x; null for the best candidate. */
  function: string | null;
  /** Further functions to choose from; may be left out. */
  functions: readonly string[];
  /** A hidden layer, 1 for the first. */
  hiddenLayer: number;
  /** The layer of nodes that a new hidden layer comes before, 1 for the first hidden layer. */
  nextLayer: number;
  /** A rung of the ladder that the network comes from, by its title. */
  rung: string;
  /** Pairs of nodes of one layer. */
  pairs: readonly (readonly [number, number])[];
}

export type PartKind = keyof PartValues;
export type Parameter = PartKind | Setting;
export type Parameters = Readonly<Record<string, Parameter>>;

type OptionalKind = 'functions';
type Optional<P extends Parameters> = { [K in keyof P]: P[K] extends OptionalKind ? K : never }[keyof P];
type ValueOfParameter<P extends Parameter> = P extends PartKind
  ? PartValues[P]
  : P extends Setting
    ? ValueOf<P>
    : never;

/** The values of an edit's parameters. */
export type ParameterValues<P extends Parameters> = {
  readonly [K in Exclude<keyof P, Optional<P>>]: ValueOfParameter<P[K]>;
} & { readonly [K in Optional<P>]?: ValueOfParameter<P[K]> };
