/** The findings of the checks of a table, as a narrow panel shows them. */
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import Findings from '../../renderer/rooms/data/Findings.svelte';
import type { DataFinding } from '../../shared/contract/views/checks.ts';

test('a folded list shows a warning, although notes were found before it', async () => {
  const found = (severity: DataFinding['severity'], message: string): DataFinding => ({
    ...{ check: 'any', severity, message, columns: [], count: null, mends: [] },
  });
  const findings = [found('note', 'A note.'), found('warning', 'A warning.'), found('note', 'Another.')];
  await render(Findings, {
    ...{ findings, mended: null, disabled: false, folded: true, onmend: () => {}, onundo: () => {} },
  });
  await expect.element(page.getByText('A warning.')).toBeVisible();
  await expect.element(page.getByText('A note.')).not.toBeVisible();
  await expect.element(page.getByText('2 notes')).toBeVisible();
});

test('a folded list of notes shows one that a button mends, and in the preview only what a button mends there comes first', async () => {
  const note = (message: string, mends: DataFinding['mends']): DataFinding => ({
    ...{ check: 'any', severity: 'note' as const, message, columns: [], count: null, mends },
  });
  const findings = [
    note('Nothing to do.', []),
    note('Weigh the rows.', [{ label: 'Weigh', uncertainty: 's' }]),
    note('Read it otherwise.', [{ label: 'Read', reading: { decimal: ',' } }]),
  ];
  const props = { findings, mended: null, disabled: false, folded: true, onmend: () => {}, onundo: () => {} };
  const view = await render(Findings, props);
  await expect.element(page.getByRole('button', { name: 'Weigh' })).toBeVisible();
  await expect.element(page.getByText('Nothing to do.')).not.toBeVisible();
  await view.rerender({ ...props, readingOnly: true });
  await expect.element(page.getByRole('button', { name: 'Read' })).toBeVisible();
  await expect.element(page.getByText('Weigh the rows.')).not.toBeVisible();
});

test('a folded list shows a note that a button mends below a warning that none does', async () => {
  const found = (severity: DataFinding['severity'], message: string, label?: string): DataFinding => ({
    ...{ check: 'any', severity, message, columns: [], count: null },
    mends: label === undefined ? [] : [{ label, uncertainty: 's' }],
  });
  const findings = [
    found('warning', 'A row is left out.'),
    found('note', 'A note.'),
    found('note', 'An uncertainty.', 'Weigh'),
  ];
  await render(Findings, {
    ...{ findings, mended: null, disabled: false, folded: true, onmend: () => {}, onundo: () => {} },
  });
  await expect.element(page.getByText('A row is left out.')).toBeVisible();
  await expect.element(page.getByRole('button', { name: 'Weigh' })).toBeVisible();
  await expect.element(page.getByText('A note.')).not.toBeVisible();
});
