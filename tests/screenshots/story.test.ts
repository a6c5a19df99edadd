/** The pictures of README and guide, taken from the running app: `npm run screenshots`. */
import { join } from 'node:path';
import { it } from 'vitest';
import { launchApp, root, screenshot } from '../support/app.ts';

const images = join(root, 'docs', 'images');

it('takes the pictures', async () => {
  const app = await launchApp();
  await app.electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(1440, 900);
  });
  await screenshot(app.page, join(images, 'welcome.png'));
  await app.close();
});
