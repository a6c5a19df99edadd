/** The workbench with a table, as most tests of the window begin. */
import { expect } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page } from 'vitest/browser';
import App from '../../../renderer/App.svelte';
import type { PanelId } from '../../../renderer/rooms.ts';
import { Studio } from '../../../renderer/studio.svelte.ts';
import { FakeEngine, fakeStudio, type FakeStudio } from './fake-studio.ts';

/** A button of the window, by its name. */
export const button = (name: string) => page.getByRole('button', { name, exact: true });

/** Opens what lies behind a tab. */
export const openTab = (name: string) => page.getByRole('tab', { name, exact: true }).click();

export interface Workbench {
  readonly engine: FakeEngine;
  readonly api: FakeStudio;
  readonly studio: Studio;
}

interface Opening {
  /** Sets the engine's answers before. */
  readonly prepare?: (engine: FakeEngine) => void;
  /** The network has learned something. */
  readonly trained?: boolean;
  /** What is shown below the network. */
  readonly panel?: PanelId;
}

/** Opens the window with its table loaded, and waits for the graph. */
export async function openWorkbench({
  prepare = () => undefined,
  trained = false,
  panel = 'training',
}: Opening = {}): Promise<Workbench> {
  const engine = new FakeEngine();
  prepare(engine);
  const api = { ...fakeStudio() };
  const studio = new Studio(api, engine);
  await showWorkbench(studio, () => {
    if (trained) engine.learn();
    studio.view.show(panel);
  });
  await expect.element(page.getByRole('application', { name: /^Network graph/ })).toBeVisible();
  return { engine, api, studio };
}

/**
 * Draws the window with its table loaded, by the calls of the buttons “Open a table” and “Load the table”. The start page and
 * the preview are not drawn on the way: they have tests of their own.
 * @param then what happens before the window is drawn
 */
export async function showWorkbench(studio: Studio, then: () => void = () => undefined) {
  const end = studio.start();
  const file = await studio.api.files.openDialog('table');
  await studio.data.open(file!);
  await studio.files.load();
  then();
  end();
  return render(App, { studio });
}
