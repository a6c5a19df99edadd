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

/**
 * @returns the flag's value as a whole number, or `fallback` if the flag was not given.
 * @throws KanError `cli.number`
 */
export function wholeNumber(
  args: Arguments,
  flag: string,
  least: number,
  most: number,
  fallback: number,
): number {
  const text = args.values.get(flag);
  if (text === undefined) return fallback;
  const value = /^\d+$/.test(text.trim()) ? Number(text) : NaN;
  if (value >= least && value <= most) return value;
  throw wrongNumber(flag, text, `a whole number from ${least} to ${most}`);
}

/** The same for any number between `least` and `most`. @throws KanError `cli.number` */
export function realNumber(
  args: Arguments,
  flag: string,
  least: number,
  most: number,
  fallback: number,
): number {
  const text = args.values.get(flag);
  if (text === undefined) return fallback;
  const value = text.trim() === '' ? NaN : Number(text);
  if (value >= least && value <= most) return value;
  throw wrongNumber(flag, text, `a number from ${least} to ${most}`);
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
