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
  const report = { call: 'evaluation.profile', what: 'Computing the bands', of: 12, unit: 'points' };
  engine.emit('progress', { ...report, done: 7 });
  const counted = page.getByRole('banner').getByText('Computing the bands: 7 of 12 points');
  await expect.element(counted).toBeVisible();
  // Of another call: it is not what the person waits for.
  engine.emit('progress', { call: 'predict.save', what: 'Writing the table', done: 1, of: 2, unit: 'rows' });
  await expect.element(counted).toBeVisible();
  expect(await violations()).toEqual([]);
  answer();
  await call;
  await expect.element(counted).not.toBeInTheDocument();
  // The count of the last call does not stand with the next.
  const next = studio.client.call('evaluation.profile', { output: 0, at: [] }).catch(() => null);
  await expect.element(told).toBeVisible();
  answer();
  await next;
});
