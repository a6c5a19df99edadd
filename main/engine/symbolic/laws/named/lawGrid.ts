/** The terms of a law with a name at the values of its inner constants that are tried, and the law as an expression. */
import { complexity } from '../../../../../shared/expression/complexity.ts';
import { constantsOf, replaceConstants } from '../../../../../shared/expression/constants.ts';
import { compile } from '../../../../../shared/expression/evaluate.ts';
import { parseExpression } from '../../../../../shared/expression/parse.ts';
import { substitute } from '../../../../../shared/expression/substitute.ts';
import {
  isStructure,
  number,
  product,
  rewrite,
  structureNumber,
  sum,
  variable,
  type Expression,
} from '../../../../../shared/expression/tree.ts';
import { respectsIntervals } from '../../formula/intervals.ts';
import type { Grid, GridPoint } from './gridPoint.ts';
import type { Range } from './grids.ts';
import type { NamedLaw } from './namedLaws.ts';

const x = 'x';
/** The angle of a wave: it follows from the factors of the sine and the cosine. */
const phase = 'phase';

type Constants = Readonly<Record<string, number>>;

export interface LawPoint extends GridPoint {
  readonly constants: Constants;
}

export interface LawGrid extends Grid<LawPoint> {
  /** How many constants one such law has, those in front of its columns included. */
  readonly constants: number;
}

/** @param values of x at each row. */
export function lawGrid(law: NamedLaw, values: Float64Array, range: Range): LawGrid {
  const inner = Object.entries(law.inner ?? {});
  const names = [x, ...inner.map(([name]) => name), phase];
  const terms = parsed(law).map((term) => compile(term, names));
  const angles = hasPhase(law) ? [0, Math.PI / 2] : [0];
  const given = inner.map(() => new Float64Array(values.length));
  const angle = new Float64Array(values.length);
  const pointWith = (places: readonly number[], constants: Constants): LawPoint[] => {
    inner.forEach(([name], k) => given[k].fill(constants[name]));
    const columns = angles.flatMap((of) => {
      angle.fill(of);
      return terms.map((term) => term([values, ...given, angle], values.length));
    });
    return columns.every((column) => column.every(Number.isFinite)) ? [{ columns, places, constants }] : [];
  };
  const all = (places: readonly number[], before: Constants): LawPoint[] => {
    if (places.length === inner.length) return pointWith(places, before);
    const [name, grid] = inner[places.length];
    return grid(range, before).flatMap((value, place) =>
      all([...places, place], { ...before, [name]: value }),
    );
  };
  const at = (places: readonly number[]): LawPoint | undefined => {
    const constants: Record<string, number> = {};
    inner.forEach(([name, grid], k) => (constants[name] = valueAt(grid(range, constants), places[k])));
    return pointWith(places, constants).at(0);
  };
  return {
    points: () => all([], {}),
    at,
    constants: angles.length * terms.length + inner.length,
  };
}

/** Between two values of a grid on the line through them; beyond its ends the value at the end. */
function valueAt(grid: readonly number[], place: number): number {
  const last = grid.length - 1;
  const below = Math.max(0, Math.min(last, Math.floor(place)));
  const share = Math.max(0, Math.min(last, place)) - below;
  return share === 0 ? grid[below] : grid[below] + share * (grid[below + 1] - grid[below]);
}

/**
 * The law with its constants.
 * @param factors of the constant and of x, where the law has these, then of the columns of each point.
 * @param of what stands for x
 */
export function lawExpression(
  law: NamedLaw,
  points: readonly LawPoint[],
  factors: readonly number[],
  isSloped: boolean,
  of: Expression,
): Expression {
  const rest = [...factors];
  const offset = law.offset ? [number(rest.shift()!)] : [];
  const slope = isSloped ? [product([number(rest.shift()!), of])] : [];
  const terms = parsed(law);
  const own = points.flatMap(({ constants }) => {
    const numbers = Object.fromEntries(
      Object.entries(constants).map(([name, value]) => [name, number(value)]),
    );
    const given = { ...numbers, [x]: of };
    if (!hasPhase(law)) return terms.map((term) => times(rest.shift()!, substitute(term, given)));
    const [sines, cosines] = [rest.splice(0, terms.length), rest.splice(0, terms.length)];
    return terms.map((term, k) => {
      const angle = Math.atan2(cosines[k], sines[k]);
      const positive = number(angle < 0 ? angle + 2 * Math.PI : angle);
      return times(Math.hypot(sines[k], cosines[k]), substitute(term, { ...given, [phase]: positive }));
    });
  });
  return sum([...own, ...slope, ...offset]);
}

/** A term with its own constant, after the whole number in front of it. */
function times(factor: number, term: Expression): Expression {
  const factors = term.kind === 'product' ? term.factors : [term];
  const [first, ...others] = factors;
  return first.kind === 'number' && isStructure(first)
    ? product([first, number(factor), ...others])
    : product([number(factor), ...factors]);
}

/** Of a part of a sum of such laws, with all its constants. */
export function complexityOf(law: NamedLaw): number {
  const factor = variable('c');
  return complexity(rewrite(sum(parsed(law).map((term) => product([factor, term]))), withoutScale));
}

/** Numbers in front, as ½ in exp(−½u²), only say how a constant is meant. */
function withoutScale(node: Expression): Expression {
  return node.kind === 'product' ? product(node.factors.filter((factor) => !isScale(factor))) : node;
}

function isScale(factor: Expression): boolean {
  const base = factor.kind === 'power' ? factor.base : factor;
  return base.kind === 'number' && Math.abs(base.value) > 1;
}

function parsed({ terms, inner }: NamedLaw): Expression[] {
  const names = [x, ...Object.keys(inner ?? {}), phase];
  return terms.map((text) => {
    const term = parseExpression(text, names);
    return replaceConstants(
      term,
      constantsOf(term).map(({ value }) => structureNumber(value)),
    );
  });
}

/** Whether a law takes ratios of x: these mean something only where its zero is no convention. */
export function needsZero(law: NamedLaw): boolean {
  return !parsed(law).every((term) => respectsIntervals(term, new Set([x])));
}

const hasPhase = ({ terms }: NamedLaw): boolean => terms.some((term) => term.includes(phase));
