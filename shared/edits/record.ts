/** The type of an edit's record: its parameters, its words, and how the window and the command line offer it. */
import type { EdgeRef, NodeRef } from '../refs.ts';
import type { Parameters, ParameterValues } from './parameters.ts';

/** Places of the network in words, with the names of the data. */
export interface PlaceNames {
  /** `x1 → h1.2` */
  edge(edge: EdgeRef): string;
  /** The column of an input, `h1.2` for a hidden node. */
  node(node: NodeRef): string;
}

/** What a form needs to know of the network. */
export interface NetworkFacts {
  readonly grid: number;
  /** Layers of nodes after the inputs. */
  readonly layers: number;
  /** Revisions in the history. */
  readonly revisions: number;
}

export interface EditRecord<P extends Parameters = Parameters> {
  readonly parameters: P;
  /** In the history, in the past tense: `Fixed x1 → h1.2 to sin`. */
  readonly label: (edit: ParameterValues<P>, names: PlaceNames) => string;
  /** Whether a refit follows by default; null where the edit itself trains, which takes seconds. */
  readonly refit: boolean | null;
  /** Values to begin with that depend on the network; other settings begin with their defaults. */
  readonly start?: (network: NetworkFacts) => Partial<ParameterValues<P>>;
  /** How the window offers the edit among the changes of the whole network; absent where it is offered elsewhere. */
  readonly form?: EditForm<ParameterValues<P>>;
  /** How the command line offers the edit; absent where it does not. */
  readonly command?: EditCommand;
}

export interface EditCommand {
  /** As in `kan fix`; several edits may share a command. */
  readonly name: string;
  /** What it does, in one phrase. */
  readonly help: string;
  /** The flag that selects this edit where several share the command: a flag with a value, or a switch. */
  readonly when?: { readonly flag: string; readonly help: string };
  /** Where there is nothing to change, the command says so and exits with success. */
  readonly mayChangeNothing?: true;
}

export interface EditForm<V = never> {
  readonly title: string;
  readonly help: string;
  /** The section of docs/guide/index.html that explains it, by its id. */
  readonly guide: string;
  /** On the button. */
  readonly verb: (edit: V) => string;
  /** Why the edit would change nothing, as a sentence; '' where it would. */
  readonly inVain?: (edit: V, network: NetworkFacts) => string;
  /** Further values to begin with in the form. */
  readonly start?: (network: NetworkFacts) => Partial<V>;
  /** Settings that the form does not show. */
  readonly hidden?: readonly (keyof V & string)[];
}

/** Checks a record, and lets TypeScript infer the types of its parameters. */
export function edit<const P extends Parameters>(record: EditRecord<P>): EditRecord<P> {
  return record;
}
