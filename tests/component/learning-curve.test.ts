/** The learning curve beside its readings. */
import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page } from 'vitest/browser';
import LossChart from '../../renderer/rooms/train/LossChart.svelte';

test('says in a narrow panel too of which step its errors are: the network that is kept may be of another one', async () => {
  await page.viewport(470, 300);
  const history = {
    ...{ steps: [0, 1, 2, 8], train: [0.7, 0.57, 0.56, 0.53], validation: [0.7, 0.48, 0.49, 0.51] },
    ...{ offset: 0, marks: [] },
  };
  await render(LossChart, { history, overlaid: [], measure: 'Weighted cross-entropy' });
  await expect.element(page.getByText('step 8')).toBeVisible();
  const { left, right } = page.getByText('step 8').element().getBoundingClientRect();
  expect(right).toBeLessThanOrEqual(470);
  expect(left).toBeGreaterThan(page.getByText('0.5100').element().getBoundingClientRect().right);
});
