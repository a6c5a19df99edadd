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
