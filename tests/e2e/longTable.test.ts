/** A table of a million rows. */
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../shared/random.ts';
import { useApp } from '../support/app.ts';
import { button, previewOf, readRun, room, splitRows } from '../support/shown.ts';
import { dropFile, engineReady, loadTable, waitForStatus } from '../support/story.ts';
import { useFolder } from '../support/folder.ts';

const folder = useFolder('all tests');

describe('a table of a million rows', () => {
  const app = useApp();
  let path = '';
  beforeAll(async () => {
    path = folder('million.csv');
    await writeMillion(path);
  });

  it('shows the progress of reading, and can be cancelled', async () => {
    const { page } = app();
    await engineReady(page);
    await dropFile(page, path);
    const preview = previewOf(page, 'million.csv');
    await preview.waitFor();
    await button(page, 'Load the table').click();
    const bar = preview.getByRole('progressbar');
    await expect
      .poll(() => bar.evaluate((element) => (element as HTMLProgressElement).value))
      .toBeGreaterThan(0.05);
    expect(await preview.getByText(/^[\d\u202f]+ rows, [\d.]+ MB of [\d.]+ MB$/).count()).toBe(1);
    await button(page, 'Cancel').click();
    await bar.waitFor({ state: 'detached' });
    // Back at the preview; asking for that was no mistake.
    expect(await preview.isVisible()).toBe(true);
    expect(await room(page, 'Notices').getByRole('alert').count()).toBe(0);
    expect(await button(page, 'Load the table').isEnabled()).toBe(true);
  });

  it('is loaded, and can be trained on', async () => {
    const { page } = app();
    await loadTable(page);
    await room(page, 'Data').getByText('1\u202f000\u202f000 rows · 4 columns').waitFor();
    expect(await splitRows(page)).toEqual({ Training: 700_000, Validation: 150_000, Test: 150_000 });

    await room(page, 'Training').getByRole('radio', { name: 'Adam', exact: true }).click();
    await room(page, 'Training').getByLabel('Batch', { exact: true }).fill('1000');
    await button(page, 'Train').click();
    await expect.poll(async () => (await readRun(page)).step).toBeGreaterThan(0);
    await button(page, 'Stop').click();
    await waitForStatus(page, 'Stopped');
  });
});

/** Four columns, which are read in a few seconds; the same ten thousand lines a hundred times over. */
async function writeMillion(path: string): Promise<void> {
  const random = seededRandom(3);
  const lines = Array.from({ length: 10_000 }, () => {
    const values = Array.from({ length: 3 }, () => random.next());
    return [...values, Math.sin(6 * values[0]) + values[1] ** 2].map((value) => value.toFixed(6)).join(',');
  });
  const block = Buffer.from(`${lines.join('\n')}\n`);
  const out = createWriteStream(path);
  out.write('a,b,c,y\n');
  for (let i = 0; i < 100; i++) out.write(block);
  out.end();
  await finished(out);
}
