/** The record of a type of column: how it is recognised, read, described and encoded for a network. */
import type { DataSetup } from '../../../../shared/contract/schemas/setups.ts';
import type { ColumnType } from '../../../../shared/contract/columnTypes.ts';
import type { ColumnView } from '../../../../shared/contract/views/data.ts';
import type { Feature } from '../encoding/encoding.ts';
import type { IssueInput } from '../issues/issues.ts';
import type { Column } from '../table/table.ts';
import type { ColumnBuilder, ColumnResult } from './builders.ts';
import type { MissingMarks, NumberParser } from './cells/cells.ts';
import type { DayOrder } from './dates/dates.ts';

/** How the cells of a file are written. */
export interface ReadingContext {
  readonly parse: NumberParser;
  readonly marks: MissingMarks;
  /** The person, or the beginning of the file, says which mark is the decimal mark. */
  readonly decimalKnown: boolean;
  /** Order of day and month in dates such as 3/4/2020, where the cells do not determine it. */
  readonly dayOrder: DayOrder;
  /** The column that the uncertainties in the cells of this one are read into; absent where there is none. */
  readonly uncertaintyColumn?: string;
}

/** How the cells of one column are read. */
export interface CellReader {
  readonly type: ColumnType;
  /** The unit that stands beside each number; absent where there is none. */
  readonly unit?: string;
  builder(): ColumnBuilder;
  /** Remarks for the person about this way of reading, with the name of the column and what was read. */
  readonly issues?: (column: string, result: ColumnResult) => readonly IssueInput[];
  /** Another way of reading of the same type that can read the rejected cells; null where there is none. */
  readonly otherwise?: (rejected: readonly string[]) => CellReader | null;
  /** Whether the whole column shows that it holds labels, although most of its cells can be read. */
  readonly holdsLabels?: (result: ColumnResult) => boolean;
  /** Whether a single cell that cannot be read makes it a column of labels. */
  readonly strict?: boolean;
}

/** How the cells of a column of numbers are read. */
export type NumberReader = CellReader & { readonly parse: NumberParser };

export interface ColumnTypeRecord {
  readonly type: ColumnType;
  /** Complete “the column holds …” and “the cell cannot be read as …”. */
  readonly words: { readonly many: string; readonly one: string };
  /**
   * How to read a column that holds such cells; null where it holds something else.
   * @param values a sample, trimmed, without missing ones; at least one.
   */
  recognise(values: readonly string[], context: ReadingContext): CellReader | null;
  /** How to read a column that is known to be of this type, because a person or the rest of the file says so. */
  reader(values: readonly string[], context: ReadingContext): CellReader;
  /** The description of the column that is shown. */
  describe(column: Column, rows: number): ColumnView;
  /**
   * Whether a cell by itself is a value of this type, without the rest of its column; null for a type that any words could
   * be of.
   */
  readonly isValue: ((cell: string, parse: NumberParser) => boolean) | null;
  /** Whether a last column of this type is likely what is to be predicted. */
  readonly likelyTarget: boolean;
  /**
   * The inputs of the network that the column becomes, fitted to the training rows; null where it cannot be an input.
   */
  readonly inputs: ((column: Column, setup: DataSetup, train: Uint32Array) => Feature[]) | null;
  /** The column as numbers by row, NaN where missing; null where it holds no quantities. */
  readonly numbers: ((column: Column) => (row: number) => number) | null;
  /** The value that represents a label; −1 or NaN for an unknown label; null where the column has no labels. */
  readonly codeOf: ((column: Column, label: string) => number) | null;
  /** The text of a value of the column, as a label or a class. */
  labelOf(column: Column, value: number): string;
}
