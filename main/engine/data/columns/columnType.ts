/** What the program knows of a type of columns, in one record: how it is recognised, read, described and learned from. */
import type { DataSetup } from '../../../../shared/contract/schemas.ts';
import type { ColumnType, ColumnView, Task } from '../../../../shared/contract/views.ts';
import type { Feature } from '../dataset/dataset.ts';
import type { IssueInput } from '../reading/issues.ts';
import type { Column } from '../table/table.ts';
import type { ColumnBuilder } from './builders.ts';
import type { MissingMarks, NumberParser } from './cells.ts';
import type { DayOrder } from './dates.ts';

/** How the cells of a file are written. */
export interface ReadingContext {
  readonly parse: NumberParser;
  readonly marks: MissingMarks;
  /** Of 3/4/2020, where the cells leave it open. */
  readonly dayOrder: DayOrder;
}

/** How the cells of one column are read. */
export interface CellReader {
  readonly type: ColumnType;
  builder(): ColumnBuilder;
  /** What a person should know of this way to read, with the column's name. */
  readonly issues?: (column: string) => readonly IssueInput[];
  /** Another way to read, of the same type, that the cells which this one could not read speak for; null where none is. */
  readonly otherwise?: (rejected: readonly string[]) => CellReader | null;
}

export interface ColumnTypeRecord {
  readonly type: ColumnType;
  /** Complete “the column holds …” and “the cell cannot be read as …”. */
  readonly words: { readonly many: string; readonly one: string };
  /**
   * How to read a column that holds such cells; null where it holds something else.
   * @param values a sample, trimmed, without missing ones; at least one.
   */
  recognise(values: readonly string[], context: ReadingContext): CellReader | null;
  /** How to read a column of which a person, or the rest of the file, says that it is of this type. */
  reader(values: readonly string[], context: ReadingContext): CellReader;
  /** What is shown of the column. */
  describe(column: Column, rows: number): ColumnView;
  /** The tasks in which a column of this type can be the target. */
  readonly targets: readonly Task[];
  /** The network's inputs that the column gives, fitted to the training rows; null where it cannot be an input. */
  readonly inputs: ((column: Column, setup: DataSetup, train: Uint32Array) => Feature[]) | null;
  /** The column as numbers by row, NaN where missing; null where it holds no quantities. */
  readonly numbers: ((column: Column) => (row: number) => number) | null;
  /** The value that stands for a label, −1 or NaN where none does; null where the column holds no labels. */
  readonly codeOf: ((column: Column, label: string) => number) | null;
  /** What a value of the column is called, as a label or a class. */
  labelOf(column: Column, value: number): string;
}
