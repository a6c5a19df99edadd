/** One reading of a table with one plan: from rows to columns. */
import type { ColumnBuilder, ColumnResult } from '../columns/builders.ts';
import type { RowBlock } from '../table/rows.ts';
import { builderOf, type ReadPlan } from './plan.ts';
import type { ReadingReport } from './tableSource.ts';

export interface Reading {
  readonly rows: number;
  readonly columns: readonly ColumnResult[];
  readonly report: ReadingReport;
}

/** Receives the rows of a table block by block and builds its columns. */
export class TableReader {
  readonly #before: Reading | null;
  readonly #builders: readonly (ColumnBuilder | null)[];
  #rows = 0;

  /** @param before an earlier reading, whose columns are kept where `wanted` is false */
  constructor(plan: ReadPlan, wanted?: readonly boolean[], before: Reading | null = null) {
    this.#before = before;
    this.#builders = plan.columns.map((column, c) => (wanted?.[c] === false ? null : builderOf(column)));
  }

  get rows(): number {
    return this.#rows;
  }

  add(block: RowBlock): void {
    this.#builders.forEach((builder, c) => builder?.add(block, c));
    this.#rows += block.rows.length;
  }

  /** The columns; the reader cannot be used afterwards. */
  finish(report: ReadingReport): Reading {
    const columns = this.#builders.map((builder, c) => builder?.take() ?? this.#before!.columns[c]);
    return { rows: this.#rows, columns, report };
  }
}
