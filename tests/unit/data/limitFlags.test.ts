/** Signs in a column of their own, which say that the value beside them is only a limit. */
import { describe, expect, it } from 'vitest';
import { checked, of, plain, useTables } from './checked.ts';

const { csv } = useTables();
const sign = (row: number): string => (row % 10 === 0 ? '<' : '');

describe('a column of signs', () => {
  it.each([
    ['before the value', { a: plain.x, q: sign, m: plain.y }, 'q', '“m”'],
    ['behind the value that it names', { m: plain.y, m_flag: sign, x: plain.x }, 'm_flag', '“m”'],
    ['at the end', { x: plain.x, m: plain.y, r: sign }, 'r', '“m”'],
  ])('%s says that values are limits', async (_where, columns, name, value) => {
    const [found, ...rest] = of(await checked(csv(columns)), 'limit-flags');
    expect(rest).toEqual([]);
    expect(found).toMatchObject({ severity: 'warning', count: 20 });
    expect(found.message).toContain(`“${name}” holds “<” in 20 rows: the value of ${value} there`);
  });

  it('counts each sign of a limit, and not “=”', async () => {
    const signs = (row: number): string => ['<', '>', '=', '='][row % 4];
    const [found] = of(await checked(csv({ signs, ...plain })), 'limit-flags');
    expect(found.message).toContain('“signs” holds “<” and “>” in 100 rows');
  });

  it('is no such column with words, nor with “=” alone', async () => {
    const words = (row: number): string => ['<', 'ok'][row % 2];
    const equal = (row: number): string => ['=', '~'][row % 2];
    expect(of(await checked(csv({ words, equal, ...plain })), 'limit-flags')).toEqual([]);
  });

  it('is none where every row has the sign, as mails quote others', async () => {
    expect(of(await checked(csv({ quoted: () => '>', ...plain })), 'limit-flags')).toEqual([]);
  });
});
