/** The values of flags, with errors that name the flag at fault. */
import { userError, type KanError } from '../../../shared/errors.ts';
import { nearestName } from '../../engine/data/table/names.ts';

export interface Arguments {
  readonly positionals: readonly string[];
  /** Values by flag name. If a flag is repeated, the last value counts. */
  readonly values: ReadonlyMap<string, string>;
  /** Values of the flags that may be repeated, in the order in which they were given. */
  readonly lists: ReadonlyMap<string, readonly string[]>;
  /** The flags without value that were given. */
  readonly switches: ReadonlySet<string>;
}

/** @param flag without dashes */
export function isGiven({ values, lists, switches }: Arguments, flag: string): boolean {
  return values.has(flag) || lists.has(flag) || switches.has(flag);
}

/** A flag with a number: its bounds, and what counts where it was not given. */
type NumberFlag = [args: Arguments, flag: string, least: number, most: number, fallback: number];

/**
 * @returns the flag's value as a whole number, or `fallback` if the flag was not given.
 * @throws KanError `cli.number`
 */
export function wholeNumber(...asked: NumberFlag): number {
  return numberOf('a whole number', (text) => (/^\d+$/.test(text) ? Number(text) : NaN), ...asked);
}

/** The same for any number between `least` and `most`. @throws KanError `cli.number` */
export function realNumber(...asked: NumberFlag): number {
  return numberOf('a number', (text) => (text === '' ? NaN : Number(text)), ...asked);
}

/** @param read NaN for a text that is no such number */
function numberOf(
  what: string,
  read: (text: string) => number,
  ...[args, flag, least, most, fallback]: NumberFlag
): number {
  const text = args.values.get(flag);
  if (text === undefined) return fallback;
  const value = read(text.trim());
  if (value >= least && value <= most) return value;
  throw wrongNumber(flag, text, `${what} from ${least} to ${most}`);
}

/** @throws KanError `cli.choice` */
export function choice<T extends string>(
  args: Arguments,
  flag: string,
  choices: readonly T[],
): T | undefined {
  const text = args.values.get(flag);
  if (text === undefined) return undefined;
  const found = choices.find((one) => one === text);
  if (found !== undefined) return found;
  const nearest = nearestName(text, choices);
  throw userError(
    'cli.choice',
    `--${flag} cannot be “${text}”.`,
    `${nearest === null ? '' : `Did you mean “${nearest}”? `}Choices: ${choices.join(', ')}.`,
  );
}

/** @throws KanError `cli.number`, for a number in a list. */
export function wrongNumber(flag: string, text: string, wanted: string): KanError {
  return userError('cli.number', `--${flag} takes ${wanted}, not “${text}”.`, 'Correct the value.');
}
