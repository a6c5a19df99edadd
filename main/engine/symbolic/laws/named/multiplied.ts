/** Laws of one column that a line of another multiplies: f·(z + s), where s is free. */
import {
  number,
  product,
  sum,
  type Expression,
  type VariableNode,
} from '../../../../../shared/expression/tree.ts';
import { dot } from '../../../optim/vector.ts';
import { coefficients } from '../terms/leastSquares.ts';
import type { GridPoint } from './gridPoint.ts';
import type { LawGrid, LawPoint } from './lawGrid.ts';

/** The column of the line. */
export interface Line {
  readonly variable: VariableNode;
  readonly values: Float64Array;
}

/** What multiplies a law. */
export interface Multiplier {
  readonly expression: Expression;
  readonly values: Float64Array;
  /** Fitted constants in it. */
  readonly constants: number;
}

/** A grid of the columns of a law, and of the same times the column of a line. */
export function multipliedGrid(grid: LawGrid, { values }: Line): LawGrid {
  const both = (point: LawPoint): LawPoint => ({
    ...point,
    columns: [...point.columns, ...products(point.columns, values)],
  });
  return {
    points: () => grid.points().map(both),
    at: (places) => {
      const point = grid.at(places);
      return point && both(point);
    },
    constants: grid.constants,
  };
}

/** The columns of some points of such a grid without the line. */
export function columnsAlone(points: readonly GridPoint[]): readonly Float64Array[] {
  return points.flatMap(({ columns }) => columns.slice(0, columns.length / 2));
}

/** Each column times the same values, row by row. */
export function products(columns: readonly Float64Array[], values: Float64Array): readonly Float64Array[] {
  return columns.map((column) => column.map((value, row) => value * values[row]));
}

/**
 * The column itself, and the column with the constant that fits best: of several terms the line is the same.
 * @param beside what else the target is a sum of
 */
export function multipliersOf(
  { variable, values }: Line,
  terms: readonly Float64Array[],
  beside: readonly Float64Array[],
  target: Float64Array,
  weights: Float64Array,
): readonly Multiplier[] {
  const column = { expression: variable, values, constants: 0 };
  const numbers = coefficients([...products(terms, values), ...terms, ...beside], target, weights);
  if (numbers === null) return [];
  const [slopes, constants] = [
    numbers.subarray(0, terms.length),
    numbers.subarray(terms.length, 2 * terms.length),
  ];
  const shift = dot(slopes, constants) / dot(slopes, slopes);
  if (!Number.isFinite(shift)) return [column];
  return [
    column,
    {
      expression: sum([variable, number(shift)]),
      values: values.map((value) => value + shift),
      constants: 1,
    },
  ];
}

/** A law whose terms are multiplied, but not the number that is added to them. */
export function multiplied(law: Expression, { expression }: Multiplier): Expression {
  const terms = law.kind === 'sum' ? law.terms : [law];
  const [varying, numbers] = [
    terms.filter(({ kind }) => kind !== 'number'),
    terms.filter(({ kind }) => kind === 'number'),
  ];
  return sum([product([expression, sum(varying)]), ...numbers]);
}
