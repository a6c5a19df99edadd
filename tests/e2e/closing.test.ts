/** What a person is asked before the window closes though something would be lost. The system's question is answered by the test. */
import { existsSync, watch, writeFileSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { unfinishedPrefix } from '../../main/files/replaceFile.ts';
import { useApp } from '../support/app.ts';
import { replaceByFile, useFolder } from '../support/folder.ts';
import { button, room } from '../support/shown.ts';
import { answerDialogs, dropFile, enginePid, openSample, openTab, trainFor } from '../support/story.ts';

const app = useApp();
const folder = useFolder('all tests');

/** The questions so far. The test answers each with “Cancel”. */
interface Asked {
  asked?: { readonly message: string; readonly detail: string; readonly buttons: readonly string[] }[];
}

/** Closes the window as a person would. @returns what was asked before; none where the window has closed. */
async function closeAndCancel(): Promise<NonNullable<Asked['asked']>> {
  return app().electron.evaluate(({ BrowserWindow, dialog }) => {
    const main = globalThis as Asked;
    main.asked = [];
    dialog.showMessageBoxSync = (...call: unknown[]) => {
      main.asked!.push(call.at(-1) as NonNullable<Asked['asked']>[number]);
      return 1;
    };
    BrowserWindow.getAllWindows()
      .find((window) => window.isVisible())!
      .close();
    return main.asked.map(({ message, detail, buttons }) => ({ message, detail, buttons }));
  });
}

it('asks before work is lost that crash protection cannot keep, and keeps the window after Cancel', async () => {
  const { page, profile } = app();
  await openSample(page, 'Hello, KAN');
  const journal = join(profile, 'journal');
  await replaceByFile(journal);
  await trainFor(page, 'L-BFGS', 2);
  const banner = page.getByRole('region', { name: 'Crash protection' });
  await banner.getByText('Crash protection is off').waitFor();
  expect(await closeAndCancel()).toEqual([
    {
      message: 'Close without saving?',
      detail: expect.stringContaining('Your work is in no project file') as string,
      buttons: ['Close and Lose the Work', 'Cancel'],
    },
  ]);
  await rm(journal);
  await banner.waitFor({ state: 'detached' });
  await room(page, 'Training').getByText('Finished').waitFor();
});

it.skipIf(process.platform === 'win32')(
  'asks while a file is being saved, and writes it after Cancel',
  async () => {
    const { page } = app();
    const rows = 400_000;
    const lines = Array.from({ length: rows }, (_, i) => `${(i % 997) / 997},${(i % 89) / 89}`);
    writeFileSync(folder('many.csv'), ['x1,x2', ...lines].join('\n'));
    await openTab(page, 'Predict');
    await dropFile(page, folder('many.csv'));
    await room(page, 'Predict').getByText('Outside the training range').waitFor();

    const written = folder('predictions.csv');
    await answerDialogs(app(), written);
    const engine = await enginePid(app());
    // The engine stands still as soon as it writes, so that the file is being saved for as long as the test looks.
    const isWriting = new Promise<void>((resolve) => {
      const watcher = watch(dirname(written), (_event, name) => {
        if (name?.startsWith(unfinishedPrefix) !== true) return;
        process.kill(engine, 'SIGSTOP');
        watcher.close();
        resolve();
      });
    });
    await button(page, 'Save as CSV…').click();
    await isWriting;
    expect(existsSync(written)).toBe(false);
    expect(await closeAndCancel()).toEqual([
      {
        message: 'Close before the file is saved?',
        detail: expect.stringContaining('A file is being saved') as string,
        buttons: ['Close without the File', 'Cancel'],
      },
    ]);
    process.kill(engine, 'SIGCONT');
    await expect.poll(() => existsSync(written)).toBe(true);
    const text = await readFile(written, 'utf8');
    expect(text.trimEnd().split('\n')).toHaveLength(rows + 1);
  },
);
