/**
 * A command of `kan` as one record. Parsing, help, shell completion and the manual page are made from it.
 */
import type { Arguments } from './parsing/args.ts';
import type { Io } from './io.ts';

export interface Command {
  readonly name: string;
  /** What it does, as one phrase in the third person: `trains a network on a table`. */
  readonly summary: string;
  /** Further explanation, as paragraphs; line breaks are kept. */
  readonly notes?: string;
  /** The heading that the command is listed under in `kan --help`. */
  readonly heading: 'Networks' | 'Formulas' | 'Edits by hand' | 'This machine and this program';
  readonly positionals: readonly Positional[];
  readonly groups: readonly FlagGroup[];
  /** @returns an exit status. */
  readonly run: (args: Arguments, io: Io) => Promise<number>;
}

export interface Positional {
  /** The name in the usage and in messages: `table`, `model.kan`. */
  readonly name: string;
  readonly help: string;
  /** The text instead of the name in the message about a missing argument: `a table`. */
  readonly missing?: string;
  /** The possible values; absent for a file. */
  readonly choices?: readonly string[];
  /** A flag can stand in its place. */
  readonly optional?: true;
}

export interface FlagGroup {
  readonly title: string;
  readonly flags: readonly CommandFlag[];
}

export interface CommandFlag {
  /** Without dashes. */
  readonly name: string;
  /** The placeholder for the value in the help; null for a flag without value. */
  readonly value: string | null;
  readonly help: string;
  /** The possible values; absent if any value is allowed. */
  readonly choices?: readonly string[];
  /** Whether the value is a file. */
  readonly file?: true;
  /** Whether it may be repeated, and every value counts. */
  readonly repeatable?: true;
}

/** All flags of a command, in the order of its help. */
export function flagsOf({ groups }: Pick<Command, 'groups'>): readonly CommandFlag[] {
  return groups.flatMap(({ flags }) => flags);
}

/** `<table>`; `[table]` where it can be left out. */
export function placeholderOf({ name, optional }: Positional): string {
  return optional ? `[${name}]` : `<${name}>`;
}

/** `kan fit <table> [flags]` */
export function usageOf({ name, positionals }: Command): string {
  return ['kan', name, ...positionals.map(placeholderOf), '[flags]'].join(' ');
}

/** Flags that many commands have. */
export const jsonFlag: CommandFlag = {
  name: 'json',
  value: null,
  help: 'prints one JSON object and nothing else on stdout',
};

export const dataFlag: CommandFlag = {
  name: 'data',
  value: '<table>',
  help: 'the model’s table (default: the one saved inside, or the file of that name in the model’s folder)',
  file: true,
};

export const modelPositional: Positional = { name: 'model.kan', help: 'a project file with a model' };
