/** How a file is read, in words: the choices, and what was recognised. Pure. */
import type { ReadingOptions } from '../../../shared/contract/schemas/setups.ts';
import { type ColumnType, columnTypeFacts } from '../../../shared/contract/columnTypes.ts';
import type { SheetView, TableFormat } from '../../../shared/contract/views/data.ts';
import { readingSettings, tableSources } from '../../../shared/settings/reading.ts';
import { sheetOptions } from '../../common/sheet-options.ts';

type FieldKey = Exclude<keyof typeof readingSettings, 'missing'>;

interface FormatField {
  readonly key: FieldKey;
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

/** The choices for a file that is read so, without the marks of missing values. */
export function formatFields(format: TableFormat): readonly FormatField[] {
  return tableSources[format.source].settings
    .filter((key) => key !== 'missing')
    .map((key) => fieldOf(key, format.sheets ?? []))
    .filter(({ options }) => options.length > 1);
}

function fieldOf(key: FieldKey, sheets: readonly SheetView[]): FormatField {
  const setting = readingSettings[key];
  if (setting.kind === 'name') return { key, label: setting.label, options: sheetOptions(sheets) };
  const options =
    setting.kind === 'choice'
      ? setting.options
      : [
          { value: 'true', label: setting.on ?? 'Yes' },
          { value: 'false', label: setting.off ?? 'No' },
        ];
  return { key, label: setting.label, options };
}

export const TYPE_OPTIONS: readonly { readonly value: ColumnType; readonly label: string }[] = Object.entries(
  columnTypeFacts,
).map(([value, { label }]) => ({ value: value as ColumnType, label }));

/** The option that is selected in a field. */
export function choiceOf(format: TableFormat, key: FormatField['key']): string {
  return String(format[key]);
}

/** What cannot have the same character. */
const others: Partial<Record<FormatField['key'], 'decimal' | 'thousands'>> = {
  decimal: 'thousands',
  thousands: 'decimal',
};

/** The overrides with one field set by hand. Where it takes the character of another one, that one is detected again. */
export function withFormat(
  overrides: ReadingOptions,
  key: FormatField['key'],
  value: string,
): ReadingOptions {
  const other = others[key];
  const kept =
    other !== undefined && overrides[other] === value ? withoutFormat(overrides, other) : overrides;
  return { ...kept, [key]: key === 'header' ? value === 'true' : value };
}

/** The overrides without one field, which is then detected again. */
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

/** Characters of a line of marks: as many as fit in the narrowest panel. */
const LINE_OF_MARKS = 26;

/** The marks as they are typed, in lines: a line that the window broke could end within a mark such as `-nan`. */
export function showMarks(marks: readonly string[]): string {
  const lines = [''];
  marks.forEach((mark, index) => {
    const written = `${mark === '' ? '""' : mark}${index < marks.length - 1 ? ',' : ''}`;
    const line = lines.at(-1)!;
    if (line !== '' && line.length + 1 + written.length > LINE_OF_MARKS) lines.push(written);
    else lines[lines.length - 1] = line === '' ? written : `${line} ${written}`;
  });
  return lines.join('\n');
}
