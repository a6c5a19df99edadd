/**
 * What a file costs to read grows with its size and no faster, whatever stands in it. The work is counted, not timed:
 * this file has a process of its own, since the counter must start before the code is loaded.
 */
import { afterAll, describe, expect, it } from 'vitest';
import type { IssueInput } from '../../../main/engine/data/issues/issues.ts';
import type { TableFormat } from '../../../shared/contract/views/data.ts';
import { countWork } from '../../support/work.ts';
import { temporaryFiles } from './files.ts';

const work = await countWork('main', 'shared', 'tests/unit/data');
const { parseBoolean } = await import('../../../main/engine/data/columns/records/boolean.ts');
const { numberParser } = await import('../../../main/engine/data/columns/cells/cells.ts');
const { parseDate } = await import('../../../main/engine/data/columns/dates/dates.ts');
const { loadTable } = await import('../../../main/engine/data/index.ts');
const { RecordReader } = await import('../../../main/engine/data/reading/csv/records.ts');
const { uniqueNames } = await import('../../../main/engine/data/table/names.ts');
afterAll(() => work.stop());

const file = temporaryFiles();

/** How many times as much work sixteen times the size makes: 16 where it is linear, 256 where it grows with the square. */
async function growth(size: number, task: (size: number) => unknown): Promise<number> {
  // What is done only once, at the first call, does not count.
  await task(size);
  const small = await work.count(() => task(size));
  return (await work.count(() => task(16 * size))) / small;
}

/** Sorting grows a little faster than the size. Regular expressions are kept from trying over and over by the linter. */
async function expectLinear(size: number, task: (size: number) => unknown): Promise<void> {
  expect(await growth(size, task)).toBeLessThan(20);
}

describe('work that grows with the square is noticed', () => {
  it.each<[string, (size: number) => unknown]>([
    [
      'in loops',
      (n) => {
        let sum = 0;
        for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) sum += i * j;
        return sum;
      },
    ],
    [
      'in searches of a list',
      (n) => Array.from({ length: n }, (_, i) => i).map((i, _, all) => all.indexOf(i)),
    ],
    [
      'in a text that is read again for each piece',
      (n) => Array.from({ length: n }, () => 'x'.repeat(n).split(',')),
    ],
    [
      'in an expression that is searched for again',
      (n) => Array.from({ length: n }, () => /y/.test('x'.repeat(n))),
    ],
  ])('%s', async (_what, task) => {
    expect(await growth(50, task)).toBeGreaterThan(100);
  });

  it('and the count hardly differs from time to time: pauses of the reader come by the clock', async () => {
    const content = `a,b\n${'1,x\n2,"y"\n'.repeat(500)}`;
    const path = file('same.csv', content);
    const count = () => work.count(() => loadTable(path, {}));
    // The first counts are higher, by less each time: what V8 compiles meanwhile counts too.
    for (let again = 0; again < 5; again++) await count();
    const [first, second] = [await count(), await count()];
    expect(Math.abs(second - first)).toBeLessThan(0.01 * first);
  });
});

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
