/** Tables as they come: European, ragged, unreadable, pasted. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../shared/random.ts';
import { root, useApp } from '../support/app.ts';
import {
  button,
  selectedLabel,
  graph,
  previewOf,
  readNumber,
  readRun,
  room,
  splitRows,
} from '../support/shown.ts';
import { dropFile, engineReady, loadTable, waitForStatus } from '../support/story.ts';
import { useFolder } from '../support/folder.ts';

const folder = useFolder('all tests');

const app = useApp();

describe('cells that are pasted', () => {
  const paste = async (text: string): Promise<void> => {
    await app().electron.evaluate(({ clipboard }, copied) => clipboard.writeText(copied), text);
    await app().page.keyboard.press('ControlOrMeta+v');
  };

  it('are read as a table, like those of a file', async () => {
    const { page } = app();
    await engineReady(page);
    await paste('not a table');
    await room(page, 'Notices').getByText('The clipboard holds no table.').waitFor();
    const rows = Array.from({ length: 40 }, (_, i) => `${i / 10}`.replace('.', ',') + `\t${i}`);
    await paste(`Zeit (s)\tWeg (m)\n${rows.join('\n')}\n`);
    const preview = page.getByRole('region', { name: /^Preview of Pasted table/ });
    await preview.getByRole('columnheader', { name: /^Weg \(m\)/ }).waitFor();
    expect(await selectedLabel(preview.getByLabel('Decimal mark', { exact: true }))).toBe('Comma 3,14');
    await loadTable(page);
    expect(await splitRows(page)).toMatchObject({ Training: 28 });
  });

  it('stay in the field when pasted into a field', async () => {
    const { page } = app();
    const steps = room(page, 'Training').getByLabel('Steps', { exact: true });
    await steps.fill('');
    await paste('1\n2');
    expect(await page.getByRole('region', { name: /^Preview of/ }).count()).toBe(0);
    await graph(page).waitFor();
  });
});

describe('a European table with problems', () => {
  const preview = () => previewOf(app().page, 'pruefstand.csv');
  const format = (label: string) => preview().getByLabel(label, { exact: true });
  const header = (name: string) =>
    preview().getByRole('columnheader', { name: new RegExp(`^${escaped(name)}`) });
  const types = () =>
    preview()
      .getByRole('region', { name: 'First rows' })
      .getByRole('combobox')
      .evaluateAll((all) => all.map((each) => (each as HTMLSelectElement).value));
  const remarks = () =>
    preview().getByRole('region', { name: 'Remarks on the file' }).getByRole('listitem').allInnerTexts();

  it('is read correctly, and says what was detected', async () => {
    await dropFile(app().page, join(root, 'tests', 'fixtures', 'pruefstand.csv'));
    await preview().waitFor();
    const found = Object.fromEntries(
      await Promise.all(
        ['Delimiter', 'Decimal mark', 'Thousands mark', 'First row', 'Encoding', 'Comment lines'].map(
          async (label) => [label, await selectedLabel(format(label))],
        ),
      ),
    ) as unknown;
    expect(found).toEqual({
      Delimiter: 'Semicolon',
      'Decimal mark': 'Comma 3,14',
      'Thousands mark': 'Point 1.000',
      'First row': 'Column names',
      Encoding: 'Latin-1 (Western)',
      'Comment lines': 'Begin with #',
    });
    expect(await preview().getByText('detected', { exact: true }).count()).toBe(7);
    expect(await types()).toEqual(['number', 'number', 'number', 'category', 'number']);
    expect(await header('Leistung (kW)').innerText()).toContain('2 missing');
    expect(await header('Öl').innerText()).toContain('1 missing');
  });

  it('names each problem with its line and what to do', async () => {
    const all = await remarks();
    // The lines that begin with # are counted too.
    expect(all.filter((text) => /comment/i.test(text))).toHaveLength(1);
    const [encoding, unreadable, short, long, ...others] = all.filter((text) => !/comment/i.test(text));
    expect(encoding).toMatch(/not written in UTF-8[^]*“Öl[^]*choose another “Encoding”/);
    expect(unreadable).toMatch(
      /“Temperatur \(°C\)”.*“k\.A\.”[^]*line 20, column “Temperatur \(°C\)”[^]*Correct/,
    );
    expect(short).toMatch(/Line 33 has 3 cells instead of 5[^]*Check the line/);
    expect(long).toMatch(/Line 55 has 6 cells instead of 5[^]*Check the line/);
    expect(others).toEqual([]);
  });

  it('takes a further mark of missing values', async () => {
    const marks = format('Missing values');
    await marks.fill(`${await marks.inputValue()}, k.A.`);
    await marks.press('Enter');
    // The cell was missing before, as one that can't be read; now it is no longer odd.
    await expect.poll(async () => (await remarks()).length).toBe(4);
    expect(await header('Temperatur (°C)').innerText()).toContain('2 missing');
    await preview().getByRole('button', { name: 'Missing values: detect it again' }).click();
    await expect.poll(async () => (await remarks()).length).toBe(5);
  });

  it('is read again with another decimal mark or delimiter, and back', async () => {
    await format('Decimal mark').selectOption('Point 3.14');
    await expect.poll(types).not.toEqual(['number', 'number', 'number', 'category', 'number']);
    await preview().getByText('set by you').waitFor();
    await preview().getByRole('button', { name: 'Decimal mark: detect it again' }).click();
    await expect.poll(types).toEqual(['number', 'number', 'number', 'category', 'number']);

    await format('Delimiter').selectOption('Bar |');
    await expect.poll(async () => (await types()).length).toBe(1);
    await preview().getByRole('button', { name: 'Delimiter: detect it again' }).click();
    await expect.poll(types).toEqual(['number', 'number', 'number', 'category', 'number']);
  });

  it('is loaded as previewed, with its gaps counted', async () => {
    const { page } = app();
    await loadTable(page);
    const data = room(page, 'Data');
    await data.getByText('80 rows · 5 columns').waitFor();
    const columns = await data.getByRole('list', { name: 'Columns' }).getByRole('listitem').allInnerTexts();
    const gaps = columns.map((text) => readNumber(/(\S+) missing/.exec(text)?.[1] ?? '0'));
    expect(gaps).toEqual([0, 2, 0, 1, 2]);
    // Rows 17, 23, 30 and 41 have gaps.
    await expect
      .poll(() => splitRows(page))
      .toEqual({ Training: 54, Validation: 11, Test: 11, 'Left out': 4 });
    await data.getByText('5 remarks on the file').click();
    await data.getByText('Line 33 has 3 cells instead of 5').waitFor();

    await data.getByLabel('Missing values', { exact: true }).selectOption('Use median');
    // What has no target can't be learned from: rows 23 and 30.
    await expect.poll(async () => (await splitRows(page))['Left out']).toBe(2);
  });
});

describe('files without a table', () => {
  // On the start page.
  const app = useApp();

  it.each([
    {
      name: 'picture.csv',
      says: /picture\.csv is a picture/,
      content: Buffer.from([137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 0, 255, 254, 0]),
    },
    {
      name: 'bytes.csv',
      says: /bytes\.csv is not a text file/,
      content: Buffer.from([7, 80, 0, 71, 13, 10, 26, 10, 0, 0, 0, 13, 0, 255, 254, 0]),
    },
    {
      name: 'Mappe1.xlsx',
      says: /Mappe1\.xlsx is a damaged Excel workbook/,
      content: 'PK\u0003\u0004 [Content_Types].xml xl/workbook.xml',
    },
    { name: 'empty.csv', says: /empty\.csv is empty/, content: '' },
    { name: 'blank.csv', says: /blank\.csv is empty/, content: '\n\n   \n' },
    { name: 'folder.csv', says: /“folder\.csv” is a folder/, content: null },
    { name: 'damaged.kan', says: /“?damaged\.kan”? /, content: 'PK\u0003\u0004 not really' },
  ])('are refused with advice on what to do: $name', async ({ name, says, content }) => {
    const path = folder(name);
    if (content === null) await mkdir(path);
    else await writeFile(path, content);
    const { page } = app();
    await dropFile(page, path);
    const notice = room(page, 'Notices').getByRole('alert').filter({ hasText: says });
    await notice.waitFor();
    const [message = '', hint = ''] = (await notice.innerText()).split(/\n+/);
    expect(message).toMatch(says);
    expect(hint).toMatch(/^[A-Z].{10,}\.$/);
    await notice.getByRole('button', { name: 'Dismiss' }).click();
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain('From a table of numbers');
  });

  it('leave the app ready for the next file', async () => {
    const alerts = room(app().page, 'Notices').getByRole('alert');
    await dropFile(app().page, folder('empty.csv'));
    await alerts.waitFor();
    await dropFile(app().page, join(root, 'examples', 'two-moons.csv'));
    await previewOf(app().page, 'two-moons.csv').waitFor();
    expect(await alerts.count()).toBe(0);
    await loadTable(app().page);
    await button(app().page, 'Train').click();
    await waitForStatus(app().page, 'Finished');
  });

  it('do not change what was open before', async () => {
    const { page } = app();
    const before = await readRun(page);
    await dropFile(page, folder('empty.csv'));
    await room(page, 'Notices').getByText('empty.csv is empty').waitFor();
    await graph(page).waitFor();
    expect(await readRun(page)).toEqual(before);
  });
});

describe('a file that is written again', () => {
  it('between preview and loading is loaded as it is then, and the person is told', async () => {
    const { page } = app();
    const rows = (names: string): string =>
      `${names}\n${Array.from({ length: 40 }, (_, i) => `${i},${(i * 7) % 11},${i % 5}`).join('\n')}\n`;
    await writeFile(folder('series.csv'), rows('a,b,c'));
    await dropFile(page, folder('series.csv'));
    await previewOf(page, 'series.csv').waitFor();
    await writeFile(folder('series.csv'), rows('a,power,c'));
    await loadTable(page);
    await room(page, 'Notices').getByText('“series.csv” has changed since its preview').waitFor();
    await room(page, 'Data').getByRole('list', { name: 'Columns' }).getByText('power').waitFor();
  });
});

const escaped = (text: string): string => text.replace(/[()]/g, '\\$&');

describe('a plant log with −999 for what is missing', () => {
  const data = () => room(app().page, 'Data');
  const check = () => data().getByRole('region', { name: 'Check of the data' });

  beforeAll(async () => {
    const path = folder('anlage.csv');
    const random = seededRandom(3);
    const number = (value: number): string => value.toFixed(2).replace('.', ',');
    const rows = Array.from({ length: 400 }, (_, row) => {
      const [druck, drehzahl] = [100 + 50 * random.next(), 40 + 80 * random.next()];
      const cells = [druck, druck + 273.15, drehzahl, druck * 0.1 + drehzahl].map(number);
      return cells.map((cell, c) => (c < 3 && (row + c) % 20 === 0 ? '-999' : cell)).join(';');
    });
    await writeFile(path, ['Druck [bar];Druck neu;Drehzahl [1/min];Ausschuss', ...rows].join('\n'));
    await dropFile(app().page, path);
    await previewOf(app().page, 'anlage.csv').waitFor();
  });

  it('can be mended in the preview, and the mend taken back', async () => {
    const preview = previewOf(app().page, 'anlage.csv');
    await preview.getByRole('button', { name: 'Read −999 as missing' }).click();
    await preview.getByText('60 of 400 rows (15.0 %) are left out').waitFor();
    await preview.getByRole('button', { name: 'Undo: Read −999 as missing' }).click();
    await preview.getByRole('button', { name: 'Read −999 as missing' }).waitFor();
  });

  it('can be mended after loading: the lost rows are reported, then filled', async () => {
    await loadTable(app().page);
    expect(await splitRows(app().page)).not.toHaveProperty('Left out');
    await check().getByRole('button', { name: 'Read −999 as missing' }).click();
    await check().getByText('60 of 400 rows').waitFor();
    await expect.poll(async () => (await splitRows(app().page))['Left out']).toBe(60);
    await check().getByRole('button', { name: 'Fill with the median' }).click();
    await expect.poll(async () => await splitRows(app().page)).not.toHaveProperty('Left out');
    await check().getByRole('button', { name: 'Undo: Fill with the median' }).click();
    await expect.poll(async () => (await splitRows(app().page))['Left out']).toBe(60);
    await check().getByRole('button', { name: 'Undo: Read −999 as missing' }).click();
    await expect.poll(async () => await splitRows(app().page)).not.toHaveProperty('Left out');
  });

  it('can be read in another way after loading, and keeps its roles', async () => {
    await data().getByRole('button', { name: 'How the file is read' }).click();
    const preview = previewOf(app().page, 'anlage.csv');
    await preview.getByLabel('Type of Drehzahl [1/min]').selectOption('Text');
    await preview.getByText('Read the table again').click();
    await graph(app().page).waitFor();
    await expect.poll(() => graph(app().page).getAttribute('aria-label')).toMatch(/^Network graph: 2 → /);
  });
});

it('numbers of batches are told, and are labels after one press', async () => {
  const random = seededRandom(5);
  const lines = Array.from(
    { length: 90 },
    (_, i) => `${(i % 6) + 1},${random.next()},${(i % 6) ** 2 + random.next()}`,
  );
  await writeFile(folder('batches.csv'), ['batch_no,T,yield', ...lines].join('\n'));
  await dropFile(app().page, folder('batches.csv'));
  const preview = previewOf(app().page, 'batches.csv');
  await preview.getByText('“batch_no” seems to number 6 groups').waitFor();
  await loadTable(app().page);
  const data = room(app().page, 'Data');
  await data.getByRole('button', { name: 'Read as labels' }).click();
  await data.getByText('Done: Read as labels.').waitFor();
  await data.getByRole('list', { name: 'Columns' }).getByText('6 labels').waitFor();
  await expect.poll(() => data.getByText('seems to number').count()).toBe(0);
});

it('a column of uncertainties is told, and rows count by 1/s² after one press', async () => {
  const random = seededRandom(6);
  const lines = Array.from({ length: 60 }, (_, i) => `${random.next()},${5 * random.next()},${1 + (i % 3)}`);
  await writeFile(folder('velocities.csv'), ['t (s),RV (m/s),err (m/s)', ...lines].join('\n'));
  await dropFile(app().page, folder('velocities.csv'));
  await previewOf(app().page, 'velocities.csv').waitFor();
  await loadTable(app().page);
  const data = room(app().page, 'Data');
  await data.getByText('“err (m/s)” looks like the uncertainty of “RV (m/s)”').waitFor();
  await data.getByRole('button', { name: 'Weigh the rows by' }).click();
  const role = data.getByRole('radiogroup', { name: 'Role of err (m/s)' });
  await expect.poll(() => role.getByRole('radio', { name: 'Uncertainty' }).isChecked()).toBe(true);
  await expect.poll(() => data.getByText('looks like the uncertainty').count()).toBe(0);
  await app().page.getByText('Weighted RMSE').first().waitFor();
  await data.getByRole('button', { name: 'Undo: Weigh the rows by' }).click();
  await expect.poll(() => role.getByRole('radio', { name: 'Ignore' }).isChecked()).toBe(true);
});
