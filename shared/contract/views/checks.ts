/** What the check of a table finds, and what can be done about each finding. */
import type { RowRoleKey } from '../columnRoles.ts';
import type { DataSetup, ReadingOptions } from '../schemas/setups.ts';

/** Columns that say something of the rows from then on; they are no longer inputs. */
type GivenRoles = Readonly<Partial<Record<RowRoleKey, string>>>;

/** A change of how a file is read, or of what is learned from it, that mends a finding. */
export interface DataMend extends GivenRoles {
  /** On its button: “Read −999 as missing”. */
  readonly label: string;
  /** How the file is read from then on; what it does not name stays. */
  readonly reading?: ReadingOptions;
  /** Columns that are no longer inputs. */
  readonly ignore?: readonly string[];
  readonly missing?: DataSetup['missing'];
  /** Units of columns, instead of those that they had. */
  readonly units?: Readonly<Record<string, string>>;
}

export interface DataFinding {
  /** Name of the check, such as `gaps`. */
  readonly check: string;
  readonly severity: 'note' | 'warning';
  readonly message: string;
  /** The columns concerned. */
  readonly columns: readonly string[];
  /** Rows or cells concerned; null where they are not counted. */
  readonly count: number | null;
  readonly mends: readonly DataMend[];
}

/** The roles that a table is checked for. */
export type CheckedRoles = Pick<DataSetup, 'inputs' | 'targets' | RowRoleKey | 'missing' | 'units'>;
