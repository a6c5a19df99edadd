/** The field of a setting shows its value in the unit that stands behind it, and takes what is typed in this unit. */
import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import SettingField from '../../renderer/ui/form/SettingField.svelte';
import { dataSettings } from '../../shared/settings/data.ts';
import { allTrainingSettings } from '../../shared/settings/training.ts';

test('a share is a number of percent', async () => {
  let taken = 0;
  const setting = dataSettings.testFraction;
  const screen = await render(SettingField, {
    setting,
    value: 0.15,
    hideLabel: true,
    onchange: (value: string | number | boolean) => void (taken = Number(value)),
  });
  const field = screen.getByRole('textbox', { name: setting.label });
  await expect.element(field).toHaveValue('15');
  await expect.element(screen.getByText('%', { exact: true })).toBeVisible();
  await userEvent.fill(field, '25');
  await userEvent.keyboard('{Enter}');
  expect(taken).toBeCloseTo(0.25, 12);
});

test('a number of rows is called so', async () => {
  const setting = allTrainingSettings.batch;
  const screen = await render(SettingField, {
    setting,
    value: 64,
    hideLabel: true,
    onchange: () => undefined,
  });
  await expect.element(screen.getByRole('textbox', { name: setting.label })).toHaveValue('64');
  await expect.element(screen.getByText('rows', { exact: true })).toBeVisible();
});
