/** How a file is read as a table. Everything is detected; a setting overrides the detected value. */
import { choice, name, onOff, words } from './setting.ts';

const derived = 'detected';
const guide = 'table';

export const readingSettings = {
  sheet: name({
    label: 'Sheet',
    help: 'The sheet of a workbook that the table is on: the first visible one with a table, unless you choose another.',
    guide,
    derived,
    mostLetters: 200,
    default: '',
    flag: { name: 'sheet', value: 'NAME', help: 'the sheet of a workbook that the table is on' },
  }),
  delimiter: choice({
    label: 'Delimiter',
    help: 'The character that separates the cells of a line.',
    guide,
    derived,
    options: [
      { value: ',', label: 'Comma', word: 'comma' },
      { value: ';', label: 'Semicolon', word: 'semicolon' },
      { value: '\t', label: 'Tab', word: 'tab' },
      { value: '|', label: 'Bar |', word: 'pipe' },
      { value: ' ', label: 'Space', word: 'space' },
    ],
    default: ',',
    flag: { name: 'delimiter', help: 'the character that separates the cells of a line' },
  }),
  decimal: choice({
    label: 'Decimal mark',
    help: 'The character before the decimals of a number.',
    guide,
    derived,
    options: [
      { value: '.', label: 'Point 3.14', word: 'point' },
      { value: ',', label: 'Comma 3,14', word: 'comma' },
    ],
    default: '.',
    flag: { name: 'decimal', help: 'the character before the decimals of a number' },
  }),
  thousands: choice({
    label: 'Thousands mark',
    help: 'The character that groups the digits of a large number.',
    guide,
    derived,
    options: [
      { value: '', label: 'None', word: 'none' },
      { value: ',', label: 'Comma 1,000', word: 'comma' },
      { value: '.', label: 'Point 1.000', word: 'point' },
      { value: ' ', label: 'Space 1 000', word: 'space' },
      { value: "'", label: 'Apostrophe 1’000', word: 'apostrophe' },
    ],
    default: '',
    flag: { name: 'thousands', help: 'the character that groups the digits of a large number' },
  }),
  header: onOff({
    label: 'First row',
    help: 'Whether the first row holds the column names or data.',
    guide,
    derived,
    on: 'Column names',
    off: 'Data',
    default: true,
    flag: { name: 'no-header', help: 'the first row is data; the columns are named x1, x2, …' },
    sameFlag: { name: 'header', help: 'the first row holds the column names' },
  }),
  encoding: choice({
    label: 'Encoding',
    help: 'The character encoding of the file.',
    guide,
    derived,
    options: [
      { value: 'utf-8', label: 'UTF-8' },
      { value: 'utf-16le', label: 'UTF-16 LE' },
      { value: 'utf-16be', label: 'UTF-16 BE' },
      { value: 'latin1', label: 'Latin-1 (Western)' },
      { value: 'windows-1250', label: 'Windows-1250 (Central)' },
      { value: 'iso-8859-2', label: 'Latin-2 (Central)' },
      { value: 'windows-1251', label: 'Windows-1251 (Cyrillic)' },
      { value: 'iso-8859-5', label: 'ISO 8859-5 (Cyrillic)' },
      { value: 'koi8-r', label: 'KOI8-R (Cyrillic)' },
      { value: 'windows-1253', label: 'Windows-1253 (Greek)' },
      { value: 'windows-1254', label: 'Windows-1254 (Turkish)' },
      { value: 'macintosh', label: 'Mac Roman' },
      { value: 'maccenteuro', label: 'Mac Central European' },
      { value: 'maccyrillic', label: 'Mac Cyrillic' },
      { value: 'cp437', label: 'DOS 437 (US)' },
      { value: 'cp850', label: 'DOS 850 (Western)' },
      { value: 'cp852', label: 'DOS 852 (Central)' },
      { value: 'cp866', label: 'DOS 866 (Cyrillic)' },
      { value: 'shift_jis', label: 'Shift-JIS (Japanese)' },
      { value: 'euc-jp', label: 'EUC-JP (Japanese)' },
      { value: 'gb18030', label: 'GB 18030 (Chinese)' },
      { value: 'big5', label: 'Big5 (Chinese)' },
      { value: 'euc-kr', label: 'EUC-KR (Korean)' },
    ],
    default: 'utf-8',
    flag: { name: 'encoding', help: 'the character encoding of the file' },
  }),
  comment: choice({
    label: 'Comment lines',
    help: 'The character at the beginning of comment lines, which are not read.',
    guide,
    derived,
    options: [
      { value: '', label: 'None', word: 'none' },
      { value: '#', label: 'Begin with #' },
      { value: '%', label: 'Begin with %' },
      { value: '//', label: 'Begin with //' },
    ],
    default: '',
    flag: { name: 'comment', help: 'the character at the beginning of comment lines, which are not read' },
  }),
  missing: words({
    label: 'Missing values',
    help: 'Cells that hold one of these count as missing; "" is an empty cell. Errors such as #N/A always do; “None” and “-” do where they cannot be labels.',
    guide,
    derived,
    mostWords: 50,
    mostLetters: 40,
    default: [],
    flag: {
      name: 'missing-marks',
      value: 'NA,-999',
      help: 'texts that mean a missing value, in place of the usual ones',
    },
  }),
} as const;

interface TableSourceWords {
  /** What the file dialog calls such files. */
  readonly label: string;
  /** How their names may end, without the dot. */
  readonly extensions: readonly string[];
  /** The settings that say how they are read. */
  readonly settings: readonly (keyof typeof readingSettings)[];
}

/** The kinds of files that tables are read from. */
export const tableSources = {
  xlsx: {
    label: 'Excel workbook',
    extensions: ['xlsx', 'xlsm'],
    settings: ['sheet', 'decimal', 'thousands', 'header', 'comment', 'missing'],
  },
  csv: {
    label: 'Text',
    extensions: ['csv', 'tsv', 'tab', 'txt', 'dat'],
    settings: ['delimiter', 'decimal', 'thousands', 'header', 'encoding', 'comment', 'missing'],
  },
} as const satisfies Readonly<Record<string, TableSourceWords>>;

export type SourceName = keyof typeof tableSources;

/** The file endings of all kinds of tables. */
export const tableExtensions: readonly string[] = Object.values(tableSources).flatMap(({ extensions }) => [
  ...extensions,
]);
