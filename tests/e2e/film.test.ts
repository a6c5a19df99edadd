/** Going through the steps of a run again. */
import { writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { seededRandom } from '../../shared/random.ts';
import { useApp } from '../support/app.ts';
import { button, plotsPrint } from '../support/shown.ts';
import { dropFile, loadTable, trainFor } from '../support/story.ts';
import { useFolder } from '../support/folder.ts';

const folder = useFolder('all tests');
const app = useApp();

it('shows the curves of each recorded step, and at the end the network as it is', async () => {
  const { page } = app();
  const random = seededRandom(3);
  const rows = Array.from({ length: 200 }, () => {
    const [x, y] = [2 * random.next() - 1, 2 * random.next() - 1];
    return [x, y, Math.exp(Math.sin(Math.PI * x) + y * y)].join();
  });
  await writeFile(folder('hello.csv'), ['x,y,z', ...rows, ''].join('\n'));
  await dropFile(page, folder('hello.csv'));
  await loadTable(page);
  await trainFor(page, 'LM', 15);

  const slider = page.getByRole('slider', { name: 'Recorded step of the run' });
  await expect.poll(() => slider.getAttribute('aria-valuetext')).toBe('the network as it is');
  await page.getByText('These are the errors before this run').waitFor({ state: 'hidden' });
  // The last curves come after the end of the run.
  const settled = async (): Promise<string> => {
    let print = await plotsPrint(page);
    await expect
      .poll(async () => {
        const before = print;
        print = await plotsPrint(page);
        return print === before;
      })
      .toBe(true);
    return print;
  };
  const now = await settled();
  await slider.press('Home');
  await expect.poll(() => slider.getAttribute('aria-valuetext')).toMatch(/^step 0: training/);
  await expect.poll(() => plotsPrint(page)).not.toBe(now);
  await slider.press('End');
  await expect.poll(() => plotsPrint(page)).toBe(now);

  await page.getByRole('combobox', { name: 'Speed of slow motion' }).selectOption('Slow');
  await button(page, 'Play the run in slow motion').click();
  await expect.poll(() => slider.getAttribute('aria-valuetext')).toMatch(/^step \d+: training/);
  // The slider ends it.
  await slider.press('End');
  await button(page, 'Play the run in slow motion').waitFor();
  await expect.poll(() => plotsPrint(page)).toBe(now);
});
