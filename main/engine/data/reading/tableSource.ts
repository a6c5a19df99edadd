/** The interface of a kind of file that tables can be read from. */
import type { Hash } from 'node:crypto';
import type { ReadingOptions } from '../../../../shared/contract/schemas/setups.ts';
import type { TableFormat } from '../../../../shared/contract/views/data.ts';
import type { DayOrder } from '../columns/dates/dates.ts';
import type { RowBlock } from '../table/rows.ts';
import type { FileStart } from './file.ts';
import type { IssueInput, IssueList } from '../issues/issues.ts';
import type { KnownColumns } from './knownColumns.ts';
import type { PlaceWords } from '../issues/placeWords.ts';

/** A kind of file, such as CSV. */
export interface TableSource {
  readonly name: TableFormat['source'];
  /** Whether a file that begins so is of this kind. The sources are asked in the order of their list. */
  recognises(start: FileStart): boolean;
  /**
   * Detects the format of the file.
   * @throws KanError for what the person must correct; `cancelled` soon after `signal` aborts.
   */
  open(
    start: FileStart,
    options: ReadingOptions,
    signal?: AbortSignal,
    known?: Pick<KnownColumns, 'sheet' | 'inputs'>,
  ): Promise<OpenTable>;
}

/** A table whose format is known, and whose rows are still to be read. Immutable. */
export interface OpenTable {
  readonly format: TableFormat;
  /** One for each column, as the file has them; '' where there is none. */
  readonly names: readonly string[];
  /** The unit of each column, from a row of units; '' where there is none. */
  readonly units?: readonly string[];
  /** The first rows of the table. */
  readonly sample: readonly SampleRow[];
  /** The sample is the whole table. */
  readonly complete: boolean;
  /** About how many rows there are. */
  readonly estimatedRows: number;
  /** The person, or the beginning of the file, says which mark is the decimal mark. */
  readonly decimalKnown: boolean;
  /** Order of day and month in 3/4/2020 that is usual in such files. */
  readonly dayOrder: DayOrder;
  readonly issues: readonly IssueInput[];
  /** What the places of its rows are called. */
  readonly words: PlaceWords;
  /** The rows of the table in order, as text, without blank ones; the same at every call. */
  rows(pass: ReadingPass): AsyncGenerator<SourceRows, void>;
  /**
   * A corrected format, where the whole file contradicts this one.
   * @param unreadable cells of columns of numbers that are not numbers in this format
   */
  better?: (report: ReadingReport, unreadable: readonly string[]) => Promise<OpenTable | null>;
}

export interface SampleRow {
  readonly cells: readonly string[];
  readonly line: number;
}

export interface SourceRows extends RowBlock {
  /** Bytes of the file read so far. */
  readonly bytes: number;
}

/** One pass over a file. */
export interface ReadingPass {
  /** Ends after the sample. */
  readonly sampleOnly: boolean;
  readonly report: ReadingReport;
  /** Takes every byte of the file. */
  readonly hash: Hash | null;
  readonly signal: AbortSignal | undefined;
}

/** The findings of a pass. */
export interface ReadingReport {
  readonly issues: IssueList;
  /** The first part of the file with bytes that are invalid in the encoding; null where there are none. */
  undecodable: Buffer | null;
}
