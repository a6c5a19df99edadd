/** The workbench with a table, as most tests of the window begin. */
import { expect } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page } from 'vitest/browser';
import App from '../../../renderer/App.svelte';
import { Studio } from '../../../renderer/studio.svelte.ts';
import { FakeEngine, fakeStudio, type FakeStudio } from './fake-studio.ts';

export interface Workbench {
  readonly engine: FakeEngine;
  readonly api: FakeStudio;
  readonly studio: Studio;
}

/** Opens the window with its table loaded, and waits for the graph. @param prepare sets the engine's answers before that */
export async function openWorkbench(
  prepare: (engine: FakeEngine) => void = () => undefined,
): Promise<Workbench> {
  const engine = new FakeEngine();
  prepare(engine);
  const api = { ...fakeStudio() };
  const studio = new Studio(api, engine);
  studio.view.show('training');
  await showWorkbench(studio);
  await expect.element(page.getByRole('application', { name: /^Network graph/ })).toBeVisible();
  return { engine, api, studio };
}

/**
 * Draws the window with its table loaded, by the calls of the buttons “Open a table” and “Load the table”. The start page and
 * the preview are not drawn on the way: they have tests of their own.
 */
export async function showWorkbench(studio: Studio) {
  const end = studio.start();
  const file = await studio.api.files.openDialog('table');
  await studio.data.open(file!);
  await studio.files.load();
  end();
  return render(App, { studio });
}
