import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app, shell } from 'electron';
import { z } from 'zod';
import { userError } from '../../shared/errors.ts';
import { isAllowedAddress } from './allowedAddress.ts';

const manifest = z.object({ bugs: z.object({ url: z.url() }).optional() });

/**
 * Opens a page outside the app: the guide and the licence from the files that come with it, the issue tracker (the one
 * that package.json names) in the browser.
 *
 * @param section of the guide, by its id; null for its beginning. Some systems open the beginning in any case.
 * @throws `page.*` errors where that cannot be done
 */
export async function openPage(
  page: 'guide' | 'issues' | 'licence',
  section: string | null,
  resources: string,
): Promise<void> {
  switch (page) {
    case 'guide':
      return openGuide(join(resources, 'docs', 'guide', 'index.html'), section);
    case 'licence':
      return openFile(join(resources, 'LICENSE'));
    case 'issues':
      return openInBrowser(await issuesUrl());
  }
}

async function openGuide(path: string, section: string | null): Promise<void> {
  // A file without a section goes to whatever program the person reads HTML with; an address to the browser.
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
      'This build of KAN Studio has no address for reports.',
      'Report to the person who gave you the program.',
    );
  }
  await shell.openExternal(address);
}

async function issuesUrl(): Promise<string | undefined> {
  const text = await readFile(join(app.getAppPath(), 'package.json'), 'utf8');
  return manifest.parse(JSON.parse(text)).bugs?.url;
}
