import { beforeEach, describe, expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page, userEvent } from 'vitest/browser';
import ImportView from '../../renderer/rooms/data/ImportView.svelte';
import type { DataMend } from '../../shared/contract/views/checks.ts';
import type { ReadingOptions } from '../../shared/contract/schemas/setups.ts';
import { preview } from './support/table-views.ts';

const props = {
  preview,
  overrides: {} as ReadingOptions,
  busy: false,
  loading: false,
  progress: null,
  oncorrect: vi.fn<(overrides: ReadingOptions) => void>(),
  onmend: vi.fn<(mend: DataMend) => void>(),
  onundo: vi.fn(),
  onload: vi.fn(),
  oncancel: vi.fn(),
};

beforeEach(() => vi.clearAllMocks());

describe('the preview of a file', () => {
  test('shows what was detected', async () => {
    await render(ImportView, props);
    await expect.element(page.getByLabelText('Delimiter', { exact: true })).toHaveValue(';');
    await expect.element(page.getByLabelText('Decimal mark', { exact: true })).toHaveValue(',');
    await expect.element(page.getByLabelText('First row', { exact: true })).toHaveValue('true');
    await expect.element(page.getByLabelText('Comment lines', { exact: true })).toHaveValue('#');
    await expect
      .element(page.getByLabelText('Missing values', { exact: true }))
      .toHaveValue('"", NA, NaN, ?');
    await expect.element(page.getByLabelText('Type of material')).toHaveValue('category');
  });

  test('says whether these are all rows or the first ones', async () => {
    const view = await render(ImportView, props);
    await expect.element(page.getByText('4 columns · first 40 rows')).toBeVisible();
    await view.rerender({ preview: { ...preview, complete: true } });
    await expect.element(page.getByText('4 columns · 40 rows')).toBeVisible();
  });

  test('says whether the check has seen all rows, also where not all of them are shown', async () => {
    const message = '“id” counts the rows.';
    const findings = [
      { check: 'counted', severity: 'note', message, columns: [], count: null, mends: [] },
    ] as const;
    const view = await render(ImportView, { ...props, preview: { ...preview, findings } });
    await expect.element(page.getByRole('heading', { name: 'Check of the first rows' })).toBeVisible();
    await view.rerender({ preview: { ...preview, findings, allChecked: true } });
    await expect.element(page.getByRole('heading', { name: 'Check of the data' })).toBeVisible();
    await expect.element(page.getByText('first 40 rows')).toBeVisible();
  });

  test('a wide table is shown some columns at a time, and a correction is of the right column', async () => {
    const columns = Array.from({ length: 120 }, (_, i) => ({ ...preview.columns[0], name: `c${i + 1}` }));
    const rows = [columns.map((_, i) => String(i + 1))];
    await render(ImportView, { ...props, preview: { ...preview, columns, rows } });
    await expect.element(page.getByText('Columns 1 to 50 of 120')).toBeVisible();
    await page.getByRole('button', { name: 'Further columns' }).click();
    await page.getByRole('button', { name: 'Further columns' }).click();
    await expect.element(page.getByText('Columns 101 to 120 of 120')).toBeVisible();
    expect(page.getByRole('columnheader').elements()).toHaveLength(21);
    await expect.element(page.getByRole('cell', { name: '120', exact: true })).toBeVisible();
    await page.getByLabelText('Type of c120').selectOptions('Text');
    expect(props.oncorrect).toHaveBeenCalledExactlyOnceWith({ types: { '119': 'text' } });
  });

  test.each([
    ['Delimiter', 'Tab', { delimiter: '\t' }],
    ['Decimal mark', 'Point 3.14', { decimal: '.' }],
    ['Thousands mark', 'Apostrophe 1’000', { thousands: "'" }],
    ['First row', 'Data', { header: false }],
    ['Encoding', 'Latin-1 (Western)', { encoding: 'latin1' }],
    ['Comment lines', 'None', { comment: '' }],
  ])('%s is corrected to %s', async (label, choice, expected) => {
    await render(ImportView, props);
    await page.getByLabelText(label, { exact: true }).selectOptions(choice);
    expect(props.oncorrect).toHaveBeenCalledExactlyOnceWith(expected);
  });

  test('a correction keeps the earlier corrections', async () => {
    await render(ImportView, { ...props, overrides: { delimiter: ',', types: { '1': 'text' } } });
    await page.getByLabelText('Type of material').selectOptions('Text');
    expect(props.oncorrect).toHaveBeenCalledWith({ delimiter: ',', types: { '1': 'text', '2': 'text' } });
  });

  test('marks of missing values can be typed in any order, and an empty cell is one of them', async () => {
    await render(ImportView, props);
    const field = page.getByLabelText('Missing values', { exact: true });
    await field.fill('-999, NA ""');
    await userEvent.keyboard('{Tab}');
    expect(props.oncorrect).toHaveBeenCalledWith({ missing: ['-999', 'NA', ''] });
  });

  test('a correction can be taken back, so that detection decides again', async () => {
    await render(ImportView, {
      ...props,
      overrides: { delimiter: ',', header: false },
      preview: { ...preview, overridden: ['delimiter', 'header'] },
    });
    await page.getByRole('button', { name: 'Delimiter: detect it again' }).click();
    expect(props.oncorrect).toHaveBeenCalledWith({ header: false });
  });

  test('warnings say line, column and what to do', async () => {
    await render(ImportView, props);
    const remarks = page.getByRole('region', { name: 'Remarks on the file' });
    await expect.element(remarks).toHaveTextContent('This row has 3 cells instead of 4. (line 212)');
    await expect.element(remarks).toHaveTextContent('(line 6, column “mass”)');
    await expect.element(remarks).toHaveTextContent('Check the row for a lost delimiter.');
  });

  test('a long name without a space is broken into lines', async () => {
    const issue = { ...preview.issues[0], column: 'n'.repeat(200) };
    await render(ImportView, { ...props, preview: { ...preview, issues: [issue] } });
    const place = page.getByText(/column “n+”/).element();
    expect(place.getBoundingClientRect().right).toBeLessThanOrEqual(innerWidth);
  });

  test('what a check has found is not said once more among the remarks', async () => {
    const { message } = preview.issues[0];
    const found = {
      check: 'types',
      severity: 'warning',
      message,
      columns: [],
      count: null,
      mends: [],
    } as const;
    await render(ImportView, { ...props, preview: { ...preview, findings: [found] } });
    const remarks = page.getByRole('region', { name: 'Remarks on the file' });
    await expect.element(remarks).not.toHaveTextContent(message);
    await expect
      .element(page.getByRole('region', { name: 'What the check has found' }))
      .toHaveTextContent(message);
  });

  test('cells that count as missing look missing', async () => {
    await render(ImportView, props);
    await expect.element(page.getByRole('cell', { name: 'NA', exact: true })).toHaveClass('missing');
    await expect.element(page.getByRole('cell', { name: '0,400' })).not.toHaveClass('missing');
  });

  test('a finding can be mended by reading the file otherwise, and the mend taken back', async () => {
    const mend = { label: 'Read −999 as missing', reading: { missing: ['-999'] } };
    const gaps = { label: 'Fill with the median', missing: 'median' as const };
    const found = { check: 'sentinels', severity: 'warning' as const, columns: ['mass'], count: 3 };
    const findings = [{ ...found, message: '−999 stands in 3 cells of “mass”.', mends: [mend, gaps] }];
    const view = await render(ImportView, { ...props, preview: { ...preview, findings } });
    await expect.element(page.getByText('−999 stands in 3 cells')).toBeVisible();
    expect(page.getByRole('button', { name: gaps.label }).elements()).toEqual([]);
    await page.getByRole('button', { name: mend.label }).click();
    expect(props.onmend).toHaveBeenCalledExactlyOnceWith(mend);
    await view.rerender({ preview, mended: mend.label });
    await page.getByRole('button', { name: 'Undo: Read −999 as missing' }).click();
    expect(props.onundo).toHaveBeenCalledOnce();
  });

  test('loading shows progress and can be cancelled', async () => {
    await render(ImportView, {
      ...props,
      loading: true,
      progress: { rows: 250_000, bytes: 5e6, totalBytes: 2e7 },
    });
    await expect.element(page.getByRole('progressbar')).toHaveAttribute('value', '0.25');
    await expect.element(page.getByText('250\u202f000 rows, 5 MB of 20 MB')).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Load the table' })).toBeDisabled();
    await page.getByRole('button', { name: 'Cancel' }).click();
    expect(props.oncancel).toHaveBeenCalledOnce();
  });
});
