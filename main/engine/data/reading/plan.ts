/** How a file will be read: its format, where its data begins, its columns, and what was odd about its head. */
import type { TableFormat } from '../../../../shared/contract/views.ts';
import type { ReadingOptions } from '../../../../shared/contract/schemas.ts';
import { userError } from '../../../../shared/errors.ts';
import { missingMarks, numberParser } from '../columns/cells.ts';
import { classify, type ColumnGuess } from '../columns/classify.ts';
import type { DayOrder } from '../columns/dates.ts';
import { detectFormat } from './csv/detect.ts';
import type { IssueInput } from './issues.ts';
import { findLayout, type HeadRecord } from './csv/layout.ts';
import { uniqueNames } from '../table/names.ts';
import { isBlank, RecordReader } from './csv/records.ts';
import type { Head } from './csv/text.ts';

/** Rows of the head that types are guessed from. */
const CLASSIFIED = 5000;

export interface ColumnPlan extends ColumnGuess {
  readonly name: string;
  /** The type was set by the person. */
  readonly fixed: boolean;
}

export interface ReadPlan {
  readonly fileName: string;
  readonly format: TableFormat;
  readonly overridden: readonly (keyof TableFormat)[];
  /** The decimal mark, the encoding: seen to be right or set by hand, not only presumed. */
  readonly decimalProven: boolean;
  readonly encodingProven: boolean;
  /** Records (blank ones included, comments not) before the first one of data. */
  readonly skip: number;
  readonly columns: readonly ColumnPlan[];
  readonly issues: readonly IssueInput[];
  /** The data records of the head. */
  readonly sample: readonly HeadRecord[];
}

/**
 * @throws KanError `table.no-rows` where there is nothing but a header, `table.unknown-column` for a type set by hand for a
 *   column that isn't there.
 */
export function planReading(head: Head, overrides: ReadingOptions): ReadPlan {
  const { format, decimalProven, ambiguous } = detectFormat(head, overrides);
  const parse = numberParser(format.decimal, format.thousands);
  const marks = missingMarks(format);
  const issues: IssueInput[] = [];
  const records = headRecords(head, format);
  const layout = findLayout(records, overrides.header, { text: head.text, format, parse, marks, issues });
  const sample = records.filter((r) => r.index >= layout.skip);
  if (sample.length === 0) {
    throw userError(
      'table.no-rows',
      `${head.fileName} has no rows of data${records.length > 0 ? ' below its header' : ''}.`,
      'Choose a file with rows of numbers, or say that it has no header.',
    );
  }
  if (ambiguous !== null) {
    issues.push({
      severity: 'warning',
      code: 'csv.ambiguous-thousands',
      message: `“${ambiguous}” could be a whole number or a fraction; it is read as ${String(parse(ambiguous))}.`,
      hint: 'If the comma is a decimal mark here, set the decimal mark to “,”.',
    });
  }
  const preferredOrder: DayOrder = format.delimiter === ',' && format.decimal === '.' ? 'mdy' : 'dmy';
  const columns = uniqueNames(layout.names, issues).map((name, index): ColumnPlan => {
    const cells = sample.slice(0, CLASSIFIED).map((r) => r.cells[index] ?? '');
    const guess = classify(cells, parse, marks, preferredOrder);
    const type = overrides.types?.[String(index)];
    return { name, ...guess, ...(type === undefined ? { fixed: false } : { type, fixed: true }) };
  });
  checkTypes(overrides, columns.length, head.fileName);
  return {
    fileName: head.fileName,
    format: { ...format, header: layout.header },
    overridden: (Object.keys(overrides) as (keyof ReadingOptions)[]).filter(
      (key) => key !== 'types' && overrides[key] !== undefined,
    ) as (keyof TableFormat)[],
    decimalProven,
    encodingProven: head.encodingProven,
    skip: layout.skip,
    columns,
    issues,
    sample,
  };
}

function checkTypes(overrides: ReadingOptions, columns: number, fileName: string): void {
  const beyond = Object.keys(overrides.types ?? {}).find((key) => Number(key) >= columns);
  if (beyond === undefined) return;
  throw userError(
    'table.unknown-column',
    `A type is set for column ${Number(beyond) + 1}, but ${fileName} has ${columns} columns as it is read now.`,
    'Set the delimiter first, then the types of columns.',
  );
}

function headRecords(head: Head, format: TableFormat): HeadRecord[] {
  const whole = new RecordReader(format).push(head.text, head.complete);
  // A head that ends inside its only record: take what there is of it.
  const blocks = whole.length > 0 ? whole : new RecordReader(format).push(head.text, true);
  return blocks
    .flatMap((block) => block.rows.map((cells, row) => ({ cells, line: block.lineOf(row) })))
    .map((record, index) => ({ ...record, index }))
    .filter((record) => !isBlank(record.cells));
}
