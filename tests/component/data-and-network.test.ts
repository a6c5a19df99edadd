import { afterEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { FakeEngine, fakeStudio } from './support/fake-studio.ts';
import { preview } from './support/table-views.ts';
import { button, openTab, openWorkbench } from './support/workbench.ts';

let engine: FakeEngine;

afterEach(() => engine.call('train.stop', undefined));

describe('data and network', () => {
  const role = (column: string, name: string) =>
    page.getByRole('radiogroup', { name: `Role of ${column}` }).getByRole('radio', { name });

  test('a role is changed by mouse and by keyboard, and the network changes with it', async () => {
    ({ engine } = await openWorkbench());
    await role('material', 'Input').click();
    await expect
      .poll(() => engine.asked('data.prepare').at(-1))
      .toMatchObject({
        inputs: ['x1', 'x2', 'material'],
        targets: ['y'],
      });
    role('x1', 'Input').element().focus();
    await userEvent.keyboard('{ArrowRight}{ArrowRight}{ArrowRight}{ArrowRight}{ArrowRight} ');
    await expect
      .poll(() => engine.asked('data.prepare').at(-1))
      .toMatchObject({
        inputs: ['x2', 'material'],
        targets: ['y'],
      });
    await expect.element(role('x1', 'Ignore')).toHaveFocus();
  });

  test('a walk over the roles by the arrow keys takes no role from another column', async () => {
    ({ engine } = await openWorkbench());
    await role('material', 'Group').click();
    await role('x2', 'Weight').click();
    await expect.element(role('x2', 'Weight')).toHaveAttribute('aria-checked', 'true');
    role('x1', 'Input').element().focus();
    for (const walked of ['Target', 'Weight', 'Uncertainty', 'Group', 'Ignore', 'Input']) {
      await userEvent.keyboard('{ArrowRight}');
      await expect.element(role('x1', walked)).toHaveFocus();
      await expect.element(role('x1', 'Input')).toHaveAttribute('aria-checked', 'true');
    }
    await expect.element(role('x2', 'Weight')).toHaveAttribute('aria-checked', 'true');
    await expect.element(role('material', 'Group')).toHaveAttribute('aria-checked', 'true');

    await userEvent.keyboard('{ArrowLeft}{ArrowLeft}{Enter}');
    await expect.element(role('x1', 'Group')).toHaveAttribute('aria-checked', 'true');
    await expect.element(role('material', 'Ignore')).toHaveAttribute('aria-checked', 'true');
  });

  test('who leaves a walk over the roles comes back to the role that the column has', async () => {
    ({ engine } = await openWorkbench());
    role('x1', 'Input').element().focus();
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(role('x1', 'Target')).toHaveFocus();
    await userEvent.keyboard('{Tab}');
    const group = page.getByRole('radiogroup', { name: 'Role of x1' });
    expect(group.element().contains(document.activeElement)).toBe(false);
    await userEvent.keyboard('{Shift>}{Tab}{/Shift}');
    await expect.element(role('x1', 'Input')).toHaveFocus();
    await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}');
    await expect.element(role('x2', 'Input')).toHaveFocus();
  });

  test('a column of numbers can be the weight of the rows', async () => {
    ({ engine } = await openWorkbench());
    await expect.element(role('material', 'Weight')).toBeDisabled();
    await role('x2', 'Target').click();
    await role('y', 'Weight').click();
    await expect
      .poll(() => engine.asked('data.prepare').at(-1))
      .toMatchObject({ inputs: ['x1'], targets: ['x2'], weights: 'y' });
    await role('x1', 'Weight').click();
    await expect.element(role('y', 'Ignore')).toHaveAttribute('aria-checked', 'true');
    await expect.element(page.getByText('The weight “x1” has negative values')).toBeVisible();
  });

  test('a column can keep rows together, whatever its type, and its role is told under the pointer', async () => {
    ({ engine } = await openWorkbench());
    await role('material', 'Group').click();
    await expect
      .poll(() => engine.asked('data.prepare').at(-1))
      .toMatchObject({ inputs: ['x1', 'x2'], targets: ['y'], groups: 'material' });
    await expect
      .element(role('material', 'Group'))
      .toHaveAttribute(
        'title',
        'Group: rows with the same value, such as a subject or a batch, stay together where rows are held out',
      );
    await role('material', 'Ignore').click();
    await expect.poll(() => engine.asked('data.prepare').at(-1)).not.toHaveProperty('groups');
    await expect.element(role('remark', 'Group')).toBeDisabled();
  });

  test('a text column cannot be an input', async () => {
    ({ engine } = await openWorkbench());
    await expect.element(role('remark', 'Input')).toBeDisabled();
    await expect.element(role('remark', 'Ignore')).toHaveAttribute('aria-checked', 'true');
  });

  test('without a target it says what is missing, and calls nothing of the engine', async () => {
    ({ engine } = await openWorkbench());
    const before = engine.asked('data.prepare').length;
    await role('y', 'Ignore').click();
    await expect
      .element(page.getByText('Choose the column to predict: give it the role Target.'))
      .toBeVisible();
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(engine.asked('data.prepare')).toHaveLength(before);

    // The network before is still shown, and no run of it hides what is missing.
    const train = page.getByRole('button', { name: 'Train', exact: true });
    await expect.element(train).toBeDisabled();
    await openTab('History');
    await expect.element(page.getByText('No network can be made of these columns')).toBeVisible();
    await page.getByRole('button', { name: 'Revert' }).click();
    await expect.element(train).toBeEnabled();
    expect(page.getByText('No network can be made of these columns').query()).toBeNull();
  });

  test('layers are added, widened and removed', async () => {
    ({ engine } = await openWorkbench());
    const newest = () => engine.asked('model.create').at(-1);
    await openTab('Network');
    await page.getByRole('button', { name: 'Add a hidden layer' }).click();
    await page.getByLabelText('Layer 2', { exact: true }).fill('3');
    await expect.poll(newest).toMatchObject({ hidden: [5, 3], grid: 5, order: 3, seed: 1 });
    await page.getByRole('button', { name: 'Remove layer 1' }).click();
    await expect.poll(newest).toMatchObject({ hidden: [3] });
    await expect.element(page.getByText('9 edges', { exact: false }).first()).toBeVisible();
    await page.getByLabelText('Products in layer 1').fill('2');
    await expect.poll(newest).toMatchObject({ hidden: [3], products: [2] });
  });

  test('the residual function is chosen under More', async () => {
    ({ engine } = await openWorkbench());
    const newest = () => engine.asked('model.create').at(-1);
    await openTab('Network');
    const form = page.getByRole('group', { name: 'Network set-up' });
    await form.getByRole('button', { name: 'More settings' }).click();
    const field = page.getByRole('combobox', { name: 'Residual function' });
    await expect.element(field).toHaveValue('silu');
    await field.selectOptions('zero: 0');
    await expect.poll(newest).toMatchObject({ baseFunction: 'zero', automatic: false });
  });

  test('an impossible grid shows an error and is not sent', async () => {
    ({ engine } = await openWorkbench());
    await openTab('Network');
    await page.getByLabelText('Grid G', { exact: true }).fill('0');
    await expect.element(page.getByRole('alert')).toHaveTextContent('At least 1.');
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(engine.asked('model.create').every(({ grid }) => grid === 5)).toBe(true);
  });

  test('replacing a trained network needs a confirmation', async () => {
    ({ engine } = await openWorkbench());
    engine.pace = 5;
    await page.getByLabelText('Steps', { exact: true }).fill('3');
    await button('Train').click();
    await expect.element(page.getByText('Finished')).toBeVisible();
    await openTab('Network');
    await page.getByLabelText('Grid G', { exact: true }).fill('8');
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(engine.asked('model.create')).toHaveLength(1);
    await button('Apply').click();
    await expect.poll(() => engine.asked('model.create')).toHaveLength(2);
    await expect.element(page.getByText('Ready', { exact: true })).toBeVisible();
  });

  test('the menu opens a table by the same action as the button', async () => {
    let api: ReturnType<typeof fakeStudio>;
    ({ engine, api } = await openWorkbench());
    api.command('data.open');
    await expect.element(page.getByRole('region', { name: `Preview of ${preview.fileName}` })).toBeVisible();
  });
});
