/** The views of tables and data sets. Arrays of numbers are typed arrays, in the data's own units. */

import type { readingSettings, SourceName } from '../../settings/reading.ts';
import type { ValuesOf } from '../../settings/setting.ts';
import type { DataFinding } from './checks.ts';
import type { ColumnType, Task } from '../columnTypes.ts';
import type { ReadingOptions } from '../schemas/setups.ts';

export type { ColumnType, Task } from '../columnTypes.ts';

/**
 * A problem found while a file is read: already handled (`note`), worth a look (`warning`), or it stops the reading
 * (`error`).
 */
export interface ReadingIssue {
  readonly severity: 'note' | 'warning' | 'error';
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  /** 1-based line of the file, where there is one. */
  readonly line: number | null;
  readonly column: string | null;
  /** The type that most cells of the column have, although it has another one. */
  readonly holds?: ColumnType;
}

type ReadingValues = ValuesOf<typeof readingSettings>;

/**
 * How a table is read. Every field is detected first; the person may set any of them. A field that the source does not
 * use holds its default.
 */
export type TableFormat = {
  readonly [K in keyof ReadingValues]: ReadingValues[K] extends string[]
    ? readonly string[]
    : ReadingValues[K];
} & {
  /** The kind of file. */
  readonly source: SourceName;
  /** The sheets of a workbook, in their order; absent where a file has none. */
  readonly sheets?: readonly SheetView[];
};

export interface SheetView {
  readonly name: string;
  readonly hidden: boolean;
  /** It has no values. */
  readonly empty: boolean;
}

/** The first rows as they are read under `format`. */
export interface TablePreview {
  readonly fileName: string;
  readonly bytes: number;
  readonly format: TableFormat;
  /** Which fields of `format` were set by the person rather than detected. */
  readonly overridden: readonly (keyof TableFormat)[];
  readonly columns: readonly PreviewColumn[];
  /** Cells as text, at most 50 rows; a short row is padded with ''. */
  readonly rows: readonly (readonly string[])[];
  /** The file has no further rows. */
  readonly complete: boolean;
  /** The findings are those of all rows of the file, also where only the first of them are shown. */
  readonly allChecked: boolean;
  readonly issues: readonly ReadingIssue[];
  /** Settings that the person has changed. */
  readonly overrides: ReadingOptions;
  /** Unusual values in the rows that were read. */
  readonly findings: readonly DataFinding[];
}

export interface PreviewColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** The previewed rows in which it has no value, from 0. */
  readonly missing: readonly number[];
}

export interface Histogram {
  /** bins + 1 edges, ascending. */
  readonly edges: Float64Array;
  readonly counts: Uint32Array;
}

export interface ColumnView {
  readonly name: string;
  readonly type: ColumnType;
  readonly missing: number;
  /** Whether the values spread over decades; then bins of the histogram have equal logarithms. */
  readonly decades: boolean;
  readonly distinct: number;
  /** Numbers, booleans (0/1) and dates (ms since 1970); null for categories and text. */
  readonly range: {
    readonly min: number;
    readonly max: number;
    readonly mean: number;
    readonly std: number;
  } | null;
  /** Categories by falling count, at most 50. */
  readonly labels: readonly { readonly label: string; readonly count: number }[];
  readonly histogram: Histogram | null;
  /** As the table has it, in the name or in a row of units; '' for none. */
  readonly unit: string;
}

/** What the text of a unit means. */
export interface UnitView {
  readonly text: string;
  /** In base units of the SI, such as “1000 kg·m²/s²”; null where it is not understood. */
  readonly meaning: string | null;
}

export interface TableView {
  readonly fileName: string;
  readonly rows: number;
  readonly format: TableFormat;
  /** Reading settings that the person has changed. */
  readonly overrides: ReadingOptions;
  readonly columns: readonly ColumnView[];
  readonly issues: readonly ReadingIssue[];
  /**
   * A first choice of roles: the last suitable column as the target, all other usable ones that are not mostly empty as
   * inputs.
   */
  readonly suggestedInputs: readonly string[];
  readonly suggestedTargets: readonly string[];
}

export interface GroupCounts {
  readonly train: number;
  readonly validation: number;
  readonly test: number | null;
}

/** Which columns are inputs and which are targets; see `DataSetup` for how these are requested. */
export interface DatasetView {
  readonly task: Task;
  /** Network inputs by name; a category column gives one per label (`colour=red`). */
  readonly inputs: readonly string[];
  /**
   * The column of each input, the label that the input represents (null for a numeric column), and whether the network
   * learns from its logarithms.
   */
  readonly sources: readonly {
    readonly column: string;
    readonly label: string | null;
    readonly logarithm: boolean;
  }[];
  readonly outputs: readonly string[];
  /** Class labels for classification, else empty. */
  readonly classes: readonly string[];
  readonly rows: {
    readonly train: number;
    readonly validation: number;
    readonly test: number;
    readonly dropped: number;
  };
  /** How many groups that stay together each split holds, null for the rows of another table; null where rows are single. */
  readonly groups: GroupCounts | null;
  readonly notes: readonly string[];
}
