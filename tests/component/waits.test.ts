import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page } from 'vitest/browser';
import App from '../../renderer/App.svelte';
import { Studio } from '../../renderer/studio.svelte.ts';
import { violations } from './support/axe.ts';
import { FakeEngine, fakeStudio } from './support/fake-studio.ts';

test('each call of the engine that a person notices is told in words until its answer comes', async () => {
  const engine = new FakeEngine();
  const studio = new Studio(fakeStudio(), engine);
  await render(App, { studio });
  let answer = (): void => undefined;
  engine.answers['evaluation.profile'] = () =>
    new Promise((_, reject) => {
      answer = () => reject(new Error('stopped'));
    });
  const call = studio.client.call('evaluation.profile', { output: 0, at: [] }).catch(() => null);
  const told = page.getByRole('banner').getByText('Computing the profile…');
  await expect.element(told).toBeVisible();
  expect(await violations()).toEqual([]);
  answer();
  await call;
  await expect.element(told).not.toBeInTheDocument();
});
