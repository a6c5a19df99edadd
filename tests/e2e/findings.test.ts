/** What comes of a network: a formula, how good it is, and predictions for other tables. */
import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { useApp } from '../support/app.ts';
import { button, readNumber, room, splitRows } from '../support/shown.ts';
import { answerDialogs, dropFile, openSample, openTab, waitForStatus } from '../support/story.ts';
import { useFolder } from '../support/folder.ts';

const folder = useFolder('all tests');
const app = useApp();

/** The function of the sample `Hello, KAN`. */
const hello = (x1: number, x2: number): number => Math.exp(Math.sin(Math.PI * x1) + x2 ** 2);
/** Twenty places over the range of the data. */
const places = Array.from({ length: 20 }, (_, i) => [Math.cos(i), Math.sin(2.3 * i)] as const);

it('a new user gets from a sample to its formula in a few clicks', async () => {
  const { page, electron } = app();
  await openSample(page, 'Hello, KAN');
  const bar = room(page, 'Formula');
  await bar.getByText('Train the network, then').waitFor();
  await button(page, 'Train').click();
  await waitForStatus(page, 'Finished', 120_000);
  await bar.getByRole('button', { name: 'Find formulas' }).click();
  await page.getByText(/^Done · /).waitFor();
  expect(
    await page
      .getByRole('radiogroup', { name: 'Formulas of y' })
      .getByRole('radio', { checked: true })
      .count(),
  ).toBe(1);
  await button(page, 'Use this formula').click();
  await bar.getByRole('group', { name: 'The formula of y' }).waitFor();
  await bar.getByRole('button', { name: 'The formula as code' }).click();
  await page.getByLabel('Format').selectOption('JavaScript');
  await button(page, 'Copy').click();
  await bar.getByRole('button', { name: 'Copied' }).waitFor();

  // What was copied is a program; it computes what the data was made by.
  const code = await electron.evaluate(({ clipboard }) => clipboard.readText());
  const values = run(code);
  places.forEach(([x1, x2], i) => expect(Math.abs(values[i] - hello(x1, x2))).toBeLessThan(1e-6));
  // Typeset: KaTeX has sized its boxes, which the content security policy lets it do only one by one.
  const box = await bar.locator('.katex-base').first().boundingBox();
  expect(box?.height).toBeGreaterThan(14);
  // The network has become the formula, and undo brings the splines back.
  await page.keyboard.press('Escape');
  await page.getByText('3 edges', { exact: false }).first().waitFor();
  await page.keyboard.press('Control+z');
  await bar.getByText('2 edges are still splines.').waitFor();
});

/** What a copied function says at the places. */
function run(code: string): number[] {
  // The code is what the test is about.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
  const fn = new Function(`${code}; return y;`)() as (x1: number, x2: number) => number;
  return places.map(([x1, x2]) => fn(x1, x2));
}

describe('another table', () => {
  const page = () => app().page;

  it('is dropped, predicted and saved; a table that does not fit shows the reason', async () => {
    await openTab(page(), 'Predict');
    const predict = room(page(), 'Predict');

    const wrong = folder('wrong.csv');
    await writeFile(wrong, 'x1,X_2\n0.1,0.2\n');
    await dropFile(page(), wrong);
    await predict.getByRole('alert').getByText('“x2”').first().waitFor();

    // Other columns, another order, a gap, and a value that was never trained on.
    const lines = places.map(([x1, x2], i) => `${x2.toFixed(6)},sample ${i},${x1.toFixed(6)}`);
    const fresh = folder('fresh.csv');
    await writeFile(fresh, ['x2,label,x1', ...lines, '0.5,gap,', '0.5,far,7', ''].join('\n'));
    await dropFile(page(), fresh);
    const facts = predict.getByLabel('Rows of the table');
    await expect
      .poll(async () => (await facts.innerText()).split('\n'))
      .toEqual(
        expect.arrayContaining(['Rows', '22', 'Without prediction', '1', 'Outside the training range']),
      );
    await predict.getByRole('cell', { name: 'sample 3' }).waitFor();

    const saved = folder('predicted.csv');
    await answerDialogs(app(), saved);
    await predict.getByRole('button', { name: 'Save as CSV…' }).click();
    await room(page(), 'Notices').getByText('Saved as predicted.csv').waitFor();
    const [header, ...cells] = (await readFile(saved, 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => line.split(','));
    expect(header).toEqual(['x2', 'label', 'x1', 'y_predicted', 'outside_range']);
    expect(cells).toHaveLength(22);
    places.forEach(([x1, x2], i) => {
      expect(cells[i].slice(0, 3).join()).toBe(lines[i]);
      expect(Math.abs(Number(cells[i][3]) - hello(x1, x2))).toBeLessThan(5e-3);
    });
    expect(cells[20][3]).toBe('');
    expect(cells[21][4]).toBe('x1');
  });
});

describe('classes', () => {
  const app = useApp();
  const page = () => app().page;

  it('are evaluated: confusion matrix, ROC curve, the rows of a cell, and a profile of each input', async () => {
    await openSample(page(), 'Two moons');
    await button(page(), 'Train').click();
    await waitForStatus(page(), 'Finished', 120_000);
    const { Test: testRows } = await splitRows(page());
    await openTab(page(), 'Evaluation');
    const evaluation = room(page(), 'Evaluation');
    const cells = evaluation.getByRole('group', { name: 'Confusion matrix' }).getByRole('cell');
    await expect.poll(() => cells.count()).toBeGreaterThan(3);
    const counts = (await cells.allInnerTexts()).map(readNumber).filter(Number.isFinite);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(testRows);
    const roc = await evaluation.getByRole('img', { name: /^ROC curves/ }).getAttribute('aria-label');
    const area = readNumber(/lower (\S+)/.exec(roc ?? '')?.[1] ?? '');
    expect(area).toBeGreaterThan(0.95);
    expect(area).toBeLessThanOrEqual(1);

    // The rows behind a number.
    const cell = evaluation.getByRole('group', { name: 'Confusion matrix' }).getByRole('button').first();
    const count = readNumber(await cell.innerText());
    await cell.click();
    await evaluation.getByText(`${count} rows selected`).waitFor();
    await evaluation.getByRole('radio', { name: 'Rows', exact: true }).click();
    await evaluation.getByRole('checkbox', { name: `Only the ${count} selected` }).click();
    const rows = evaluation.getByRole('grid').getByRole('row', { selected: true });
    await expect.poll(() => rows.count()).toBeGreaterThan(2);
    const classes = await rows.evaluateAll((all) => [
      ...new Set(all.map((row) => row.children[1]?.textContent)),
    ]);
    expect(classes).toHaveLength(1);

    // The prediction follows the slider, and stays a probability.
    await evaluation.getByRole('radio', { name: 'Inputs', exact: true }).click();
    const prediction = evaluation.getByRole('status', { name: 'Prediction' });
    const probabilities = new Set<number>();
    for (const value of ['-1', '0.5', '2']) {
      await evaluation.getByRole('slider', { name: 'x', exact: true }).fill(value);
      await expect.poll(() => prediction.getAttribute('aria-busy')).toBe('false');
      probabilities.add(readNumber(/[=<>] (\S+)/.exec(await prediction.innerText())?.[1] ?? ''));
    }
    expect(probabilities.size).toBeGreaterThan(1);
    for (const probability of probabilities) {
      expect(probability).toBeGreaterThanOrEqual(0);
      expect(probability).toBeLessThanOrEqual(1);
    }
  });
});
