/** The residual function of the edges, chosen in the window: the new network has it, and what was chosen is kept. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { EdgeDetail } from '../../shared/contract/views/inspected.ts';
import { useApp } from '../support/app.ts';
import { kan } from '../support/kan.ts';
import { askEngine, openSample, openTab, saveProject } from '../support/story.ts';
import { useFolder } from '../support/folder.ts';

const folder = useFolder();
const app = useApp();
const page = (): Page => app().page;
const form = () => page().getByRole('group', { name: 'Network set-up' });
const field = () => form().getByRole('combobox', { name: 'Residual function' });
const edge = async () =>
  (await askEngine(page(), 'edge.inspect', { layer: 0, input: 0, output: 0 })) as EdgeDetail;

it('is in the network and in its project', async () => {
  await openSample(page(), 'Hello, KAN');
  await openTab(page(), 'Network');
  await form().getByRole('button', { name: 'More settings' }).click();
  expect(await field().inputValue()).toBe('silu');
  await field().selectOption('identity');
  await expect.poll(async () => (await edge()).base).toBe('identity');
  const path = folder('straight.kan');
  await saveProject(app(), path);
  const { stdout } = await kan('info', path, '--json');
  expect(JSON.parse(stdout)).toMatchObject({ base_function: 'identity' });
  await field().selectOption('zero');
  await expect.poll(edge).toMatchObject({ base: 'zero', scaleBase: 0 });
});
