/** A file as columns of numbers. Immutable; NaN marks a missing value. */
import type { ColumnType } from '../../../../shared/contract/columnTypes.ts';
import type { TableFormat, ReadingIssue } from '../../../../shared/contract/views/data.ts';

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  /**
   * Number: the value. Boolean: 0 or 1. Date: milliseconds since 1970 (UTC). Category: index into `labels`.
   * Text (too many distinct values to be of use): empty.
   */
  readonly values: Float64Array;
  /**
   * Category: the labels, in order of first appearance. Boolean: the words for 0 and 1 as the file has them ('' for one
   * that it lacks). Else empty.
   */
  readonly labels: readonly string[];
  readonly missing: number;
  /** From a row of units below the names, or beside the numbers in the cells; absent without one. */
  readonly unit?: string;
}

export interface Table {
  readonly fileName: string;
  readonly rows: number;
  readonly format: TableFormat;
  readonly columns: readonly Column[];
  readonly issues: readonly ReadingIssue[];
  /** Content hash (SHA-256, hex) of the bytes that were read. */
  readonly hash: string;
}
