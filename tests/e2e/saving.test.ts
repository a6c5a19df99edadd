/** A project is saved in its own file without a question, and under another name where a person asks for that. */
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { useApp, type StudioApp } from '../support/app.ts';
import { button, room } from '../support/shown.ts';
import { answerDialogs, engineReady, openSample, waitForStatus } from '../support/story.ts';
import { useFolder } from '../support/folder.ts';

const app = useApp();
const folder = useFolder('all tests');

/** From now on each question of the system is a fault. */
const refuseDialogs = ({ electron }: StudioApp): Promise<void> =>
  electron.evaluate(({ dialog }) => {
    const refuse = (): never => {
      throw new Error('A dialog was opened.');
    };
    Object.assign(dialog, { showSaveDialog: refuse, showOpenDialog: refuse });
  });

const title = (): Promise<string> => app().page.title();

async function trainAgain(): Promise<void> {
  const { page } = app();
  await button(page, 'Train').click();
  await expect.poll(title).toMatch(/^• /);
  await waitForStatus(page, 'Finished');
}

it('saves in the open file by Ctrl+S, and asks for a name by Ctrl+Shift+S', async () => {
  const { page } = app();
  const [first, second] = [folder('first.kan'), folder('second.kan')];
  await openSample(page, 'Hello, KAN');
  await room(page, 'Training').getByRole('radio', { name: 'L-BFGS', exact: true }).click();
  await room(page, 'Training').getByLabel('Steps', { exact: true }).fill('2');
  await trainAgain();

  // There is no file yet: a name is asked for.
  await answerDialogs(app(), first);
  await page.keyboard.press('Control+s');
  await expect.poll(title).toBe('first.kan – KAN Studio');
  const saved = await readFile(first);

  await refuseDialogs(app());
  await trainAgain();
  expect(await title()).toBe('• first.kan – KAN Studio');
  await page.keyboard.press('Control+s');
  await expect.poll(title).toBe('first.kan – KAN Studio');
  const again = await readFile(first);
  expect(again.equals(saved)).toBe(false);

  await trainAgain();
  await answerDialogs(app(), second);
  await page.keyboard.press('Control+Shift+S');
  await expect.poll(title).toBe('second.kan – KAN Studio');
  expect((await readFile(first)).equals(again)).toBe(true);
  expect((await readFile(second)).equals(again)).toBe(false);
});

it('saves a project that was opened from the list of recent files where it is', async () => {
  const { page } = app();
  await button(page, 'KAN Studio').click();
  await engineReady(page);
  await page.getByRole('region', { name: 'Recent files' }).getByRole('button', { name: 'first.kan' }).click();
  await expect.poll(title).toBe('first.kan – KAN Studio');
  const saved = await readFile(folder('first.kan'));
  await refuseDialogs(app());
  await trainAgain();
  await page.keyboard.press('Control+s');
  await expect.poll(title).toBe('first.kan – KAN Studio');
  expect((await readFile(folder('first.kan'))).equals(saved)).toBe(false);
});
