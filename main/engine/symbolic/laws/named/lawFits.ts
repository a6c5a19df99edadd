/**
 * Laws with a name fitted to the rows of one column. For each point of a law's grid the other constants follow by least squares
 * (variable projection: Golub and Pereyra, 1973). Sums of several peaks or waves are found one after another, and each is
 * chosen again beside the others.
 */
import {
  sum,
  type Expression,
  type NumberNode,
  type VariableNode,
} from '../../../../../shared/expression/tree.ts';
import { rangeOf } from '../../../../../shared/range.ts';
import { worth } from '../../formula/descriptionLength.ts';
import { coefficients, squaresLeft, variation } from '../terms/leastSquares.ts';
import { SumSearch } from './bestSum.ts';
import { rangeWith, type Range } from './grids.ts';
import { costOf, type LawForm } from './lawForm.ts';
import { lawExpression, lawGrid, needsZero, type LawGrid, type LawPoint } from './lawGrid.ts';
import {
  columnsAlone,
  multiplied,
  multipliedGrid,
  multipliersOf,
  products,
  type Line,
  type Multiplier,
} from './multiplied.ts';
import type { NamedLaw } from './namedLaws.ts';

/** So many rows show any of the laws; fewer would follow too many of them. */
const enoughRows = 8;
/** Terms that are more than so many times as large as the target varies cancel each other, and imitate another function. */
const mostCancelled = 10;
const floor = 1e-9;
/** Parts of the range with rows that a local law needs for each constant. */
const perConstant = 3;
/** The least share of such parts: of values that spread over decades, nearly all lie in a few. */
const leastOccupied = 0.4;

export interface LawFit {
  readonly expression: Expression;
  /** Fitted constants. */
  readonly constants: number;
  /** Of its description, less that of the mean. */
  readonly length: number;
  /** Share of the target's variance that it leaves. */
  readonly left: number;
  /** Of each part: where its constants lie in the grids. */
  readonly places: readonly (readonly number[])[];
  /** What its expression is a linear function of, [column][row]. */
  readonly columns: readonly Float64Array[];
}

/** What laws are fitted along. */
export interface LawColumn {
  readonly variable: VariableNode;
  readonly values: Float64Array;
  /** The range that the grids are made for. */
  readonly ends: readonly [number, number];
  /** What is added to the column in laws that take ratios of it, such as 273.15; null where its zero is no convention, or not known. */
  readonly zero: NumberNode | null;
}

export interface LawFitOptions {
  /** Of fewer rows than show any law, how many more a law needs than it has constants. */
  readonly spare: number;
  /** Where the search begins too. */
  readonly start?: LawFit['places'];
  /** It begins at `start` alone. */
  readonly onlyStart?: boolean;
}

/** Points of a grid that fit best, with the columns of a constant and a slope that the law has by itself. */
interface FoundPoints {
  readonly form: LawForm;
  readonly own: readonly Float64Array[];
  readonly points: readonly LawPoint[];
  /** Fitted constants, without those of what multiplies the law. */
  readonly constants: number;
}

export class LawFits {
  readonly #column: LawColumn;
  readonly #x: Float64Array;
  readonly #y: Float64Array;
  readonly #weights: Float64Array | null;
  readonly #range: Range;
  readonly #beside: readonly Float64Array[];
  readonly #line: Line | null;
  readonly #grids = new Map<NamedLaw, LawGrid>();
  readonly #sums = new Map<LawGrid, Map<boolean, SumSearch<LawPoint>>>();

  /**
   * @param beside columns of what else the target is a sum of. A law beside others has a constant of its own.
   * @param line what multiplies each law.
   */
  constructor(
    column: LawColumn,
    y: Float64Array,
    weights: Float64Array | null,
    beside: readonly Float64Array[] = [],
    line: Line | null = null,
  ) {
    this.#column = column;
    this.#x = column.values;
    this.#y = y;
    this.#weights = weights;
    this.#range = rangeWith(column.values, column.ends);
    this.#beside = beside;
    this.#line = line;
  }

  get column(): string {
    return this.#column.variable.name;
  }

  /** @returns null where the rows are too few for the law, or nothing fits. */
  fit(form: LawForm, { spare, start, onlyStart = false }: LawFitOptions): LawFit | null {
    const { law, count, isSloped } = form;
    const x = this.#x;
    const grid = remembered(this.#grids, law, () => this.#gridOf(law));
    const own = [
      ...(this.#hasOffset(law) ? [new Float64Array(x.length).fill(1)] : []),
      ...(isSloped ? [x] : []),
    ];
    const constants = own.length + count * grid.constants;
    if (x.length < Math.min(enoughRows, constants + spare)) return null;
    const needed = Math.max(perConstant * constants, leastOccupied * x.length);
    if (law.local === true && this.#range.occupied < needed) return null;
    const sums = remembered(this.#sums, grid, () => new Map<boolean, SumSearch<LawPoint>>());
    const search = remembered(
      sums,
      isSloped,
      () => new SumSearch(grid, [...own, ...this.#beside], this.#y, this.#weights),
    );
    const best = onlyStart ? search.near(start!) : search.best(count, start);
    if (best === null) return null;
    const points = best.chosen;
    const found = { form, own, points, constants };
    if (this.#line === null) {
      const terms = points.flatMap(({ columns }) => columns);
      return this.#solved(found, terms, best.left);
    }
    const terms = columnsAlone(points);
    const beside = [...own, ...this.#beside];
    const fits = multipliersOf(this.#line, terms, beside, this.#y, this.#ones).flatMap(
      (by) => this.#solved(found, products(terms, by.values), null, by) ?? [],
    );
    return fits.length === 0 ? null : fits.reduce((one, other) => (other.length < one.length ? other : one));
  }

  /**
   * The law at some points of its grid, with all other constants.
   * @param squares that it leaves; null where they are not known. @param by what multiplies the law
   */
  #solved(
    { form, own, points, constants }: FoundPoints,
    terms: readonly Float64Array[],
    squares: number | null,
    by: Multiplier | null = null,
  ): LawFit | null {
    const { law, count, isSloped } = form;
    const [y, ones] = [this.#y, this.#ones];
    const columns = [...own, ...terms];
    const all = coefficients([...columns, ...this.#beside], y, ones);
    if (all === null) return null;
    const numbers = all.subarray(0, columns.length);
    const [least, greatest] = rangeOf(y);
    const most = mostCancelled * (greatest - least);
    if (count > 1 && columns.some((column, k) => sizeOf(column) * Math.abs(numbers[k]) > most)) return null;
    const left = (squares ?? squaresLeft([...columns, ...this.#beside], all, y, ones)) / variation(y, ones);
    const offset = this.#hasOffset(law);
    const inAll = constants + (by?.constants ?? 0);
    const alone = lawExpression({ ...law, offset }, points, [...numbers], isSloped, this.#of(law));
    return {
      expression: by === null ? alone : multiplied(alone, by),
      constants: inAll,
      length: y.length * Math.log(left + floor ** 2) + worth * costOf(form) + inAll * Math.log(y.length),
      left,
      places: points.map(({ places }) => places),
      columns: columns.slice(offset ? 1 : 0),
    };
  }

  #gridOf(law: NamedLaw): LawGrid {
    const { zero, values, ends } = this.#column;
    const shift = zero !== null && needsZero(law) ? zero.value : 0;
    const x = shift === 0 ? values : values.map((value) => value + shift);
    const range = shift === 0 ? this.#range : rangeWith(x, [ends[0] + shift, ends[1] + shift]);
    const grid = lawGrid(law, x, range);
    return this.#line === null ? grid : multipliedGrid(grid, this.#line);
  }

  /** What stands for x in a law. */
  #of(law: NamedLaw): Expression {
    const { variable, zero } = this.#column;
    return zero !== null && needsZero(law) ? sum([variable, zero]) : variable;
  }

  #hasOffset(law: NamedLaw): boolean {
    return law.offset || this.#beside.length > 0 || this.#line !== null;
  }

  get #ones(): Float64Array {
    return this.#weights ?? new Float64Array(this.#x.length).fill(1);
  }
}

/** The value of a key, made where there is none yet. */
function remembered<Key, Value>(known: Map<Key, Value>, key: Key, make: () => Value): Value {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}

/** The largest size of a value. */
function sizeOf(column: Float64Array): number {
  return column.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
