/**
 * The types that a column of a table can have, with their names for people. What a type means is in
 * `main/engine/data/columns`.
 */
export const columnTypeNames = {
  number: 'Number',
  boolean: 'Yes or no',
  date: 'Date',
  category: 'Category',
  text: 'Text',
} as const;

export type ColumnType = keyof typeof columnTypeNames;
