/** What a file costs to read grows with its size and no faster, whatever stands in it. */
import { describe, expect, it } from 'vitest';
import { parseBoolean } from '../../../main/engine/data/columns/boolean.ts';
import { numberParser } from '../../../main/engine/data/columns/cells.ts';
import { parseDate } from '../../../main/engine/data/columns/dates.ts';
import { loadTable } from '../../../main/engine/data/index.ts';
import type { IssueInput } from '../../../main/engine/data/reading/issues.ts';
import { RecordReader } from '../../../main/engine/data/reading/csv/records.ts';
import { uniqueNames } from '../../../main/engine/data/table/names.ts';
import type { TableFormat } from '../../../shared/contract/views.ts';
import { temporaryFiles } from './files.ts';

const file = temporaryFiles();

/** Work of a size, in seconds of the processor, the least of three times: others may use the machine meanwhile. */
async function cost(work: () => unknown): Promise<number> {
  let least = Infinity;
  for (let time = 0; time < 3; time++) {
    const before = process.cpuUsage();
    await work();
    least = Math.min(least, process.cpuUsage(before).user / 1e6);
  }
  return least;
}

/**
 * Sixteen times the size must cost less than sixty times as much; what grows with the square costs 256 times as much. What is
 * done within some milliseconds is never refused.
 */
async function expectLinear(size: number, work: (size: number) => unknown): Promise<void> {
  await work(size);
  const small = await cost(() => work(size));
  const large = await cost(() => work(16 * size));
  expect(large).toBeLessThan(60 * small + 0.05);
}

const records = (text: string, delimiter: TableFormat['delimiter'], pieces = 1): void => {
  const reader = new RecordReader({ delimiter, comment: '#' });
  const length = Math.ceil(text.length / pieces);
  for (let at = 0; at < text.length; at += length) reader.push(text.slice(at, at + length), false);
  reader.push('', true);
};

describe('records', () => {
  it.each<[string, number, (size: number) => string]>([
    ['a run of spaces', 20_000, (n) => `1 2\n${' '.repeat(n)}x\n`],
    ['an open quotation mark', 5000, (n) => `a,b\n1,"x\n${'4,5\n'.repeat(n)}`],
    ['an open quotation mark on every line', 3000, (n) => 'a,"b" c\n'.repeat(n)],
    ['quotation marks that close nothing', 3000, (n) => `a,"b"${'x"y,"'.repeat(n)}\n`],
    ['cells of several lines, the last of them open', 3000, (n) => `${'"x\n",'.repeat(n)}"`],
    ['marks of comments', 20_000, (n) => `${'#'.repeat(n)}\n1,2\n`],
    ['a single line', 20_000, (n) => `${'1,'.repeat(n)}1`],
  ])('%s', async (_what, size, text) => {
    for (const delimiter of [',', ' '] as const) await expectLinear(size, (n) => records(text(n), delimiter));
  });

  it('a line that arrives in many pieces', async () => {
    await expectLinear(2000, (n) => records(`${'12,'.repeat(20 * n)}1\n`, ',', n));
  });
});

describe('cells', () => {
  const parsers = [numberParser('.', ','), numberParser(',', '.'), numberParser('.', ' ')];
  it.each<[string, (size: number) => string]>([
    ['digits and a letter', (n) => `${'1'.repeat(n)}x`],
    ['spaces between digits', (n) => `1${' '.repeat(n)}2`],
    ['groups of digits and a letter', (n) => `1${',234'.repeat(n)}x`],
    ['a time before spaces', (n) => `2020-01-02 10:00${' '.repeat(n)}x`],
    ['a month before spaces', (n) => `12 March${' '.repeat(n)}2020 x`],
    ['dashes', (n) => `1${'-'.repeat(n)}`],
  ])('%s', async (_what, text) => {
    await expectLinear(20_000, (n) => {
      const cell = text(n);
      for (const parse of parsers) parse(cell);
      parseDate(cell, 'dmy');
      parseBoolean(cell);
    });
  });
});

describe('names', () => {
  it('equal names', async () => {
    await expectLinear(3000, (n) => {
      const issues: IssueInput[] = [];
      expect(new Set(uniqueNames(Array<string>(n).fill('a'), issues)).size).toBe(n);
    });
  });
});

describe('files', () => {
  it.each<[string, (size: number) => string]>([
    ['of a run of spaces', (n) => `a b\n1 2\n${' '.repeat(n)}x\n3 4\n`],
    ['of a long number', (n) => `a,b\n1,2\n${'1'.repeat(n)}x,3\n4,5\n6,7\n8,9\n`],
    ['of a time before many spaces', (n) => `a,b\n2020-01-02 10:00${' '.repeat(n)}x,1\n2020-01-02,2\n`],
    ['of equal names', (n) => `${'a,'.repeat(n / 20)}b\n${'1,'.repeat(n / 20)}2\n`],
    ['of an open quotation mark', (n) => `a,b\n1,"x\n${'4,5\n'.repeat(n / 4)}`],
    ['of lines that begin like comments', (n) => `a,b\n${'#1,2\n3,4\n'.repeat(n / 8)}`],
  ])('%s', async (_what, content) => {
    await expectLinear(24_000, async (n) => {
      const path = file('odd.csv', content(n));
      await loadTable(path, {});
    });
  });
});
