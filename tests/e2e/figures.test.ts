/** Each error, and the count of parameters, has the same digits and unit wherever it stands: in every room of the window, and in `kan` on the saved project. */
import { writeFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { errorText } from '../../shared/figures.ts';
import { useApp } from '../support/app.ts';
import { useFolder } from '../support/folder.ts';
import { kan } from '../support/kan.ts';
import { button, graph, previewOf, readNumber, room } from '../support/shown.ts';
import { dropFile, loadTable, openTab, saveProject, waitForStatus, trainFor } from '../support/story.ts';

const splits = ['Training', 'Validation', 'Test'] as const;
type Errors = Readonly<Record<(typeof splits)[number], string>>;

const folder = useFolder('all tests');
const project = folder('drag.kan');
const app = useApp();
const page = (): Page => app().page;

/** A drag force with errors of about 3 %, from a fixed sequence. */
function dragTable(): string {
  let state = 1;
  const chance = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  const rows = Array.from({ length: 200 }, () => {
    const [speed, area] = [5 + 30 * chance(), 0.2 + 2 * chance()];
    const force = 0.6 * speed ** 2 * area * (1 + 0.06 * (chance() + chance() - 1));
    return [speed, area, force].map((value) => value.toFixed(4)).join(',');
  });
  return ['v [m/s],A [m2],F [N]', ...rows].join('\n');
}

describe('one figure has one source', () => {
  const strip = () => page().getByRole('region', { name: 'Figures of the network' });
  const card = () => page().getByRole('region', { name: 'Revision', exact: true });

  /** The error of each split, each read by the same way. */
  async function errorsBy(read: (split: (typeof splits)[number]) => Locator): Promise<Errors> {
    const texts = await Promise.all(splits.map(async (split) => [split, await read(split).innerText()]));
    return Object.fromEntries(texts) as Errors;
  }

  /** Of the strip, which is what the other places are compared with. */
  const stripErrors = (): Promise<Errors> =>
    errorsBy((split) => strip().locator(`[data-figure=${split.toLowerCase()}] dd`).first());

  async function expectSameInAllRooms(): Promise<void> {
    const errors = await stripErrors();
    for (const split of splits) {
      expect(errors[split]).toMatch(/^\d[\d.]*$/);
      const unit = strip().locator(`[data-figure=${split.toLowerCase()}] .unit`);
      expect(await unit.innerText()).toBe('N');
    }

    const clear = room(page(), 'Inspector').getByRole('button', { name: 'Clear the selection' });
    if (await clear.isVisible()) await clear.click();
    const table = room(page(), 'Inspector').getByRole('table', { name: 'Errors by split' });
    await table.getByRole('columnheader', { name: 'RMSE [N]' }).waitFor();
    const inspected = (split: string): Locator =>
      table.locator(`[data-split=${split.toLowerCase()}] td`).nth(1);
    expect(await errorsBy(inspected)).toEqual(errors);

    await openTab(page(), 'Evaluation');
    const chosen = room(page(), 'Evaluation').getByRole('radiogroup', { name: 'Split' });
    await chosen.getByText('RMSE [N]').waitFor();
    const evaluated = (split: string): Locator =>
      chosen.getByRole('radio', { name: split }).locator('.number').first();
    expect(await errorsBy(evaluated)).toEqual(errors);

    await openTab(page(), 'History');
    await page()
      .getByRole('listbox', { name: /^Revisions/ })
      .locator('[aria-current=true]')
      .click();
    await card().getByText('RMSE of F [N]').waitFor();
    const listed = (split: string): Locator =>
      card().locator('dl div').filter({ hasText: split.toLowerCase() }).locator('dd');
    expect(await errorsBy(listed)).toEqual(errors);

    await saveProject(app(), project);
    const told = JSON.parse((await kan('info', project, '--json')).stdout) as Record<string, Told>;
    const { train, validation, test } = told;
    expect(textsOf(train.rmse, validation.rmse, test.rmse)).toEqual(errors);
  }

  it('after training', async () => {
    writeFileSync(folder('drag.csv'), dragTable());
    await dropFile(page(), folder('drag.csv'));
    await previewOf(page(), 'drag.csv').waitFor();
    await loadTable(page());
    await trainFor(page(), 'LM', 6);
    await expectSameInAllRooms();
  });

  it('after an edge was fixed', async () => {
    const before = await stripErrors();
    await graph(page()).focus();
    await page().keyboard.press('n');
    const inspector = room(page(), 'Inspector');
    await inspector.getByRole('option').first().waitFor();
    await page().keyboard.press('i');
    await page().keyboard.press('1');
    await expect.poll(() => inspector.getByRole('option', { selected: true }).count()).toBe(1);
    await page().keyboard.press('Enter');
    await inspector.getByText('Function', { exact: true }).waitFor();
    await expect.poll(stripErrors).not.toEqual(before);
    await expectSameInAllRooms();
  });

  it('after a formula was taken; its card gives the network the same errors, and kan the formula', async () => {
    const before = await stripErrors();
    await openTab(page(), 'Formulas');
    await room(page(), 'Formulas').getByRole('button', { name: 'Find formulas' }).click();
    await page()
      .getByText(/^Done · /)
      .waitFor();
    await button(page(), 'Use this formula').click();
    const bar = room(page(), 'Formula');
    await bar.getByRole('group', { name: /^The formula of F/ }).waitFor();
    await expect.poll(stripErrors).not.toEqual(before);
    await expectSameInAllRooms();

    await bar.getByRole('button', { name: 'Errors', exact: true }).click();
    const table = page().getByRole('table', { name: 'Errors of the formula as it is written' });
    await table.getByText('RMSE of F [N]').waitFor();
    const column = (at: number) => (split: string) =>
      table
        .getByRole('row')
        .filter({ has: page().getByRole('rowheader', { name: split }) })
        .locator('td')
        .nth(at);
    expect(await errorsBy(column(1))).toEqual(await stripErrors());
    const written = await errorsBy(column(0));
    expect(await bar.getByLabel('How good the formula is', { exact: true }).innerText()).toContain(
      written.Test,
    );

    const { formulas } = JSON.parse((await kan('formula', project, '--json')).stdout) as {
      formulas: [ToldFormula];
    };
    const [told] = formulas;
    const { train_rmse, validation_rmse, test_rmse, network } = told;
    expect(textsOf(train_rmse, validation_rmse, test_rmse)).toEqual(written);
    expect(textsOf(network.train_rmse, network.validation_rmse, network.test_rmse)).toEqual(
      await stripErrors(),
    );
  });
});

describe('the parameters are counted once', () => {
  const counted = async (place: Locator): Promise<number> =>
    readNumber(/(\d[\d\s\u202f]*) parameters?\b/.exec((await place.textContent()) ?? '')?.[1] ?? '');
  const strip = (): Locator => page().getByLabel('Size of the network');
  const used = (): Locator =>
    room(page(), 'Training')
      .getByRole('list', { name: 'Models that were compared' })
      .locator('button[aria-pressed=true]');

  async function expectSameInAllRooms(): Promise<void> {
    const parameters = await counted(strip());
    expect(parameters).toBeGreaterThan(0);
    expect(await counted(room(page(), 'Network').locator('.size'))).toBe(parameters);
    const summary = room(page(), 'Inspector').locator('dl dt', { hasText: /^Parameters/ });
    await summary.waitFor();
    expect(readNumber(await summary.locator('+ dd').innerText())).toBe(parameters);
    await openTab(page(), 'Training');
    expect((await used().getAttribute('title'))!).toMatch(new RegExp(`\\b${parameters} parameters?\\b`));
    const path = folder('counted.kan');
    await saveProject(app(), path);
    const told = JSON.parse((await kan('info', path, '--json')).stdout) as { readonly parameters: number };
    expect(told.parameters).toBe(parameters);
    expect((await kan('info', path)).stdout).toMatch(new RegExp(`edges?, ${parameters} parameters?$`, 'm'));
  }

  it('for straight lines, which training would give more of them', async () => {
    const rows = Array.from({ length: 150 }, (_, i) => {
      const [a, b] = [Math.sin(7 * i), Math.cos(11 * i)];
      return [a, b, 3 * a - 2 * b + 0.3 * Math.sin(i * i)].map((value) => value.toFixed(4)).join(',');
    });
    writeFileSync(folder('lines.csv'), ['a,b,y', ...rows].join('\n'));
    await dropFile(page(), folder('lines.csv'));
    await previewOf(page(), 'lines.csv').waitFor();
    await loadTable(page());
    await room(page(), 'Data').getByText('lines.csv').waitFor();
    await openTab(page(), 'Training');
    await room(page(), 'Training').getByRole('radio', { name: 'Automatic', exact: true }).click();
    await button(page(), 'Train').click();
    await waitForStatus(page(), 'Finished');
    expect(await used().innerText()).toContain('Straight lines');
    expect(await counted(strip())).toBe(3);
    await expectSameInAllRooms();
  });

  it('for another model of the run', async () => {
    await room(page(), 'Training')
      .getByRole('button', { name: /^Additive \d/ })
      .click();
    await expect.poll(() => used().innerText()).toContain('Additive');
    expect(await counted(strip())).toBeGreaterThan(3);
    await expectSameInAllRooms();
  });
});

interface Told {
  readonly rmse: number;
}

interface ToldErrors {
  readonly train_rmse: number;
  readonly validation_rmse: number;
  readonly test_rmse: number;
}

interface ToldFormula extends ToldErrors {
  readonly network: ToldErrors;
}

function textsOf(train: number, validation: number, test: number): Errors {
  return { Training: errorText(train), Validation: errorText(validation), Test: errorText(test) };
}
