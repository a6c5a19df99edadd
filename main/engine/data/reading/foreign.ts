/** Files with tables in formats that are not read: how they are recognised, and how to convert them. */
import { userError, type KanError } from '../../../../shared/errors.ts';

interface Kind {
  /** Completes “the file is …”. */
  readonly is: string;
  readonly hint: string;
}

const savedAgain = (program: string, how = ''): string =>
  `Open it in ${program}, choose “Save as”, then Excel workbook (.xlsx)${how}, and open that file here.`;
const unpack = 'Unpack it, and open the table that is inside.';
const exported = (how: string): string => `Write it as CSV first: ${how}.`;
const r: Kind = { is: 'an R data file', hint: exported('in R, load(…) and write.csv(…)') };
const spss: Kind = { is: 'an SPSS file', hint: exported('in SPSS, “Save as”; in R, haven::read_sav') };
const origin: Kind = { is: 'an Origin project', hint: exported('in Origin, “Export ASCII”') };
const pickle: Kind = { is: 'a Python pickle', hint: exported('in Python, with the program that wrote it') };
const latex: Kind = {
  is: 'LaTeX, not a table',
  hint: 'Replace each “&” by a tab, remove the commands and each “\\\\”, and open that.',
};
const picture: Kind = { is: 'a picture', hint: 'Look for the numbers that it was made from.' };

/** The container of old Office files, and of new ones with a password. */
const OFFICE = '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1';
/** The name of the part that is encrypted, in UTF-16. */
const ENCRYPTED = 'EncryptedPackage'.replace(/\B/g, '\0');
const encrypted: Kind = {
  is: 'an Office file with a password',
  hint: savedAgain('Excel or LibreOffice', ' without a password'),
};

/** First bytes of files, as Latin-1. A zip file is examined separately. */
const BEGINNINGS: readonly (readonly [string, Kind])[] = [
  [
    OFFICE,
    {
      is: 'an old Excel workbook (.xls) or another Office file',
      hint: savedAgain('Excel or LibreOffice', ' without a password'),
    },
  ],
  ['%PDF-', { is: 'a PDF', hint: 'Look for the table itself, as CSV, where the PDF comes from.' }],
  [
    '\x1f\x8b',
    { is: 'compressed (gzip)', hint: `${unpack} If R saved it (.rds, .RData), write it as CSV there.` },
  ],
  ['BZh91AY&SY', { is: 'compressed (bzip2)', hint: unpack }],
  ['\xfd7zXZ', { is: 'compressed (xz)', hint: unpack }],
  ['\x28\xb5\x2f\xfd', { is: 'compressed (zstd)', hint: unpack }],
  ['7z\xbc\xaf\x27\x1c', { is: 'a 7z archive', hint: unpack }],
  ['Rar!\x1a', { is: 'a RAR archive', hint: unpack }],
  ['PAR1\x15', { is: 'a Parquet file', hint: exported('in Python, pandas.read_parquet(…).to_csv(…)') }],
  ['\x89HDF\r\n\x1a\n', { is: 'an HDF5 file', hint: exported('in Python, h5py reads it') }],
  ['CDF\x01', { is: 'a NetCDF file', hint: exported('in Python, xarray reads it') }],
  ['\x93NUMPY', { is: 'a NumPy array', hint: exported('numpy.savetxt("table.csv", array, delimiter=",")') }],
  ['MATLAB 5.0 MAT-file', { is: 'a MATLAB file', hint: exported('in MATLAB, writematrix or writetable') }],
  ['<stata_dta>', { is: 'a Stata file', hint: exported('in Stata, export delimited') }],
  ...['$FL2@(#)', '$FL3@(#)'].map((start) => [start, spss] as const),
  [
    `${'\0'.repeat(12)}\xc2\xea\x81\x60`,
    { is: 'a SAS file', hint: exported('in SAS, PROC EXPORT; in R, haven::read_sas') },
  ],
  ...['RDX2\n', 'RDX3\n', 'RDA2\n', 'RDA3\n'].map((start) => [start, r] as const),
  [
    'ARROW1\0',
    { is: 'an Arrow (Feather) file', hint: exported('in Python, pandas.read_feather(…).to_csv(…)') },
  ],
  ...['\x80\x04\x95', '\x80\x05\x95'].map((start) => [start, pickle] as const),
  ['SIMPLE  =', { is: 'a FITS file', hint: exported('in Python, astropy.table.Table.read(…).write(…)') }],
  ['TDSm', { is: 'a LabVIEW measurement in TDMS', hint: exported('in Python, npTDMS reads it') }],
  ...['CPYA ', 'CPYUA '].map((start) => [start, origin] as const),
  ['\0\x01\0\0Standard ', { is: 'an Access database', hint: exported('export the table that you need') }],
  ['{\\rtf', { is: 'a text with formats (RTF)', hint: 'Copy its table into a spreadsheet and save that.' }],
  ...['\x89PNG', '\xff\xd8\xff', 'GIF87a', 'GIF89a'].map((start) => [start, picture] as const),
  ['SQLite format 3\0', { is: 'an SQLite database', hint: exported('export the table that you need') }],
];

const ZIP = 'PK\x03\x04';

/** Whether a file that begins so is an Excel workbook whose sheets are XML. */
export function isWorkbook(head: Buffer): boolean {
  const text = head.toString('latin1');
  return text.startsWith(ZIP) && /\bxl\//.test(text) && !/\bxl\/workbook\.bin/.test(text);
}

/** What a zip file is, by the names and types in its first bytes. */
const ZIPS: readonly (readonly [RegExp, Kind])[] = [
  [
    /\bxl\/workbook\.bin/,
    { is: 'a binary Excel workbook (.xlsb)', hint: savedAgain('Excel or LibreOffice') },
  ],
  [/opendocument\.spreadsheet/, { is: 'a LibreOffice workbook (.ods)', hint: savedAgain('LibreOffice') }],
  // The first entry of a project; its content is compressed.
  [/^[^]{30}manifest\.json/, { is: 'a KAN Studio project, not a table', hint: 'Open it as a project.' }],
  [/\bword\//, { is: 'a Word document', hint: 'Copy its table into a spreadsheet and save that.' }],
  [
    /\bIndex\/\w+\.iwa/,
    { is: 'an Apple Numbers, Pages or Keynote document', hint: exported('in Numbers, “Export to”') },
  ],
  [/\bppt\//, { is: 'a presentation', hint: 'Copy its table into a spreadsheet and save that.' }],
  [/\.npy/, { is: 'a NumPy archive', hint: exported('numpy.savetxt writes one array of it') }],
];

const TEXTS: readonly (readonly [RegExp, Kind])[] = [
  [
    /^\s*(?:\{\s*"[^"]*"\s*:|\[\s*\{\s*"|\[\s*\[)/,
    { is: 'JSON, not a table', hint: exported('in Python, pandas.read_json(…).to_csv(…)') },
  ],
  [
    /^\s*<(?:!doctype html|html|head|body|table)\b/i,
    { is: 'a web page', hint: 'Copy its table into a spreadsheet and save that as CSV.' },
  ],
  [
    /^\s*##TITLE\s*=/i,
    {
      is: 'a spectrum in JCAMP-DX, whose numbers may be packed and multiplied by factors',
      hint: 'Save it as CSV or text in the program that wrote it.',
    },
  ],
  [
    /^\s*\\(?:begin|documentclass|hline|toprule)\b/,
    {
      is: 'LaTeX, not a table',
      hint: 'Replace each “&” by a tab, remove the commands and each “\\\\”, and open that.',
    },
  ],
  [
    /^(?:\s*%.*\n)*\s*@relation\b/i,
    { is: 'an ARFF file', hint: exported('in Python, scipy.io.arff reads it') },
  ],
  [
    /^(?:\s*(?:--|#|\/\*).*\n)*\s*(?:PRAGMA|BEGIN TRANSACTION|SET \w+ ?=|DROP TABLE|CREATE TABLE|INSERT INTO)\b/i,
    { is: 'an SQL script', hint: exported('load it into its database, and export the table as CSV there') },
  ],
  [
    /^\s*%%MatrixMarket\b/i,
    { is: 'a sparse matrix (Matrix Market)', hint: exported('in Python, scipy.io.mmread(…).toarray()') },
  ],
  [
    /^\s*\{\|/,
    {
      is: 'a table in the marks of a wiki',
      hint: 'Copy the table of the shown page into a spreadsheet and save that.',
    },
  ],
  [/^[^\n&]*&[^\n]*\\\\[ \t]*(?:\\hline[ \t]*)?\n/, latex],
  [/^ID;P/, { is: 'a spreadsheet in SYLK', hint: savedAgain('Excel or LibreOffice') }],
  [/^TABLE\s*\n0,1\s*\n"/, { is: 'a spreadsheet in DIF', hint: savedAgain('Excel or LibreOffice') }],
  [
    /^(?:---\s*\n|#.*\n)*- \w[\w ]*: /,
    { is: 'YAML, not a table', hint: exported('in Python, pandas.DataFrame(yaml.safe_load(…)).to_csv(…)') },
  ],
  [
    /^\$(?:G[PNLAB]|BD)[A-Z]{3},/,
    {
      is: 'a log of a satellite receiver (NMEA), whose angles are degrees and minutes in one number',
      hint: exported('GPSBabel writes it as CSV in degrees'),
    },
  ],
  [
    /^(?=[;_])(?:.*\n)*?_(?:COUNTS|CPS)\b/,
    {
      is: 'a diffractogram in UXD, whose counts run on from line to line',
      hint: 'Save it as XY (two columns) in the program that wrote it, or by PowDLL.',
    },
  ],
  [/^\s*<svg\b/i, picture],
  [/^\s*<\?xml\b/i, { is: 'XML, not a table', hint: exported('a spreadsheet can open it and save it so') }],
];

/**
 * @param head the first bytes of the file
 * @returns KanError `table.foreign`; null for what may be a table, or is something unknown.
 */
export function foreignFile(head: Buffer, fileName: string): KanError | null {
  if (isWorkbook(head)) return null;
  const text = head.toString('latin1');
  const kind = text.startsWith(ZIP) ? zipKind(text) : (beginning(text) ?? writtenKind(text));
  return (
    kind &&
    userError(
      'table.foreign',
      `${fileName} is ${kind.is}; tables are read from text and from Excel workbooks (.xlsx).`,
      kind.hint,
    )
  );
}

function zipKind(text: string): Kind {
  return ZIPS.find(([sign]) => sign.test(text))?.[1] ?? { is: 'a zip archive', hint: unpack };
}

function beginning(text: string): Kind | undefined {
  if (text.startsWith(OFFICE) && text.includes(ENCRYPTED)) return encrypted;
  return BEGINNINGS.find(([start]) => text.startsWith(start))?.[1];
}

function writtenKind(text: string): Kind | null {
  // It may follow a byte order mark.
  const written = text.replace(/^\xef\xbb\xbf/, '').slice(0, 10_000);
  return TEXTS.find(([sign]) => sign.test(written))?.[1] ?? null;
}
