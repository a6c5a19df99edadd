/** Training asked for right after a change of the forms, while the network that they ask for is still being made. */
import { afterEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { NetworkSetup } from '../../shared/contract/schemas/setups.ts';
import { userError } from '../../shared/errors.ts';
import type { FakeEngine } from './support/fake-studio.ts';
import { button, openTab, openWorkbench } from './support/workbench.ts';

const made = (hidden: number) => ({ method: 'model.create', hidden });
const started = { method: 'train.start' };
const unapplied = /this run trains the network from before them/;
let engine: FakeEngine;

afterEach(() => engine.call('train.stop', undefined));

/** What was asked of the engine since the network of the table was made. */
const asked = () =>
  engine.calls
    .filter(({ method }) => method === 'model.create' || method === 'train.start')
    .slice(1)
    .map(({ method, params }) =>
      method === 'train.start' ? started : made((params as NetworkSetup).hidden[0]),
    );

const widen = async (nodes: number) => {
  await page.getByRole('tab', { name: 'Network', exact: true }).click();
  await page.getByLabelText('Layer 1', { exact: true }).fill(String(nodes));
};

describe('training right after a change of the network', () => {
  test('begins with the new network at once', async () => {
    ({ engine } = await openWorkbench());
    await widen(2);
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await expect.poll(asked).toEqual([made(2), started]);
  });

  test('waits for a network that is drawn but not measured yet', async () => {
    ({ engine } = await openWorkbench());
    let measure = (): void => undefined;
    const measured = new Promise<void>((resolve) => (measure = resolve));
    engine.answers['model.create'] = async (setup: NetworkSetup) => {
      engine.answers = {};
      await engine.call('model.create', setup);
      await measured;
    };
    await widen(3);
    await expect.element(page.getByRole('application', { name: /2 → 3 → 1/ })).toBeVisible();
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    expect(asked()).not.toContainEqual(started);
    measure();
    await expect.poll(asked).toEqual([made(3), made(3), started]);
  });

  test('does not begin where the new network cannot be made', async () => {
    ({ engine } = await openWorkbench());
    engine.answers['model.create'] = () => {
      throw userError('model.size', 'The network is too large.');
    };
    await widen(4);
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await expect.element(page.getByText('The network is too large.').first()).toBeVisible();
    expect(asked()).not.toContainEqual(started);
  });

  test('of a trained network says that the changes are not in it', async () => {
    ({ engine } = await openWorkbench({ trained: true }));
    await widen(2);
    await expect.element(page.getByRole('button', { name: 'Apply', exact: true })).toBeVisible();
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await expect.poll(asked).toEqual([started]);
    // The notice disappears by itself; the log keeps it.
    await openTab('Log');
    const told = page.getByRole('log').getByText(unapplied);
    await expect.element(told).toBeVisible();

    // A pause begins no run.
    await expect.element(button('Pause')).toBeEnabled();
    (document.activeElement as HTMLElement).blur();
    await userEvent.keyboard('[Space]');
    await expect.element(button('Resume')).toBeVisible();
    expect(told.elements()).toHaveLength(1);
  });
});
