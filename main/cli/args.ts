/** Flags and their values, with errors that name the flag at fault. */
import { parseArgs } from 'node:util';
import { userError, type KanError } from '../../shared/errors.ts';
import { nearestName } from '../engine/data/table/names.ts';

export interface Arguments {
  readonly positionals: readonly string[];
  /** Values by flag name; the last one where a flag is repeated. */
  readonly values: ReadonlyMap<string, string>;
  /** Flags without value that were given. */
  readonly switches: ReadonlySet<string>;
}

/**
 * @param valued flags that take a value (without dashes); `switches` those that don't.
 * @throws KanError `cli.unknown-flag` with the nearest known one, `cli.no-value`, `cli.needless-value`
 */
export function parseArguments(
  argv: readonly string[],
  valued: readonly string[],
  switches: readonly string[],
): Arguments {
  const options: Record<string, { type: 'string' | 'boolean' }> = {};
  for (const name of valued) options[name] = { type: 'string' };
  for (const name of switches) options[name] = { type: 'boolean' };
  const { tokens, positionals } = parseArgs({
    args: [...argv],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const values = new Map<string, string>();
  const given = new Set<string>();
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const { name, rawName, value, inlineValue } = token;
    if (switches.includes(name)) {
      if (value !== undefined) {
        throw userError('cli.needless-value', `${rawName} takes no value.`, `Leave out “=${value}”.`);
      }
      given.add(name);
    } else if (valued.includes(name)) {
      if (value === undefined || (!inlineValue && value.startsWith('--'))) {
        throw userError('cli.no-value', `${rawName} needs a value.`, `Write it after the flag: ${rawName} …`);
      }
      values.set(name, value);
    } else throw unknownFlag(rawName, [...valued, ...switches]);
  }
  return { positionals, values, switches: given };
}

function unknownFlag(rawName: string, known: readonly string[]): KanError {
  const nearest = nearestName(rawName.replace(/^-+/, ''), known);
  const hint = nearest === null ? 'Add --help to see all flags.' : `Did you mean “--${nearest}”?`;
  return userError('cli.unknown-flag', `There is no flag “${rawName}”.`, hint);
}

/**
 * @returns the flag's value as a whole number, or `fallback` where it was not given.
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

/** @throws KanError `cli.number`, here for numbers in a list. */
export function wrongNumber(flag: string, text: string, wanted: string): KanError {
  return userError('cli.number', `--${flag} takes ${wanted}; “${text}” is none.`, 'Correct the value.');
}
