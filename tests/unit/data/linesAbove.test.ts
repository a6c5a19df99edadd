/** Lines above a table that change what its numbers mean, or hold its names. */
import { describe, expect, it } from 'vitest';
import { codes, many, useContents } from './misread.ts';

const { load } = useContents();

describe('lines above a table', () => {
  it('that scale its numbers, as MATLAB shows them, give a warning', async () => {
    const shown = (factor: string): string =>
      `A =\n\n   ${factor} *\n\n${many(9, (i) => `   0.${i + 1}5    ${i}.25`)}`;
    const table = await load(shown('1.0e+03'));
    expect(table.rows).toBe(9);
    expect(table.issues).toContainEqual(
      expect.objectContaining({ code: 'csv.scale-factor', severity: 'warning', line: 3 }),
    );
    expect(codes(await load(shown('1.0e+00')))).not.toContain('csv.scale-factor');
  });

  it('that are rows of numbers themselves give a warning', async () => {
    const block = (columns: number): string =>
      many(9, (i) => Array.from({ length: columns }, (_, c) => `${i * c}.5`).join('  '));
    const table = await load(
      `x =\n\n  Columns 1 through 3\n\n${block(3)}\n  Columns 4 through 5\n\n${block(2)}`,
    );
    expect(table.columns).toHaveLength(2);
    const issue = table.issues.find(({ code }) => code === 'csv.rows-above');
    expect(issue).toMatchObject({ severity: 'warning', line: 5 });
    expect(issue?.message).toContain('Lines 5 to 13 hold numbers too, but have 3 cells');
    // The header of a file with numbers of its lines and its dates, as NASA's ICARTT has it.
    const settings = '24, 1001\n1, 1\n2021, 03, 01, 2021, 03, 02\n1\nname\n2\n1, 1\n-9999, -8888\n';
    expect(codes(await load(`${settings}t, O3, CO\n${many(9, (i) => `${i}, 4${i}.5, 1.${i}`)}`))).toEqual([
      'csv.preamble',
    ]);
  });
});

describe('names and units in comments', () => {
  const rows = many(9, (i) => `${i}.5 1.${i} ${i}`);
  it.each([
    ['of which two are the same', '#ra dec flux\n#deg deg Jy\n', ['deg', 'deg', 'Jy']],
    ['which are all different', '# time force dist\n# s N mm\n', ['s', 'N', 'mm']],
    ['with other comments above', '# run 7\n# time force dist\n# [s] [N] [mm]\n', ['s', 'N', 'mm']],
  ])('are read from two lines: units %s', async (_what, above, units) => {
    const table = await load(above + rows);
    expect(table.columns.map(({ unit }) => unit)).toEqual(units);
    expect(table.columns[0].name).toMatch(/^(ra|time)$/);
    expect(codes(table).filter((code) => code !== 'csv.comments')).toEqual(['csv.commented-header']);
  });

  it('are names alone where single letters stand below other words', async () => {
    const table = await load(`# measured by hand\n# t V m\n${rows}`);
    expect(table.columns.map(({ name, unit }) => [name, unit])).toEqual([
      ['t', undefined],
      ['V', undefined],
      ['m', undefined],
    ]);
  });
});
