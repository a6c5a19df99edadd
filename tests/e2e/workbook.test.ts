/** An Excel workbook in the window: a sheet is chosen, learned from, kept, and another one predicted. */
import { writeFile } from 'node:fs/promises';
import { beforeAll, expect, it } from 'vitest';
import { useApp } from '../support/app.ts';
import { useFolder } from '../support/folder.ts';
import { button, previewOf, room, selectedLabel, splitRows } from '../support/shown.ts';
import { dropFile, engineReady, loadTable, waitForStatus } from '../support/story.ts';
import { workbook, type WorkbookCell } from '../support/workbook.ts';

const folder = useFolder('all tests');
const app = useApp();

const rows = (count: number, slope: number): WorkbookCell[][] => [
  ['x', 'y'],
  ...Array.from({ length: count }, (_, i) => [i / 10, (slope * i) / 10]),
];

beforeAll(async () => {
  const sheets = [
    { name: 'Run 1', rows: rows(30, 2) },
    { name: 'Run 2', rows: [['Measured in May'], ...rows(40, 5)], at: [2, 3] as const },
    { name: 'Notes', rows: [['by me']] },
    { name: 'Old', rows: rows(20, 1), state: 'hidden' as const },
  ];
  await writeFile(folder('runs.xlsx'), workbook(sheets));
});

it('the first sheet is shown, the others are named, and another one is chosen', async () => {
  const { page } = app();
  await engineReady(page);
  await dropFile(page, folder('runs.xlsx'));
  const preview = previewOf(page, 'runs.xlsx');
  await preview.getByText('the others of the workbook are not: “Run 2”, “Notes”, “Old” (hidden)').waitFor();
  const sheet = preview.getByLabel('Sheet', { exact: true });
  expect(await selectedLabel(sheet)).toBe('Run 1');
  expect(await sheet.locator('option').allInnerTexts()).toEqual(['Run 1', 'Run 2', 'Notes', 'Old (hidden)']);
  await sheet.selectOption('Run 2');
  await preview.getByText('Row 2 comes before the table and is left out.').waitFor();
  expect(await preview.getByLabel('Delimiter', { exact: true }).count()).toBe(0);
});

it('its rows are learned from', async () => {
  const { page } = app();
  await loadTable(page);
  expect(await splitRows(page)).toMatchObject({ Training: 28, Validation: 6, Test: 6 });
  await room(page, 'Data').getByText('Run 2 · 40 rows').waitFor();
  await button(page, 'Train').click();
  await waitForStatus(page, 'Finished');
});

it('the panel of predictions reads the sheet of the training, and any other', async () => {
  const { page } = app();
  await page.getByRole('tab', { name: 'Predict', exact: true }).click();
  await dropFile(page, folder('runs.xlsx'));
  const panel = page.getByRole('tabpanel', { name: 'Predict' });
  const sheet = panel.getByLabel('Sheet', { exact: true });
  await sheet.waitFor();
  expect(await selectedLabel(sheet)).toBe('Run 2');
  await sheet.selectOption('Notes');
  await panel.getByRole('alert').waitFor();
  await sheet.selectOption('Old');
  await expect.poll(() => panel.getByLabel('Rows of the table').innerText()).toMatch(/Rows\s+20/);
});
