/** The table of a plant, and what the window shows of a network that was trained on it. */
import type { Page } from 'playwright-core';
import { seededRandom } from '../../shared/random.ts';
import { readNumber, room } from './shown.ts';

const rows = 400;

/** A running number, two quantities, a batch that only looks like a number, and what came out. */
export function plantCsv(): string {
  const random = seededRandom(7);
  const lines = Array.from({ length: rows }, (_, row) => {
    const [x1, x2, batch] = [2 * random.next() - 1, 10 + 5 * random.next(), 1 + random.integer(3)];
    const y = Math.exp(Math.sin(Math.PI * x1) + ((x2 - 12.5) / 2.5) ** 2) + (batch === 2 ? 0.5 : 0);
    return [row + 1, x1.toFixed(6), x2.toFixed(5), batch, y.toFixed(8)].join(',');
  });
  return ['no,x1,x2,batch,y', ...lines, ''].join('\n');
}

/** The inspector's table of errors. */
export async function errorsBySplit(
  of: Page,
): Promise<Record<'training' | 'validation' | 'test', { rows: number; rmse: number; r2: number }>> {
  const table = room(of, 'Inspector').getByRole('table', { name: 'Errors by split' });
  await table.waitFor();
  const cells = await table
    .locator('tbody tr')
    .evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent)));
  const entries = cells.map(([name = '', ...values]) => {
    const [count, rmse, r2] = values.map((value) => readNumber(value ?? ''));
    return [name.toLowerCase(), { rows: count, rmse: rmse, r2: r2 }] as const;
  });
  return Object.fromEntries(entries) as Awaited<ReturnType<typeof errorsBySplit>>;
}
