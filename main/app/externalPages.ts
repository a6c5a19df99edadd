import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app, shell } from 'electron';
import { z } from 'zod';
import type { ExternalPage } from '../../shared/contract/studio.ts';
import { userError } from '../../shared/errors.ts';
import { isAllowedAddress } from './allowedAddress.ts';

/** The address of the project, from package.json. */
const manifest = z.object({
  bugs: z.object({ url: z.url() }).optional(),
  homepage: z.url().optional(),
});

/**
 * Opens a page outside the app: the guide and the licences from the files that come with the app; the issue tracker and
 * the releases (addresses from package.json) in the browser. The app itself never checks for a new version.
 *
 * @param section of the guide, by its id; null for its beginning. Some systems always open the beginning.
 * @throws `page.*` errors if that is not possible
 */
export async function openPage(page: ExternalPage, section: string | null, resources: string): Promise<void> {
  switch (page) {
    case 'guide':
      return openGuide(join(resources, 'docs', 'guide', 'index.html'), section);
    case 'licence':
      return openFile(join(resources, 'LICENSE'));
    case 'notices':
      return openFile(join(resources, 'THIRD-PARTY-NOTICES.txt'));
    case 'issues':
      return openInBrowser((await projectPages()).bugs?.url);
    case 'releases': {
      const { homepage } = await projectPages();
      return openInBrowser(homepage && `${homepage.replace(/\/$/u, '')}/releases`);
    }
  }
}

async function openGuide(path: string, section: string | null): Promise<void> {
  // A file path without a section opens in the person's usual program for HTML. An address opens in the browser.
  if (section === null) return openFile(path);
  await shell.openExternal(`${pathToFileURL(path).href}#${section}`);
}

async function openFile(path: string): Promise<void> {
  const problem = await shell.openPath(path);
  if (problem !== '') {
    throw userError('page.unopened', `The page could not be opened: ${problem}`, `It is the file ${path}.`);
  }
}

async function openInBrowser(address: string | undefined): Promise<void> {
  if (address === undefined || !isAllowedAddress(address)) {
    throw userError(
      'page.none',
      'This build of KAN Studio has no address for that page.',
      'Ask the person who gave you the program.',
    );
  }
  await shell.openExternal(address);
}

async function projectPages(): Promise<z.infer<typeof manifest>> {
  const text = await readFile(join(app.getAppPath(), 'package.json'), 'utf8');
  return manifest.parse(JSON.parse(text));
}
