/** That everyone can use it: contrast and names by axe, in both themes. */
import { join } from 'node:path';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { root, useApp } from '../support/app.ts';
import { axeOptions, colourOptions, violationLines } from '../support/axe.ts';
import { button, edgePosition, graph, previewOf, readRun, room } from '../support/shown.ts';
import { dropFile, engineReady, loadTable, openTab, startLongRun, waitForStatus } from '../support/story.ts';
import { settled } from '../support/settled.ts';

const themes = ['light', 'dark'] as const;

const messy = join(root, 'tests', 'fixtures', 'pruefstand.csv');

describe('accessibility in both themes', () => {
  const app = useApp();
  const page = (): Page => app().page;
  const closeDialog = async (): Promise<void> => {
    await page().keyboard.press('Escape');
    await page().getByRole('dialog').waitFor({ state: 'detached' });
  };

  /** A state of the window, checked in each theme: to reach a state takes longer than to change the theme. */
  function check(state: string, reach: () => Promise<void>, leave?: () => Promise<void>): void {
    describe(state, () => {
      it('can be reached', reach);
      if (leave !== undefined) afterAll(leave);
      it.each(themes)('has no violations in the %s theme', async (theme) => {
        await page().evaluate((wanted) => window.studio.app.setTheme(wanted), theme);
        await page().waitForFunction(
          (dark) => matchMedia('(prefers-color-scheme: dark)').matches === dark,
          theme === 'dark',
        );
        expect(await violations(page(), theme !== themes[0])).toEqual([]);
      });
    });
  }

  check('without a table', () => engineReady(page()));

  check(
    'a differential equation',
    async () => {
      await page()
        .getByRole('button', { name: /^Your own equation/ })
        .click();
      await page().getByRole('textbox', { name: 'Equations, one a line' }).waitFor();
    },
    () => button(page(), 'Back').click(),
  );

  check(
    'with the palette open',
    async () => {
      await page().keyboard.press('Control+k');
      await page().getByRole('dialog', { name: 'Commands' }).waitFor();
    },
    closeDialog,
  );

  check(
    'when a file is refused',
    async () => {
      await dropFile(page(), join(root, 'build', 'icon.png'));
      await room(page(), 'Notices').getByRole('alert').waitFor();
    },
    () => button(page(), 'Dismiss').click(),
  );

  check('the preview of a table with problems', async () => {
    await dropFile(page(), messy);
    await previewOf(page(), 'pruefstand.csv').waitFor();
    await previewOf(page(), 'pruefstand.csv')
      .getByLabel('Delimiter', { exact: true })
      .selectOption('Semicolon');
    await page().getByText('set by you').waitFor();
  });

  check('the workbench', () => loadTable(page()));

  check(
    'the dialog of all columns',
    async () => {
      await button(page(), 'All columns').click();
      await page().getByRole('dialog', { name: 'All columns' }).waitFor();
    },
    closeDialog,
  );

  check('the matrix of inputs', () => page().getByRole('radio', { name: 'Matrix of inputs' }).click());

  check(
    'the list of edges',
    () => page().getByRole('radio', { name: 'List of edges' }).click(),
    async () => {
      await page().getByRole('radio', { name: 'Graph', exact: true }).click();
      await graph(page()).waitFor();
    },
  );

  check('with an edge open', async () => {
    const { x, y } = await edgePosition(page(), 'e0-0-0');
    await page().mouse.click(x, y);
    await room(page(), 'Inspector').getByRole('table', { name: 'Values of the spline' }).waitFor();
  });

  check('during training', async () => {
    await startLongRun(page(), 5);
  });

  check('after training', async () => {
    // On a slow machine the run may have come to its last step.
    await page().keyboard.press('Control+.');
    await expect.poll(async () => (await readRun(page())).status).toMatch(/^(Stopped|Finished)$/);
  });

  check(
    'where a change must be confirmed',
    async () => {
      await openTab(page(), 'Network');
      await room(page(), 'Network set-up').getByLabel('Grid G', { exact: true }).fill('6');
      await button(page(), 'Apply').waitFor();
    },
    () => button(page(), 'Revert').click(),
  );

  const tabs = [
    'Data',
    'Network',
    'History',
    'Training',
    'Simplify',
    'Formulas',
    'Predict',
    'Log',
    'MLPs',
    'Phases',
  ];
  for (const tab of tabs) check(`the panel ${tab}`, () => openTab(page(), tab));

  for (const face of ['Fit', 'Inputs', 'Map', 'Rows'])
    check(`the panel Evaluation, ${face}`, async () => {
      await openTab(page(), 'Evaluation');
      await room(page(), 'Evaluation').getByRole('radio', { name: face, exact: true }).click();
    });

  check(
    'a presentation',
    async () => {
      await page().keyboard.press('F5');
      await button(page(), 'End the presentation').waitFor();
    },
    async () => {
      await page().keyboard.press('F5');
      await button(page(), 'End the presentation').waitFor({ state: 'detached' });
    },
  );

  check(
    'the sheet of shortcuts',
    async () => {
      await page().keyboard.press('?');
      await page().getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    },
    closeDialog,
  );

  check('two revisions side by side', async () => {
    // A run of Adam that was stopped early may have left nothing better than what was before.
    await openTab(page(), 'Training');
    await room(page(), 'Training').getByRole('radio', { name: 'L-BFGS', exact: true }).click();
    await room(page(), 'Training').getByLabel('Steps', { exact: true }).fill('5');
    await button(page(), 'Train').click();
    await waitForStatus(page(), 'Finished');
    await page().keyboard.press('Control+k');
    await page().keyboard.type('compare');
    await page().keyboard.press('Enter');
    const compare = page().getByRole('dialog', { name: 'Compare two revisions' });
    await compare
      .getByRole('row', { name: /, test/ })
      .first()
      .waitFor();
  });
});

/**
 * One line for each rule of accessibility that the page breaks. Where only the theme has changed, those about colours: themes
 * are `light-dark()` alone, which gives nothing but colours.
 * @param again the same state in another theme
 */
async function violations(page: Page, again: boolean): Promise<string[]> {
  await settled(page);
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const found = await page.evaluate(
    async ({ all, colours, again: later }) => {
      const checking = window as unknown as { axe: typeof axe; checked?: string };
      const shown = document.documentElement.outerHTML;
      const { violations } = await checking.axe.run(later && checking.checked === shown ? colours : all);
      checking.checked = shown;
      return violations;
    },
    { all: axeOptions, colours: colourOptions, again },
  );
  return violationLines(found);
}
