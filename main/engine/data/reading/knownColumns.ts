/** What is known of a table before it is read, from the table that a network was trained on. */
import type { ColumnType } from '../../../../shared/contract/columnTypes.ts';
import type { Limits } from '../columns/builders.ts';

/** What a network was trained on, by the names of columns: another table may have them in other places. */
export interface KnownColumns {
  /** What the columns held that it needs. */
  readonly held: ReadonlyMap<string, 'labels' | 'values'>;
  /** Types and limits that a person set. */
  readonly types: ReadonlyMap<string, ColumnType>;
  readonly limits: ReadonlyMap<string, Limits>;
  /** Columns whose blank cells a person had filled from above. */
  readonly fillDown: ReadonlySet<string>;
  /** The sheet of the workbook; another workbook need not have one of this name. */
  readonly sheet?: string;
  /** The columns of the inputs: in a workbook they are looked for on all sheets. */
  readonly inputs?: readonly string[];
}
