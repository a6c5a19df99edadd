/**
 * Tables written as CSV in odd ways, read by the application and by a second reader that was written apart from it: simple,
 * strict, a character at a time (RFC 4180). What the application reads must be what the second one reads, or be said.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadTable } from '../main/engine/data/index.ts';
import type { Table } from '../main/engine/data/table/table.ts';
import { toAppError } from '../shared/errors.ts';
import { seededRandom } from '../shared/random.ts';

type Random = ReturnType<typeof seededRandom>;

export interface Difference {
  readonly seed: number;
  readonly what: string;
  readonly text: string;
}

/**
 * Reads `count` files made from the seeds `first`, `first + 1`, …
 * @returns what was misread without a word; nothing where all is well
 */
export async function fuzzCsv(first: number, count: number): Promise<readonly Difference[]> {
  const folder = mkdtempSync(join(tmpdir(), 'kan-fuzz-'));
  const found: Difference[] = [];
  try {
    for (let seed = first; seed < first + count; seed++) {
      const text = mutated(table(seededRandom(seed)), seededRandom(seed + 1e6));
      const path = join(folder, 'fuzz.csv');
      writeFileSync(path, text);
      const what = await misreading(path, text);
      if (what !== null) found.push({ seed, what, text });
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  return found;
}

function pick<T>(random: Random, list: readonly T[]): T {
  return list[random.integer(list.length)];
}

/** A table of two columns of numbers and one of labels, between commas, with a header. */
function table(random: Random): string {
  const labels = ['red', 'blue', '18-25', '#ff8800', 'a "b"', 'x, y', 'two\nlines', '$5', '2020-01', ''];
  const quoted = (text: string): string =>
    /[",\n]/u.test(text) || random.integer(8) === 0 ? `"${text.replaceAll('"', '""')}"` : text;
  const number = (): string =>
    pick(random, [
      String(random.integer(100)),
      random.normal().toFixed(3),
      random.normal().toExponential(2),
      '',
    ]);
  const rows = Array.from({ length: 5 + random.integer(40) }, () =>
    [number(), quoted(pick(random, labels)), number()].join(','),
  );
  return `first,kind,last\n${rows.join('\n')}\n`;
}

/** Some characters of the text taken away, doubled, or replaced by ones that mean something. */
function mutated(text: string, random: Random): string {
  const start = text.indexOf('\n') + 1;
  let body = text.slice(start);
  for (let change = random.integer(5); change > 0; change--) {
    const at = random.integer(body.length);
    const put = pick(random, ['', '"', ',', '\n', '#', ' ', '-', '0', body[at].repeat(2), ' , \n', '\r\n']);
    body = body.slice(0, at) + put + body.slice(at + 1);
  }
  return text.slice(0, start) + body;
}

/** What was misread; null where the table is what the strict reader reads, or where an issue says that something is odd. */
async function misreading(path: string, text: string): Promise<string | null> {
  let read: Table;
  try {
    read = await loadTable(path, {});
  } catch (reason) {
    const { kind, message } = toAppError(reason);
    return kind === 'user' ? null : `fault: ${message}`;
  }
  if (read.issues.length > 0 || read.format.delimiter !== ',') return null;
  const [, ...rows] = strictRecords(text);
  const expected = rows.filter((cells) => cells.some((cell) => cell.trim() !== ''));
  if (read.rows !== expected.length) return `${read.rows} rows instead of ${expected.length}`;
  for (const [c, column] of read.columns.entries()) {
    for (const [row, cells] of expected.entries()) {
      const cell = (cells[c] ?? '').trim();
      const value = column.values[row];
      if (column.type === 'number' && !sameNumber(cell, value)) return `${cell} is read as ${value}`;
      if (column.type === 'category' && (column.labels[value] ?? '') !== (isMissing(cell) ? '' : cell))
        return `“${cell}” is read as “${column.labels[value]}”`;
    }
  }
  return null;
}

const isMissing = (cell: string): boolean => ['', '-', '--', '.', '?'].includes(cell);

/** A space may group digits: 1 522. */
function sameNumber(cell: string, value: number): boolean {
  const text = /^-?[1-9]\d{0,2}( \d{3})+$/u.test(cell) ? cell.replaceAll(' ', '') : cell;
  return isMissing(text) ? Number.isNaN(value) : Number(text) === value;
}

/** Records of well-formed CSV, a character at a time. */
function strictRecords(text: string): string[][] {
  const records: string[][] = [];
  let [record, cell, quoted] = [[] as string[], '', false];
  const characters = [...text.replace(/\r\n?/gu, '\n')];
  const endCell = (): void => {
    record.push(cell);
    cell = '';
  };
  const endRecord = (): void => {
    endCell();
    records.push(record);
    record = [];
  };
  for (let i = 0; i < characters.length; i++) {
    const character = characters[i];
    if (quoted && character === '"' && characters[i + 1] === '"') cell += characters[i++];
    else if (quoted && character === '"') quoted = false;
    else if (quoted) cell += character;
    else if (character === '"' && cell.trim() === '') {
      // Spaces before a quotation mark are no part of the cell.
      quoted = true;
      cell = '';
    } else if (character === ',') endCell();
    else if (character === '\n') endRecord();
    else cell += character;
  }
  if (cell !== '' || record.length > 0) endRecord();
  return records;
}
