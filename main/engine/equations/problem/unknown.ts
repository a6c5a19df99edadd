/** Reads what an inverse problem looks for: constants, and functions of one variable. */
import type { ProblemFile } from '../../../../shared/contract/schemas/problemFile.ts';
import { userError } from '../../../../shared/errors.ts';
import { evaluate } from '../../../../shared/expression/evaluate.ts';
import { parseExpression } from '../../../../shared/expression/parse.ts';
import { within } from '../../../../shared/expression/syntaxError.ts';
import { topLevelParts } from './parts.ts';
import type { UnknownCurve } from './problem.ts';

/** An unknown as it is written. */
interface Sought {
  readonly name: string;
  /** Null where it is not given. */
  readonly start: number | null;
  /** What it is a function of; null for a constant. */
  readonly argument: string | null;
  readonly range: readonly [number, number] | null;
}

const named = /^([^()]+?) ?\( ?([^()]+?) ?\)$/u;
const described =
  /^(?:an? )?(?:unknown )?function of ([^\s,]+)(?: from (.+?) to ([^,]+?))?(?:,? near (.+))?$/iu;

/** `D`, `D: 0.5`, `D(x)`, `D(x): 0.5`, `D: function of u from 0 to 1 near 0.5`. @throws KanError `equation.number` */
export function readUnknown(given: ProblemFile['unknown']): readonly Sought[] {
  if (given === undefined) return [];
  const entries: (readonly [string, number | string | null])[] =
    typeof given === 'string'
      ? topLevelParts(given).map((name) => [name, null])
      : (Array.isArray(given) ? given : [given]).flatMap(
          (one): (readonly [string, number | string | null])[] =>
            typeof one === 'string' ? [[one, null]] : Object.entries(one),
        );
  return entries.map(([text, value]) => soughtOf(text.trim(), value));
}

function soughtOf(text: string, value: number | string | null): Sought {
  const [, name = text, of] = named.exec(text) ?? [];
  const key = `unknown.${name}`;
  const words = typeof value === 'string' ? described.exec(value.trim()) : null;
  const start = words === null ? value : words[4];
  const ends = words?.[2] === undefined ? null : ([words[2], words[3]] as const);
  return {
    name,
    argument: of ?? words?.[1] ?? null,
    start: start === null || start === undefined ? null : valueOf(start, key),
    range: ends && [valueOf(ends[0], key), valueOf(ends[1], key)],
  };
}

/** @throws KanError `equation.unknown` where the argument of an unknown function is not one variable of the problem */
export function curvesOf(
  sought: readonly Sought[],
  coordinates: readonly string[],
  functions: readonly string[],
): readonly UnknownCurve[] {
  return sought.flatMap(({ name, argument, start, range }): UnknownCurve[] => {
    if (argument === null) return [];
    const [coordinate, output] = [coordinates.indexOf(argument), functions.indexOf(argument)];
    if (Math.max(coordinate, output) < 0) {
      throw userError(
        'equation.unknown',
        `${name} is to be a function of ${argument}, which is neither a coordinate nor a function of the problem.`,
        `An unknown function has one argument: ${[...coordinates, ...functions].join(', ')}.`,
      );
    }
    if (range !== null && !(range[0] < range[1])) {
      throw userError('equation.range', `The range of ${name} is empty.`, 'Give the lower end first.');
    }
    const kind = coordinate >= 0 ? 'coordinate' : 'function';
    return [{ name, argument: { kind, name: argument, at: Math.max(coordinate, output) }, range, start }];
  });
}

/** A number, or an expression of numbers. @throws KanError `equation.number`, `expression.*` */
export function valueOf(value: number | string, key: string): number {
  const result =
    typeof value === 'number' ? value : within(value, () => evaluate(parseExpression(value, []), {}));
  if (Number.isFinite(result)) return result;
  throw userError('equation.number', `“${key}” is not a finite number.`, 'Correct it.');
}
