/** A differential equation from the start page to a saved network; and learning in phases by one press. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../shared/contract/views/snapshot.ts';
import { useApp } from '../support/app.ts';
import { useFolder } from '../support/folder.ts';
import { button, graph } from '../support/shown.ts';
import {
  answerDialogs,
  askEngine,
  engineReady,
  openTab,
  reopenProject,
  saveProject,
} from '../support/story.ts';

const folder = useFolder('all tests');

describe('a differential equation', () => {
  const app = useApp();
  const page = (): Page => app().page;
  const conditions = () => page().getByRole('textbox', { name: 'Conditions, one a line' });
  const state = async () => (await askEngine(page(), 'session.snapshot', undefined)) as Snapshot;

  it('is solved by one press on its sample, with its formula and the proof', async () => {
    await engineReady(page());
    await page()
      .getByRole('button', { name: /^Oscillator/ })
      .click();
    await page().getByText('it is a solution').waitFor();
    const { solution } = (await state()).equation;
    expect(solution!.exact!.mse).toBeLessThan(1e-14);
    expect(solution!.formulas!.formulas[0].text).toBe('cos(2*t)');
  });

  it('says what is wrong with a typed one', async () => {
    await conditions().fill('u(0) = 1');
    await conditions().press('Control+Enter');
    await page().getByRole('alert').getByText('u has 1 condition, but needs 2').waitFor();
    await conditions().fill("u(0) = 1\nu'(0) = 0");
    await button(page(), 'Solve').click();
    await page().getByText('it is a solution').waitFor();
  });

  it('is undone step by step, and saved without a network', async () => {
    const path = folder('problem.kan');
    await saveProject(app(), path);
    const kept = (await state()).equation.solution;
    await page().getByRole('heading', { name: 'Differential equations' }).click();
    await page().keyboard.press('Control+z');
    await page().keyboard.press('Control+z');
    await expect.poll(() => conditions().inputValue()).toBe('u(0) = 1');
    await answerDialogs(app(), path);
    await page().keyboard.press('Control+Shift+o');
    await button(page(), 'Replace without saving').click();
    await expect.poll(() => conditions().inputValue()).toBe("u(0) = 1\nu'(0) = 0");
    await page().getByText('it is a solution').waitFor();
    expect((await state()).equation.solution).toEqual(kept);
  });

  it('becomes a network, which a project keeps', async () => {
    await button(page(), 'Open as a network').click();
    await graph(page()).waitFor();
    const before = await state();
    expect(before.scores!.train.rmse).toBeLessThan(1e-12);
    const path = folder('solution.kan');
    await saveProject(app(), path);
    await reopenProject(app(), path);
    await expect.poll(async () => (await state()).scores).toEqual(before.scores);
    expect((await state()).history).toEqual(before.history);
  });
});

describe('five peaks', () => {
  const app = useApp();

  it('are learned one after another by one press: the KAN keeps them, the MLP does not', async () => {
    const { page } = app();
    await engineReady(page);
    await page.getByRole('button', { name: /^Five peaks/ }).click();
    await page.getByText('The KAN kept earlier phases, the MLP forgot them.').waitFor();
    expect(await page.getByRole('img', { name: /^After 5/ }).count()).toBe(2);
  });

  it('are kept by a project with the network that learned them, and out of date with other columns', async () => {
    const { page } = app();
    await button(page, 'Use this network').click();
    await page.getByText('Learned 5 phases by phase').first().waitFor();
    const path = folder('peaks.kan');
    await saveProject(app(), path);
    await reopenProject(app(), path);
    await openTab(page, 'Phases');
    await page.getByText('The KAN kept earlier phases, the MLP forgot them.').waitFor();
    await page.getByText('Made for five-peaks.csv.').waitFor();
    expect(await page.getByText('Out of date').count()).toBe(0);
    // The network is there before its table.
    const setup = async (): Promise<Snapshot['setup']> =>
      ((await askEngine(page, 'session.snapshot', undefined)) as Snapshot).setup;
    await expect.poll(setup).not.toBeNull();
    await askEngine(page, 'data.prepare', { ...(await setup())!, scaling: 'standard' });
    await page.getByText('Out of date: what the columns are used for has changed.').waitFor();
  });
});
