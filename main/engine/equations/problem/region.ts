/** Domains that are a part of their box: inequalities joined by “and” and “or”, such as x^2 + y^2 < 1. */
import { userError } from '../../../../shared/errors.ts';
import { compile } from '../../../../shared/expression/evaluate.ts';
import { parseExpression } from '../../../../shared/expression/parse.ts';
import { within } from '../../../../shared/expression/syntaxError.ts';
import { subtract } from '../../../../shared/expression/tree.ts';
import { closingAt } from './parts.ts';

export interface Region {
  readonly text: string;
  /** Positive inside, 0 on the border, negative outside, at each of `rows` points given by columns. */
  readonly inside: (columns: readonly Float64Array[], rows: number) => Float64Array;
}

/** @throws KanError `equation.region`, `expression.*` */
export function readRegion(text: string, coordinates: readonly string[]): Region {
  const alternatives = text
    .split(/\bor\b|\|\|/u)
    .map((part) =>
      part.split(/\band\b|&&/u).map((inequality) => readInequality(inequality, text, coordinates)),
    );
  return {
    text,
    inside: (columns, rows) => {
      const values = alternatives.map((all) =>
        joined(
          all.map((one) => one(columns, rows)),
          Math.min,
        ),
      );
      return joined(values, Math.max);
    },
  };
}

type Margin = (columns: readonly Float64Array[], rows: number) => Float64Array;

function readInequality(text: string, whole: string, coordinates: readonly string[]): Margin {
  const [, left, sign, right] = /^([^<>]+)(<=?|>=?)([^<>]+)$/u.exec(withoutParentheses(text.trim())) ?? [];
  if (sign === undefined) {
    throw userError(
      'equation.region',
      `“${whole}” is not made of inequalities.`,
      'Write for example x^2 + y^2 < 1, or x < 0 or y < 0.',
    );
  }
  const [lower, upper] = (sign.startsWith('<') ? [left, right] : [right, left]).map((side) =>
    within(whole, () => parseExpression(side, coordinates)),
  );
  return compile(subtract(upper, lower), coordinates);
}

function withoutParentheses(text: string): string {
  return text.startsWith('(') && closingAt(text, 1) === text.length - 1 ? text.slice(1, -1) : text;
}

function joined(values: readonly Float64Array[], join: (...values: number[]) => number): Float64Array {
  return values[0].map((_, row) => join(...values.map((one) => one[row])));
}
