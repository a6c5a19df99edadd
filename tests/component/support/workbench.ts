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

/** Opens the window, loads its table and waits for the graph. @param prepare sets the engine's answers before that */
export async function openWorkbench(
  prepare: (engine: FakeEngine) => void = () => undefined,
): Promise<Workbench> {
  const engine = new FakeEngine();
  prepare(engine);
  const api = { ...fakeStudio() };
  const studio = new Studio(api, engine);
  studio.view.show('training');
  await render(App, { studio });
  await page.getByRole('button', { name: 'Open a table' }).click();
  await page.getByRole('button', { name: 'Load the table' }).click();
  await expect.element(page.getByRole('application', { name: /^Network graph/ })).toBeVisible();
  return { engine, api, studio };
}
