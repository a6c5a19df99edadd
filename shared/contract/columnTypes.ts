/** The types that a column of a table can have. How each is read and encoded is in `main/engine/data/columns`. */

export type Task = 'regression' | 'classification';

interface ColumnTypeFacts {
  /** Name for people. */
  readonly label: string;
  /** What its values are: numbers on a scale, times, one of two words, one of several labels, or no values. */
  readonly holds: 'quantities' | 'times' | 'yes or no' | 'labels' | 'nothing';
  /** The tasks in which such a column can be the target, the usual one first. */
  readonly tasks: readonly Task[];
  /** Whether its values can say how much each row counts. */
  readonly weighs: boolean;
}

const types = {
  number: {
    label: 'Number',
    holds: 'quantities',
    tasks: ['regression', 'classification'],
    weighs: true,
  },
  boolean: {
    label: 'Yes or no',
    holds: 'yes or no',
    tasks: ['classification', 'regression'],
    weighs: true,
  },
  date: { label: 'Date', holds: 'times', tasks: ['regression'], weighs: false },
  category: { label: 'Category', holds: 'labels', tasks: ['classification'], weighs: false },
  text: { label: 'Text', holds: 'nothing', tasks: [], weighs: false },
} as const satisfies Record<string, ColumnTypeFacts>;

export type ColumnType = keyof typeof types;

export const columnTypeFacts: Readonly<Record<ColumnType, ColumnTypeFacts>> = types;

/** Whether values of a column can have logarithms: not those of yes and no or of labels, whatever numbers stand for them. */
export function hasLogarithms(type: ColumnType): boolean {
  return ['quantities', 'times'].includes(columnTypeFacts[type].holds);
}

/** The type that numbers are read as where they are labels. */
export const LABELS_TYPE: ColumnType = 'category';

/** How a message asks for the type of a column; for another one than it has, where none is named. */
export function setType(wanted?: ColumnType): string {
  return `set the type of the column${wanted === undefined ? '' : ` to “${wanted}”`}`;
}

/** Classification where the only target has classes, else regression. */
export function usualTask(targets: readonly ColumnType[]): Task {
  return targets.length === 1 && columnTypeFacts[targets[0]].tasks[0] === 'classification'
    ? 'classification'
    : 'regression';
}

/** The most labels of a category that is an input; each label becomes one input. */
export const MOST_INPUT_LABELS = 100;

/** The most classes of a target. */
export const MOST_CLASSES = 20;
