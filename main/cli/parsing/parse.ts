/** Commander parses command lines as the record of a command says. The error messages are our own. */
import { Command as Parser, CommanderError, Option } from 'commander';
import { userError, type KanError } from '../../../shared/errors.ts';
import { nearestName } from '../../engine/data/table/names.ts';
import type { Arguments } from './args.ts';
import { flagsOf, placeholderOf, usageOf, type Command, type CommandFlag } from '../command.ts';

/**
 * @throws KanError `cli.unknown-flag` with the nearest known flag, `cli.no-value`, `cli.needless-value`, `cli.twice`, `cli.conflict`,
 *   `cli.arguments` for missing files or too many
 */
export function parse(command: Command, argv: readonly string[]): Arguments {
  const parser = parserOf(command, argv);
  try {
    parser.parse([...argv], { from: 'user' });
  } catch (error) {
    throw error instanceof CommanderError ? inOurWords(error, command, parser) : error;
  }
  const values = new Map<string, string>();
  const lists = new Map<string, readonly string[]>();
  const switches = new Set<string>();
  for (const flag of flagsOf(command)) {
    const option = optionOf(flag);
    const key = option.attributeName();
    if (parser.getOptionValueSource(key) !== 'cli') continue;
    const value: unknown = parser.getOptionValue(key);
    // `--refit 5` and `--no-refit` share a key.
    if (flag.value !== null) {
      if (typeof value === 'string') values.set(flag.name, value);
      if (Array.isArray(value)) lists.set(flag.name, value as string[]);
    } else if (value === !option.negate) switches.add(flag.name);
  }
  refuseOpposites(command, argv);
  const empty = parser.args.findIndex((argument) => argument === '');
  if (empty !== -1) throw missing(command, command.positionals.slice(empty, empty + 1));
  return { positionals: parser.args, values, lists, switches };
}

/** @throws KanError `cli.conflict` for a flag beside its opposite, as `--refit 5 --no-refit` */
function refuseOpposites(command: Command, argv: readonly string[]): void {
  const given = flagsOf(command).filter(({ name }) =>
    argv.some((text) => text === `--${name}` || text.startsWith(`--${name}=`)),
  );
  const opposite = given.find(({ name }) => given.some((other) => other.name === `no-${name}`));
  if (opposite === undefined) return;
  throw userError(
    'cli.conflict',
    `--${opposite.name} and --no-${opposite.name} cannot be used together.`,
    'Leave one of them out.',
  );
}

/** A parser that throws instead of printing and exiting. */
function parserOf(command: Command, argv: readonly string[]): Parser {
  const parser = new Parser(command.name)
    .exitOverride()
    .configureOutput({ writeOut: () => undefined, writeErr: () => undefined, outputError: () => undefined })
    .showSuggestionAfterError(false)
    .allowExcessArguments(false)
    .helpOption(false)
    .action(() => undefined);
  for (const positional of command.positionals) parser.argument(placeholderOf(positional));
  for (const flag of flagsOf(command)) {
    const option = optionOf(flag);
    if (flag.value !== null)
      option.argParser<string | string[]>((text, before) => {
        const value = withoutFlags(flag.name, text, argv);
        if (flag.repeatable) return [...(Array.isArray(before) ? before : []), value];
        if (typeof before === 'string' && before !== value) throw givenTwice(flag, before, value);
        return value;
      });
    parser.addOption(option);
  }
  return parser;
}

/** A flag as the parser knows it. */
export function optionOf({ name, value, help }: CommandFlag): Option {
  return new Option(value === null ? `--${name}` : `--${name} <${value.replace(/^<|>$/g, '')}>`, help);
}

/** A value that looks like a flag is read as a flag, so the value is missing. `--flag=--value` passes such a value. */
function withoutFlags(name: string, text: string, argv: readonly string[]): string {
  if (text.startsWith('--') && !argv.includes(`--${name}=${text}`)) throw noValue(`--${name}`);
  return text;
}

function inOurWords({ code, message }: CommanderError, command: Command, parser: Parser): Error {
  const quoted = /'([^']*)'/.exec(message)?.[1] ?? '';
  switch (code) {
    case 'commander.unknownOption':
      return unknownFlag(quoted, flagsOf(command));
    case 'commander.optionMissingArgument':
      return noValue(quoted.split(' ')[0]);
    case 'commander.missingArgument':
      return missing(command, command.positionals.slice(parser.args.length));
    case 'commander.excessArguments': {
      const extra = parser.args.slice(command.positionals.length).join(' ');
      return userError(
        'cli.arguments',
        `kan ${command.name} takes no further argument “${extra}”.`,
        `Usage: ${usageOf(command)}. Names that hold spaces need quotation marks.`,
      );
    }
    default:
      return new Error(message);
  }
}

/** @param absent those that are not there, or empty as an unset variable of a shell */
function missing(command: Command, absent: Command['positionals']): KanError {
  const names = absent.map((one) => one.missing ?? one.name).join(' and ');
  return userError('cli.arguments', `kan ${command.name} needs ${names}.`, `Usage: ${usageOf(command)}`);
}

function unknownFlag(text: string, known: readonly CommandFlag[]): KanError {
  const [raw, value] = text.split(/=(.*)/s);
  if (value !== undefined && known.some(({ name }) => `--${name}` === raw)) {
    return userError('cli.needless-value', `${raw} takes no value.`, `Leave out “=${value}”.`);
  }
  const nearest = nearestName(
    raw.replace(/^-+/, ''),
    known.map(({ name }) => name),
  );
  const hint = nearest === null ? 'Add --help to see all flags.' : `Did you mean “--${nearest}”?`;
  return userError('cli.unknown-flag', `There is no flag “${raw}”.`, hint);
}

/** Neither value may be dropped without a word: whoever repeats `--target` may mean both. */
function givenTwice({ name, value }: CommandFlag, first: string, second: string): KanError {
  return userError(
    'cli.twice',
    `--${name} is given twice: “${first}” and “${second}”.`,
    `Give it once: --${name} ${value}`,
  );
}

function noValue(flag: string): KanError {
  return userError('cli.no-value', `${flag} needs a value.`, `Write it after the flag: ${flag} …`);
}
