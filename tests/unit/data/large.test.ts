/** What only a long file shows: late surprises, progress, cancelling, limits. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { loadTable, previewTable } from '../../../main/engine/data/index.ts';
import { temporaryFiles } from './files.ts';

const file = temporaryFiles();
const ROWS = 140_000;

/** Long enough that the head (half a megabyte) doesn't show its end. */
const rows = (line: string): string => line.repeat(ROWS);

describe('surprises far below the first rows', () => {
  it('reads a few words in a column of numbers as missing values and says where', async () => {
    const table = await loadTable(file('few.csv', `a,b\n${rows('1,2\n')}3,oops\n`), {});
    expect(table.columns.map((c) => c.type)).toEqual(['number', 'number']);
    expect(table.columns[1]?.missing).toBe(1);
    expect(table.issues).toMatchObject([{ code: 'table.unreadable-cells', line: ROWS + 2, column: 'b' }]);
  });

  it('reads a column that continues with words as labels', async () => {
    const words = Array.from({ length: ROWS }, (_, i) => `3,w${i % 3}\n`).join('');
    const table = await loadTable(file('many.csv', `a,b\n${rows('1,2\n')}${words}`), {});
    const b = table.columns[1];
    expect(b?.type).toBe('category');
    expect(b?.labels).toEqual(['2', 'w0', 'w1', 'w2']);
    expect(table.issues.map((i) => i.message)).toEqual([
      `“b” holds numbers, but 140\u202f000 cells cannot be read so, the first on line ${ROWS + 2}: “w0”; also “w1” and “w2”. So it is no column of numbers.`,
    ]);
  });

  it('finds numbers that start late in a column of comments', async () => {
    const start = Array.from({ length: 10_000 }, (_, i) => `${i},warming up, minute ${i}\n`).join('');
    const numbers = Array.from({ length: ROWS }, (_, i) => `${i},${i}.5\n`).join('');
    const text = `a,b\n${start.replace(/,(w.*)\n/g, ',"$1"\n')}${numbers}`;
    const table = await loadTable(file('late.csv', text), {});
    expect(table.columns[1]).toMatchObject({ type: 'number', missing: 10_000 });
    expect(table.columns[1]?.values.at(-1)).toBe(ROWS - 0.5);
  });

  it('corrects the decimal mark', async () => {
    const table = await loadTable(file('comma.csv', `a;b\n${rows('1;2\n')}${'1,25;2,5\n'.repeat(100)}`), {});
    expect(table.format.decimal).toBe(',');
    expect([table.columns[0]?.values.at(-1), table.columns[1]?.values.at(-1)]).toEqual([1.25, 2.5]);
    expect(table.issues).toEqual([]);
  });

  it('corrects the encoding', async () => {
    const text = `a,b,c\n${rows('1,2,abc\n')}3,4,caf\xe9\n`;
    const table = await loadTable(file('latin.csv', Buffer.from(text, 'latin1')), {});
    expect(table.format.encoding).toBe('latin1');
    expect(table.columns[2]?.labels).toEqual(['abc', 'café']);
  });

  it('corrects the order of day and month', async () => {
    const table = await loadTable(file('dates.csv', `d,y\n${rows('1/2/2020,1\n')}31/1/2020,1\n`), {});
    expect(table.columns[0]?.values[0]).toBe(Date.UTC(2020, 1, 1));
    expect(table.columns[0]?.missing).toBe(0);
    expect(table.issues).toEqual([]);
  });

  it('finds the type of a column that is empty at first', async () => {
    const table = await loadTable(file('empty.csv', `a,b\n${rows('1,\n')}${'2,2020-01-02\n'.repeat(5)}`), {});
    expect(table.columns[1]).toMatchObject({ type: 'date', missing: ROWS });
    expect(table.columns[1]?.values.at(-1)).toBe(Date.UTC(2020, 0, 2));
  });

  it('names the line of a ragged row far below', async () => {
    const table = await loadTable(file('ragged.csv', `# note\na,b\n${rows('1,2\n')}3\n`), {});
    expect(table.issues).toMatchObject([
      { code: 'csv.short-row', line: ROWS + 3 },
      { code: 'csv.comments', line: 1 },
    ]);
  });

  it('finds a NUL far below', async () => {
    await expect(loadTable(file('nul.csv', `a,b\n${rows('1,2\n')}\0\n`), {})).rejects.toMatchObject({
      detail: { code: 'csv.binary' },
    });
  });
});

describe('reading a long file', () => {
  const text = `a,b\n${rows('1.5,2.25\n')}`;

  it('reports progress to the end, hashes the bytes and yields to the event loop', async () => {
    const seen: number[] = [];
    let turns = 0;
    const beat = setInterval(() => turns++, 0);
    const table = await loadTable(
      file('long.csv', text),
      {},
      { onProgress: (p) => seen.push(p.bytes / p.totalBytes) },
    );
    clearInterval(beat);
    expect(table.rows).toBe(ROWS);
    expect(table.hash).toBe(createHash('sha256').update(text).digest('hex'));
    expect(seen.length).toBeGreaterThan(2);
    expect(seen.at(-1)).toBe(1);
    expect([...seen].sort((p, q) => p - q)).toEqual(seen);
    expect(turns).toBeGreaterThan(1);
  });

  it('stops at once when cancelled', async () => {
    const abort = new AbortController();
    let last = 0;
    const loading = loadTable(
      file('long.csv', text),
      {},
      {
        signal: abort.signal,
        onProgress: (p) => {
          last = p.bytes / p.totalBytes;
          abort.abort();
        },
      },
    );
    await expect(loading).rejects.toMatchObject({ detail: { kind: 'cancelled' } });
    expect(last).toBeLessThan(0.5);
    await expect(previewTable(file('long.csv', text), {}, abort.signal)).rejects.toMatchObject({
      detail: { kind: 'cancelled' },
    });
  });

  it('says before reading that the table does not fit in memory', async () => {
    await expect(loadTable(file('long.csv', text), {}, { memoryLimit: 1e6 })).rejects.toMatchObject({
      detail: {
        code: 'table.too-large',
        message:
          'long.csv has about 140\u202f000 rows × 2 columns and would need 3.36 MB of memory; on this machine the limit is 1 MB.',
      },
    });
  });

  it('previews no more than 50 rows', async () => {
    const preview = await previewTable(file('long.csv', text), {});
    expect(preview.rows.length).toBe(50);
    expect(preview.bytes).toBe(text.length);
  });
});
