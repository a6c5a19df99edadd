/** One reading of a text under one plan: records in, columns out. */
import { missingMarks, numberParser } from '../columns/cells.ts';
import {
  booleanColumn,
  categoryColumn,
  dateColumn,
  numberColumn,
  textColumn,
  type ColumnBuilder,
  type ColumnResult,
} from '../columns/builders.ts';
import { IssueList } from './issues.ts';
import type { ColumnPlan, ReadPlan } from './plan.ts';
import { ragged } from './csv/ragged.ts';
import { isBlank, RecordReader, type RecordBlock } from './csv/records.ts';

export interface Reading {
  readonly rows: number;
  readonly columns: readonly ColumnResult[];
  /** Ragged rows and misplaced quotation marks. */
  readonly issues: IssueList;
  /** Bytes were met that are no UTF-8. */
  readonly undecodable: boolean;
}

/** Takes a text piece by piece and builds the columns of a plan. */
export class TableReader {
  readonly #plan: ReadPlan;
  readonly #before: Reading | null;
  readonly #records: RecordReader;
  readonly #builders: readonly (ColumnBuilder | null)[];
  readonly #issues = new IssueList();
  #skip: number;
  #rows = 0;
  #undecodable = false;

  /** @param before an earlier reading, whose columns are kept where `wanted` is false */
  constructor(plan: ReadPlan, wanted?: readonly boolean[], before: Reading | null = null) {
    this.#plan = plan;
    this.#before = before;
    this.#records = new RecordReader(plan.format);
    this.#builders = plan.columns.map((column, c) =>
      wanted?.[c] === false ? null : builderFor(column, plan),
    );
    this.#skip = plan.skip;
  }

  get rows(): number {
    return this.#rows;
  }

  push(text: string, last = false): void {
    this.#undecodable ||= this.#plan.format.encoding === 'utf-8' && text.includes('\uFFFD');
    for (const block of this.#records.push(text, last)) this.#consume(block);
  }

  /** The columns; the reader is spent afterwards. */
  finish(): Reading {
    return {
      rows: this.#rows,
      columns: this.#builders.map(
        (builder, c) => builder?.take() ?? (this.#before?.columns[c] as ColumnResult),
      ),
      issues: this.#issues,
      undecodable: this.#undecodable,
    };
  }

  #consume(block: RecordBlock): void {
    const skipped = Math.min(this.#skip, block.rows.length);
    this.#skip -= skipped;
    const clean = this.#clean(block, skipped);
    this.#builders.forEach((builder, c) => builder?.add(clean, c));
    this.#rows += clean.rows.length;
  }

  /** The block without skipped and blank rows; what is odd about the others is reported. */
  #clean(block: RecordBlock, skipped: number): RecordBlock {
    const { rows, lineOf } = block;
    const width = this.#plan.columns.length;
    this.#reportQuotes(block, skipped);
    let blank = 0;
    for (let row = skipped; row < rows.length; row++) {
      const cells = rows[row];
      if (cells[0] === '' && isBlank(cells)) blank++;
      else if (cells.length !== width) this.#reportRagged(cells, lineOf(row), width);
    }
    if (skipped + blank === 0) return block;
    const kept = rows.map((_, row) => row).filter((row) => row >= skipped && !isBlank(rows[row]));
    return {
      rows: kept.map((row) => rows[row]),
      lineOf: (row) => lineOf(kept[row]),
      badQuotes: [],
    };
  }

  #reportRagged(cells: readonly string[], line: number, width: number): void {
    const issue = ragged(cells, line, width);
    if (issue) this.#issues.add(issue);
  }

  #reportQuotes({ badQuotes, lineOf }: RecordBlock, skipped: number): void {
    for (const row of badQuotes) {
      if (row < skipped) continue;
      const line = lineOf(row);
      this.#issues.add({
        severity: 'warning',
        code: 'csv.quotes',
        message: `A quotation mark on line ${line} is not closed, or not where a cell ends.`,
        hint: 'Write a quotation mark inside a quoted cell twice ("").',
        line,
      });
    }
  }
}

function builderFor(column: ColumnPlan, plan: ReadPlan): ColumnBuilder {
  const marks = missingMarks(plan.format);
  const parse = numberParser(plan.format.decimal, plan.format.thousands);
  switch (column.type) {
    case 'number':
      return numberColumn(parse, marks);
    case 'boolean':
      return booleanColumn(marks);
    case 'date':
      return dateColumn(column.dayOrder, marks);
    case 'category':
      return categoryColumn(marks, parse, column.fixed);
    case 'text':
      // A guess at free text may still turn out to be a few labels.
      return column.fixed ? textColumn(marks) : categoryColumn(marks, parse, false);
  }
}
