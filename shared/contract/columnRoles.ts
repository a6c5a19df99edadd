/** The roles that a column of a table can have. What a role does to the rows is in `main/engine/data/dataset`. */
import { plural } from '../figures.ts';
import { columnTypeFacts, MOST_INPUT_LABELS, type ColumnType } from './columnTypes.ts';

/** What decides whether a column can have a role. */
interface Candidate {
  readonly type: ColumnType;
  /** Different values. */
  readonly distinct: number;
}

/** What may be wrong about the values of a column in its role. */
interface Values {
  readonly missing: number;
  /** The least value; Infinity where there is none. */
  readonly least: number;
}

interface ColumnRoleRecord {
  /** Its name for people. */
  readonly label: string;
  /** What it does, where its name does not say it; after the name and a colon. */
  readonly help?: string;
  readonly suits: (column: Candidate) => boolean;
}

/** A role of one column at most, which says something of the rows. */
interface RowRoleRecord extends ColumnRoleRecord {
  /** How set-ups, mends, projects and flags of the command line call the column that has it. */
  readonly key: string;
  /** What set-ups have under the key where no column has the role; the first projects had null for weights. */
  readonly none: null | undefined;
  /** What it says of the rows. Of roles that say the same, one is given. */
  readonly says: 'Rows count' | 'Rows stay together';
  /** Of a role that says how rows count: by what they do. */
  readonly by?: (name: string) => string;
  /** Findings for other rows are out of date by their split, or by what is learned. */
  readonly part: 'split' | 'roles';
  /** Its flag on the command line. */
  readonly flag: { readonly value: string; readonly help: string };
  readonly suits: (column: Pick<Candidate, 'type'>) => boolean;
  /** What is said of a column whose values are of another kind, such as labels. */
  readonly unsuited: {
    readonly code: string;
    readonly message: (name: string, labels: string) => string;
    readonly hint: string;
  };
  /** What is said of a column that has another role too, such as an input. */
  readonly twice: { readonly code: string; readonly message: (name: string, input: string) => string };
  /** What is wrong about its values, after its name; empty where nothing is. */
  readonly faults: (values: Values) => readonly string[];
}

const holdsOf = ({ type }: Pick<Candidate, 'type'>) => columnTypeFacts[type].holds;

const ofRows = {
  weight: {
    key: 'weights',
    none: null,
    label: 'Weight',
    says: 'Rows count',
    by: (name) => `their weights in “${name}”`,
    part: 'roles',
    flag: { value: 'w', help: 'column with the weight of each row, 0 or more; errors are weighted too' },
    suits: ({ type }) => columnTypeFacts[type].weighs,
    unsuited: {
      code: 'data.weight-not-numeric',
      message: (name, many) => `The weight “${name}” holds ${many}, not numbers.`,
      hint: 'Choose a column of numbers, each 0 or more.',
    },
    twice: {
      code: 'data.weight-has-role',
      message: (name, other) => `“${name}” is the weight and also ${other}.`,
    },
    faults: ({ missing, least }) => [
      ...(missing > 0
        ? [`is missing in ${plural(missing, 'row')}: fill it in, or give the column another role.`]
        : []),
      ...(least < 0 ? ['has negative values: a weight must be 0 or more.'] : []),
    ],
  },
  uncertainty: {
    key: 'uncertainty',
    none: undefined,
    label: 'Uncertainty',
    help: 'the standard error s of the target in each row; rows count by 1/s²',
    says: 'Rows count',
    by: (name) => `1/s², with their uncertainties s in “${name}”`,
    part: 'roles',
    flag: {
      value: 's',
      help: 'column with the uncertainty (standard error) s of the target in each row, by which rows count 1/s²',
    },
    suits: (column) => holdsOf(column) === 'quantities',
    unsuited: {
      code: 'data.uncertainty',
      message: (name, many) => `The uncertainty “${name}” holds ${many}, not numbers.`,
      hint: 'Choose a column of numbers, each above 0.',
    },
    twice: {
      code: 'data.weight-has-role',
      message: (name, other) => `“${name}” is the uncertainty and also ${other}.`,
    },
    faults: ({ least }) =>
      least <= 0 ? ['has values of 0 or below: rows count by 1/s², so each must be above 0.'] : [],
  },
  group: {
    key: 'groups',
    none: undefined,
    label: 'Group',
    help: 'rows with the same value, such as a subject or a batch, stay together where rows are held out',
    says: 'Rows stay together',
    part: 'split',
    flag: {
      value: 'g',
      help: 'column of subjects, batches or plates: rows with the same value stay together where rows are held out, so that errors are those for new ones',
    },
    suits: (column) => holdsOf(column) !== 'nothing',
    unsuited: {
      code: 'data.text-groups',
      message: (name, many) => `“${name}” is ${many} and cannot keep rows together.`,
      hint: 'Choose a column of labels or numbers. If it holds labels, set its type in the preview of the file.',
    },
    twice: {
      code: 'data.group-has-role',
      message: (name, other) =>
        `“${name}” keeps rows together and is also ${other}: no value of it would be in both training and held-out rows.`,
    },
    faults: () => [],
  },
} as const satisfies Record<string, RowRoleRecord>;

type Records = typeof ofRows;
/** A role by which one column says something of the rows. */
export type RowRole = keyof Records;
/** How set-ups, mends and flags call the columns of these roles. */
export type RowRoleKey = Records[RowRole]['key'];
/** A role that says how rows count. */
export type WeighingRole = {
  [R in RowRole]: Records[R]['says'] extends 'Rows count' ? R : never;
}[RowRole];

type KeyWhereNone<None> = {
  [R in RowRole]: Records[R]['none'] extends None ? Records[R]['key'] : never;
}[RowRole];
/** The columns of these roles, as set-ups have them. */
export type RowColumns = Record<KeyWhereNone<null>, string | null> &
  Partial<Record<KeyWhereNone<undefined>, string>>;

export const rowRoles: Readonly<Record<RowRole, RowRoleRecord & { readonly key: RowRoleKey }>> = ofRows;
/** Those of the roles that say how rows count. */
export const weighingRoles: Readonly<Record<WeighingRole, { readonly by: (name: string) => string }>> =
  ofRows;
export const rowRoleNames = Object.keys(ofRows) as readonly RowRole[];

export type ColumnRole = 'input' | 'target' | RowRole | 'ignore';

/** In the order in which they are offered. */
export const columnRoles: Readonly<Record<ColumnRole, ColumnRoleRecord>> = {
  input: {
    label: 'Input',
    // Each label becomes an input.
    suits: (column) =>
      holdsOf(column) !== 'nothing' && !(holdsOf(column) === 'labels' && column.distinct > MOST_INPUT_LABELS),
  },
  target: { label: 'Target', suits: (column) => holdsOf(column) !== 'nothing' },
  ...rowRoles,
  ignore: { label: 'Ignore', suits: () => true },
};
export const columnRoleNames = Object.keys(columnRoles) as readonly ColumnRole[];

/** The roles that a column can have, in the order in which they are offered. */
export function rolesFor(column: Candidate): readonly ColumnRole[] {
  return columnRoleNames.filter((role) => columnRoles[role].suits(column));
}

/** The column that has the role; null for none. */
export function holderOf(columns: Readonly<Partial<RowColumns>>, role: RowRole): string | null {
  return columns[rowRoles[role].key] ?? null;
}

/** The columns of these roles, as set-ups have them. @param holder the column that has a role */
export function rowColumns(holder: (role: RowRole) => string | null | undefined): RowColumns {
  const entries = rowRoleNames.flatMap((role) => {
    const { key, none } = rowRoles[role];
    const column = holder(role) ?? none;
    return column === undefined ? [] : [[key, column] as const];
  });
  return Object.fromEntries(entries) as RowColumns;
}

/** The same set-up with other columns in these roles. */
export function withRowColumns<Setup extends RowColumns>(
  setup: Setup,
  holder: (role: RowRole) => string | null | undefined,
): Setup {
  const keys = new Set<string>(rowRoleNames.map((role) => rowRoles[role].key));
  const others = Object.entries(setup).filter(([key]) => !keys.has(key));
  return { ...Object.fromEntries(others), ...rowColumns(holder) } as Setup;
}

/** The other roles that say the same of the rows: a column has one of them at most. */
export function rivalsOf(role: RowRole): readonly RowRole[] {
  return rowRoleNames.filter((other) => other !== role && rowRoles[other].says === rowRoles[role].says);
}
