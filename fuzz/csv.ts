/**
 * Tables as text in many dialects, half of them damaged, read by the application and by a second reader that was written apart
 * from it. What the application reads must be what the second one reads, or be said.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { loadTable } from '../main/engine/data/index.ts';
import type { Table } from '../main/engine/data/table/table.ts';
import { toAppError } from '../shared/errors.ts';
import { seededRandom } from '../shared/random.ts';
import { misreading } from './csv/compare.ts';
import { randomDialect, type Dialect } from './csv/dialect.ts';
import { mutated, randomTable, type WrittenTable } from './csv/table.ts';

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
  const path = join(folder, 'fuzz.csv');
  const found: Difference[] = [];
  try {
    for (let seed = first; seed < first + count; seed++) {
      const what = await tried(seed, path);
      if (what !== null) found.push({ seed, ...what });
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  return found;
}

async function tried(seed: number, path: string): Promise<Omit<Difference, 'seed'> | null> {
  const random = seededRandom(seed);
  const dialect = randomDialect(random);
  const whole = randomTable(random, dialect);
  const damaged = random.integer(2) === 0;
  const table = damaged ? { ...whole, text: mutated(whole.text, dialect, random) } : whole;
  writeFileSync(path, bytesOf(table, dialect));
  const what = await wrong(path, table, dialect, damaged);
  if (what === null) return null;
  const how = JSON.stringify({ ...dialect, script: dialect.script.encoding, damaged });
  return { what: `${what}\n${how}`, text: table.text.slice(0, 4000) };
}

function bytesOf({ text }: WrittenTable, { newline, script: { encoding, bom } }: Dialect): Buffer {
  const lines = newline === '\n' ? text : text.replaceAll(/\r?\n/gu, newline);
  const bytes = iconv.encode(lines, encoding);
  return bom ? Buffer.concat([iconv.encode('\uFEFF', encoding), bytes]) : bytes;
}

async function wrong(
  path: string,
  table: WrittenTable,
  dialect: Dialect,
  damaged: boolean,
): Promise<string | null> {
  let read: Table;
  try {
    read = await loadTable(path, {});
  } catch (reason) {
    const { kind, message } = toAppError(reason);
    return kind === 'user' && damaged ? null : `refused: ${message}`;
  }
  return misreading(read, table, dialect, damaged);
}
