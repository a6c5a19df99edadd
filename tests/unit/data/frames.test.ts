/** Tables that are drawn with bars and lines of dashes. */
import { describe, expect, it } from 'vitest';
import { loadTable, previewTable } from '../../../main/engine/data/index.ts';
import { codes, many, useContents } from './misread.ts';

const { file, load } = useContents();

const x = (i: number): string => String(i).padStart(7);
const y = (i: number): string => (i % 7 ? String(i / 8) : '').padEnd(9);
const rows = (bar: string, below = ''): string => many(40, (i) => `${bar}${x(i)}${bar}${y(i)}${bar}${below}`);
const rule = '+-------+---------+\n';
const values = {
  x: Array.from({ length: 40 }, (_, i) => i),
  y: Array.from({ length: 40 }, (_, i) => (i % 7 ? i / 8 : NaN)),
};

describe('a drawn table', () => {
  it.each([
    ['of MySQL', `${rule}|     x |       y |\n${rule}${rows('|')}${rule}`],
    ['of Markdown', `| x | y |\n|--:|:--|\n${rows('|')}`],
    ['of Markdown with a title', `# Run 5\n\n| x | y |\n|--:|:--|\n${rows('|')}`],
    ['of Org', `| x | y |\n|---+---|\n${rows('|')}`],
    [
      'with a line below each row',
      `${rule}| x | y |\n+=======+=========+\n${rows('|', `\n${rule.trimEnd()}`)}`,
    ],
    ['of lines', `┌───┬───┐\n│ x │ y │\n├───┼───┤\n${rows('│')}└───┴───┘\n`],
    [
      'of double lines, moved to the right',
      `  ╔═══╦═══╗\n  ║ x ║ y ║\n  ╠═══╬═══╣\n${rows('║').replace(/^/gm, '  ').trimEnd()}\n`,
    ],
  ])('is read without its frame: %s', async (_what, content) => {
    const table = await load(content);
    expect(table.columns.map(({ name }) => name)).toEqual(['x', 'y']);
    expect([...table.columns[0].values]).toEqual(values.x);
    expect([...table.columns[1].values]).toEqual(values.y);
    const told = codes(table).filter((code) => !['csv.comments', 'csv.preamble'].includes(code));
    expect(told).toEqual([]);
  });

  it('is read whole where it comes in pieces, and lines keep their numbers', async () => {
    const count = 60_000;
    const line = (i: number): string =>
      `| ${i} | ${i === 59_000 ? 'late' : i / 8} | ${'z'.repeat(i % 30)}a |`;
    const path = file('long.md', `| x | y | z |\n|---|---|---|\n${many(count, line)}`);
    const table = await loadTable(path, {});
    expect(table.rows).toBe(count);
    expect(table.columns[0].values.every((value, i) => value === i)).toBe(true);
    expect(table.columns[2].missing).toBe(0);
    expect(table.issues).toMatchObject([{ code: 'table.unreadable-cells', line: 59_003, column: 'y' }]);
    const preview = await previewTable(path, {});
    expect(preview.columns.map(({ name }) => name)).toEqual(['x', 'y', 'z']);
  });

  it('tells of the line below it', async () => {
    const table = await load(`${rule}| x | y |\n${rule}${rows('|')}${rule}40 rows in set (0.00 sec)\n`);
    expect(table.rows).toBe(40);
    expect(codes(table)).toContain('csv.lines-below');
  });
});

it('marks for missing values are no lines of a frame', async () => {
  const table = await load(`x|y\n${many(40, (i) => (i % 9 === 4 ? '--|--' : `${i}|${i / 8}`))}`);
  expect(table.rows).toBe(40);
  expect(table.columns[0].missing).toBe(4);
});
