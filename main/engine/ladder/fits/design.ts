/** Designs: an intercept, and columns in groups; the columns of a group share a penalty. */
import type { Groups } from '../../data/dataset/dataset.ts';
import type { Columns } from './gram.ts';
import type { Group } from './smoothing.ts';
import type { Rescaled, Scale } from '../terms/rescaled.ts';
import type { Term, TermColumn } from '../terms/terms.ts';

/** A column that is a product of functions of two inputs. */
export interface PairColumn {
  readonly one: TermColumn;
  readonly other: TermColumn;
  readonly scale: number;
  /** Mean of the product over the rows, which is added to the intercept. */
  readonly mean: number;
  readonly values: Float64Array;
}

/** The level of a group of rows: 1 on its rows. It is fitted and not written into a network: new groups have none. */
export interface LevelColumn {
  readonly group: number;
  readonly values: Float64Array;
}

export type DesignColumn = TermColumn | Rescaled | PairColumn | LevelColumn;

/** What the columns of a design are, without their values. */
export interface Layout {
  /** Columns after the first, which is the intercept. */
  readonly members: readonly DesignColumn[];
  readonly groups: readonly Group[];
  /** The kind of each group, to report its effective degrees of freedom. */
  readonly kinds: readonly GroupKind[];
}

export type Design = Columns & Layout;

export type GroupKind = 'lines' | 'deviations' | 'pair' | 'groupLevels';

/** Columns of one penalty. */
export interface DesignPart {
  readonly kind: GroupKind;
  readonly columns: readonly DesignColumn[];
}

/** The parts that have columns. */
export function filled(parts: readonly DesignPart[]): DesignPart[] {
  return parts.filter(({ columns }) => columns.length > 0);
}

/** Columns of these parts: the intercept first, then part after part. */
export function layoutOf(all: readonly DesignPart[]): Layout {
  const parts = filled(all);
  let start = 1;
  const groups = parts.map(({ columns }) => {
    const group = { start, count: columns.length };
    start += columns.length;
    return group;
  });
  const members = parts.flatMap(({ columns }) => columns);
  return { members, groups, kinds: parts.map(({ kind }) => kind) };
}

/** The parts that a layout was made of. */
export function partsOf({ members, groups, kinds }: Layout): DesignPart[] {
  return groups.map(({ start, count }, g) => ({
    kind: kinds[g],
    columns: members.slice(start - 1, start - 1 + count),
  }));
}

/** The design of these parts, with an intercept. */
export function designOf(rows: number, parts: readonly DesignPart[]): Design {
  const layout = layoutOf(parts);
  const { members } = layout;
  const values = new Float64Array((members.length + 1) * rows);
  values.fill(1, 0, rows);
  members.forEach((column, c) => values.set(column.values, (c + 1) * rows));
  return { rows, count: members.length + 1, values, ...layout };
}

/** Straight lines under one penalty, as in ridge regression. */
export function linesTogether(terms: readonly Term[]): DesignPart[] {
  return [{ kind: 'lines', columns: terms.flatMap(({ lines }) => lines) }];
}

/** The same on another scale, where a term has it. */
export function linesOn(scale: Scale, terms: readonly Term[]): DesignPart[] {
  const columns = terms.flatMap(({ lines, rescaled }): readonly DesignColumn[] => {
    const other = rescaled[scale];
    return other === undefined ? lines : [other];
  });
  return [{ kind: 'lines', columns }];
}

/** Each straight line with a penalty of its own, which can shrink it to nothing. */
export function linesApart(terms: readonly Term[]): DesignPart[] {
  return terms.map(({ lines }) => ({ kind: 'lines', columns: lines }));
}

/** The deviations of each term from its straight line, with a penalty for each term. */
export function deviations(terms: readonly Term[]): DesignPart[] {
  return terms.map((term) => ({ kind: 'deviations', columns: term.deviations }));
}

/** Of more groups of rows the levels are left out: a fit takes time in proportion to the third power of their number. */
const mostLevels = 200;

/** A level for each group of rows that stay together (a random intercept), with one penalty. */
export function groupLevels(groups: Groups | undefined): DesignPart[] {
  const numbers = [...new Set(groups?.of)];
  if (numbers.length === 0 || numbers.length > mostLevels) return [];
  const columns = numbers.map((group) => ({
    group,
    values: Float64Array.from(groups!.of, (of) => Number(of === group)),
  }));
  return [{ kind: 'groupLevels', columns }];
}

/** The weights of a network: those of levels are 0. */
export function withoutGroupLevels({ members }: Layout, theta: Float64Array): Float64Array {
  return theta.map((weight, c) => (c > 0 && 'group' in members[c - 1] ? 0 : weight));
}

/** Xθ, [row]. */
export function predicted({ rows, count, values }: Columns, theta: Float64Array): Float64Array {
  const sum = new Float64Array(rows);
  for (let c = 0; c < count; c++) {
    const weight = theta[c];
    if (weight === 0) continue;
    for (let row = 0; row < rows; row++) sum[row] += weight * values[c * rows + row];
  }
  return sum;
}
