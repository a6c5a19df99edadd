/** How a file is read, in words: what can be chosen and what was found. Pure. */
import type { ReadingOptions } from '../../../shared/contract/schemas.ts';
import type { ColumnType, TableFormat } from '../../../shared/contract/views.ts';

interface FormatField {
  readonly key: Exclude<keyof TableFormat, 'missing'>;
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

const option = (value: string, label: string): { readonly value: string; readonly label: string } => ({
  value,
  label,
});

export const FORMAT_FIELDS: readonly FormatField[] = [
  {
    key: 'delimiter',
    label: 'Delimiter',
    options: [
      option(',', 'Comma'),
      option(';', 'Semicolon'),
      option('\t', 'Tab'),
      option('|', 'Bar |'),
      option(' ', 'Space'),
    ],
  },
  {
    key: 'decimal',
    label: 'Decimal mark',
    options: [option('.', 'Point 3.14'), option(',', 'Comma 3,14')],
  },
  {
    key: 'thousands',
    label: 'Thousands mark',
    options: [
      option('', 'None'),
      option(',', 'Comma 1,000'),
      option('.', 'Point 1.000'),
      option(' ', 'Space 1 000'),
      option("'", 'Apostrophe 1’000'),
    ],
  },
  {
    key: 'header',
    label: 'First row',
    options: [option('true', 'Column names'), option('false', 'Data')],
  },
  {
    key: 'encoding',
    label: 'Encoding',
    options: [
      option('utf-8', 'UTF-8'),
      option('utf-16le', 'UTF-16 LE'),
      option('utf-16be', 'UTF-16 BE'),
      option('latin1', 'Latin-1'),
    ],
  },
  {
    key: 'comment',
    label: 'Comment lines',
    options: [
      option('', 'None'),
      option('#', 'Begin with #'),
      option('%', 'Begin with %'),
      option('//', 'Begin with //'),
    ],
  },
];

export const TYPE_OPTIONS: readonly { readonly value: ColumnType; readonly label: string }[] = [
  { value: 'number', label: 'Number' },
  { value: 'boolean', label: 'Yes or no' },
  { value: 'date', label: 'Date' },
  { value: 'category', label: 'Category' },
  { value: 'text', label: 'Text' },
];

/** The field's value as the option that stands for it. */
export function chosen(format: TableFormat, key: FormatField['key']): string {
  return String(format[key]);
}

/** The overrides with one field set by hand. */
export function withFormat(
  overrides: ReadingOptions,
  key: FormatField['key'],
  value: string,
): ReadingOptions {
  return { ...overrides, [key]: key === 'header' ? value === 'true' : value };
}

/** The overrides with one field left to detection again. */
export function withoutFormat(overrides: ReadingOptions, key: keyof TableFormat): ReadingOptions {
  return Object.fromEntries(Object.entries(overrides).filter(([name]) => name !== key));
}

export function withType(overrides: ReadingOptions, column: number, type: ColumnType): ReadingOptions {
  return { ...overrides, types: { ...overrides.types, [String(column)]: type } };
}

/** Missing-value marks as they are typed: separated by commas or spaces; `""` stands for an empty cell. */
export function readMarks(text: string): string[] {
  return [
    ...new Set(
      text
        .split(/[,\s]+/)
        .filter((mark) => mark !== '')
        .map((mark) => (mark === '""' ? '' : mark)),
    ),
  ];
}

export function showMarks(marks: readonly string[]): string {
  return marks.map((mark) => (mark === '' ? '""' : mark)).join(', ');
}
