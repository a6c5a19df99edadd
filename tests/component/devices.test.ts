import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page } from 'vitest/browser';
import App from '../../renderer/App.svelte';
import { Studio } from '../../renderer/studio.svelte.ts';
import { FakeEngine, fakeStudio } from './support/fake-studio.ts';

test('a run uses the device of the options, and says which device it uses', async () => {
  const engine = new FakeEngine();
  await render(App, { studio: new Studio(fakeStudio(), engine) });
  await page.getByRole('button', { name: 'Open a table' }).click();
  await page.getByRole('button', { name: 'Load the table' }).click();
  const device = page.getByLabelText('Compute on', { exact: true });
  await expect.element(device).toHaveDisplayValue('Fastest');
  await device.selectOptions('Graphics processor (WebGPU)');
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  const start = engine.calls.find(({ method }) => method === 'train.start');
  expect(start?.params).toMatchObject({ device: 'webgpu' });

  const use = {
    id: 'webgpu',
    title: 'WebGPU: test adapter',
    reason: '3.1 times as fast as the processor on these data.',
    weighed: [
      { id: 'native', title: 'Processor', rowsPerSecond: 10_000, note: '' },
      { id: 'webgpu', title: 'WebGPU: test adapter', rowsPerSecond: 31_000, note: '' },
    ],
  } as const;
  await engine.call('train.stop', undefined);
  engine.emit('training', { ...engine.training, status: 'finished', device: use });
  await expect.element(page.getByText('WebGPU', { exact: true })).toBeInTheDocument();
  await page.getByRole('button', { name: 'What is “Compute on”?' }).hover();
  await expect
    .element(page.getByText(/The last run: WebGPU: test adapter\. 3\.1 times as fast/))
    .toBeVisible();
});
