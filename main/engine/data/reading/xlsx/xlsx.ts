/** Sheets of Excel workbooks. A sheet is read as the text that it is when it is saved as CSV, but with all digits and with ISO dates. */
import type { ReadingOptions } from '../../../../../shared/contract/schemas/setups.ts';
import { KanError, userError } from '../../../../../shared/errors.ts';
import { bytesText } from '../../../../../shared/figures.ts';
import { numberParser } from '../../columns/cells/cells.ts';
import { completeRecords } from '../csv/records.ts';
import { detectMarks } from '../csv/marks.ts';
import { openText } from '../csv/openText.ts';
import { readBytes } from '../file.ts';
import { isWorkbook } from '../foreign.ts';
import { openMarkIssue } from '../openMarkIssue.ts';
import { sheetWords } from '../../issues/placeWords.ts';
import { sideBySideIssue } from '../sideBySide.ts';
import type { OpenTable, TableSource } from '../tableSource.ts';
import { likelySheets, sheetText, type SheetChoice } from './choose.ts';
import { damagedWorkbook, tooLargeWorkbook, uncalculatedWorkbook } from './faults.ts';
import { headText, readSheetHead, type Findings, type SheetFile, type SheetHead } from './head.ts';
import { besideIssue, factIssues, sheetIssues } from './remarks.ts';
import { columnName } from './sheet.ts';
import { emptyColumns, SheetText } from './sheetText.ts';
import { readWorkbook } from './workbook.ts';
import { Zip } from './zip.ts';

/** Bytes of a workbook. */
const MOST_BYTES = 2 ** 30;

export const xlsx: TableSource = {
  name: 'xlsx',
  recognises: ({ bytes }) => isWorkbook(bytes),
  async open({ path, fileName, size }, options, signal, known) {
    if (size > MOST_BYTES) throw tooLargeWorkbook(fileName, `is larger than ${bytesText(MOST_BYTES)}`);
    const bytes = await readBytes(path, size, signal);
    const workbook = await readWorkbook(await Zip.open(bytes, fileName), fileName);
    if (workbook.sheets.length === 0) throw damagedWorkbook(fileName, 'it lists no sheet of cells');
    const choices = await likelySheets(workbook, options.sheet, known?.sheet);
    return bestOf(choices, known?.inputs ?? [], async (choice) => {
      const file = { workbook, choice, bytes };
      return openSheet(file, await readSheetHead(file, signal), options, signal);
    });
  },
};

/**
 * The first sheet that is a table and has the most of the wanted columns.
 * @throws what the first sheet is refused with, where none is a table
 */
async function bestOf(
  choices: readonly SheetChoice[],
  wanted: readonly string[],
  open: (choice: SheetChoice) => Promise<OpenTable>,
): Promise<OpenTable> {
  let best: OpenTable | null = null;
  let most = -1;
  let refusal: unknown = null;
  for (const choice of choices) {
    try {
      const table = await open(choice);
      const names = new Set(table.names.map((name) => name.trim()));
      const count = wanted.filter((name) => names.has(name)).length;
      if (count > most) [best, most] = [table, count];
      if (most === wanted.length) break;
    } catch (error) {
      if (!(error instanceof KanError) || error.detail.kind !== 'user') throw error;
      refusal ??= error;
    }
  }
  if (best === null) throw refusal;
  return best;
}

async function openSheet(
  file: SheetFile,
  head: SheetHead,
  options: ReadingOptions,
  signal?: AbortSignal,
): Promise<OpenTable> {
  const { workbook, choice } = file;
  if (head.rows.length === 0)
    throw head.facts.unstored.count > 0
      ? uncalculatedWorkbook(workbook.fileName)
      : userError(
          'xlsx.no-table',
          `The sheet “${choice.sheet.name}” of ${workbook.fileName} is empty.`,
          `Choose another sheet: ${choice.sheets.map(sheetText).join(', ')}.`,
        );
  const { decimal, thousands, ambiguous } = marksOfTexts(head, options);
  let findings: Findings | null = null;
  const text = headText(file, head, decimal, (found) => (findings = found));
  const asText: ReadingOptions = { ...options, delimiter: '\t', encoding: 'utf-8', decimal, thousands };
  const table = await openText(text, asText, signal).catch((error: unknown) => {
    const lacksRows = error instanceof KanError && error.detail.code === 'table.no-rows';
    throw lacksRows && head.facts.unstored.count > 0 ? uncalculatedWorkbook(workbook.fileName) : error;
  });
  const empty = emptyColumns(head.rows, head.area);
  const gap = sideBySideIssue(empty.map(columnName), ' of the sheet');
  const filled = table.names
    .map((name, index) => ({ name, column: head.area.left + index }))
    .filter(({ column }) => !empty.includes(column));
  const issues = [
    ...sheetIssues(choice, options.sheet !== undefined),
    ...(gap === null ? [] : [gap]),
    ...(ambiguous === null ? [] : [openMarkIssue(ambiguous, numberParser(decimal, thousands)(ambiguous))]),
  ];
  const firstRow = table.sample[0].line;
  return {
    ...table,
    format: {
      ...table.format,
      source: 'xlsx',
      // What is written beside the table has the usual delimiter of its decimal mark.
      delimiter: decimal === ',' ? ';' : ',',
      sheet: choice.sheet.name,
      sheets: choice.sheets,
    },
    issues: [...issues, ...table.issues],
    words: sheetWords,
    async *rows(pass) {
      yield* table.rows(pass);
      const { facts, beside } = findings!;
      const told = factIssues(facts, {
        ...{ firstRow, columns: filled },
        filledDown: new Set(
          Object.keys(options.fillDown ?? {}).map((place) => head.area.left + Number(place)),
        ),
        uncalculated: workbook.uncalculated,
        sheet: choice.sheet.name,
      });
      for (const issue of [...told, besideIssue(beside)]) if (issue !== null) pass.report.issues.add(issue);
    },
    // Only the texts among the cells have marks of numbers that could be others.
    better: () => Promise.resolve(null),
  };
}

/** The marks of numbers that are stored as texts; the other numbers are written with them too. */
function marksOfTexts({ rows, area }: SheetHead, options: ReadingOptions): ReturnType<typeof detectMarks> {
  const texts = new SheetText(area, '.', true).write(rows);
  const records = completeRecords(texts, true, { delimiter: '\t', comment: '' });
  const marks = detectMarks(records, '\t', options);
  // The decimal mark of the other numbers is written with them: it cannot group their digits.
  return marks.thousands === marks.decimal ? { ...marks, decimal: marks.decimal === '.' ? ',' : '.' } : marks;
}
