import { beforeEach, describe, expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page, userEvent } from 'vitest/browser';
import { Selection } from '../../renderer/common/selection.svelte.ts';
import RowsTable from '../../renderer/rooms/evaluation/RowsTable.svelte';
import type { Studio } from '../../renderer/studio.svelte.ts';
import type { PredictionView, ProfileView, Split } from '../../shared/contract/views/evaluation.ts';
import { userError } from '../../shared/errors.ts';
import { violations } from './support/axe.ts';
import type { FakeEngine, FakeStudio } from './support/fake-studio.ts';
import { evaluationView, profileView } from './support/findings.ts';
import { useTheme } from './support/styles.ts';
import { modelView } from './support/views.ts';
import { openWorkbench } from './support/workbench.ts';

let engine: FakeEngine;
let api: FakeStudio;
let studio: Studio;

/** The workbench with a network that has learned something. */
async function open(panel: 'evaluation' | 'predict'): Promise<void> {
  ({ engine, api, studio } = await openWorkbench({ trained: true, panel }));
}

const face = (name: string) => page.getByRole('radiogroup', { name: 'View' }).getByRole('radio', { name });
const plot = (name: RegExp) => page.getByRole('application', { name });
const calls = (method: string) => engine.calls.filter((call) => call.method === method);

test('the table of rows shows dates as dates and a category as its label', async () => {
  const model = modelView(['day', 'shift'], [], ['y']);
  const view = evaluationView(model, 'test', 3);
  const label = (name: string, ...values: number[]) => ({
    ...{ name: `shift=${name}`, column: 'shift', label: name, values: Float64Array.from(values) },
  });
  const days = Float64Array.of(Date.UTC(2025, 0, 6), Date.UTC(2025, 0, 6, 6, 32), NaN);
  const inputs = [
    { name: 'day', column: 'day', label: null, values: days },
    label('early', 1, 0, 0),
    label('late', 0, 1, 0),
  ];
  const { container } = await render(RowsTable, {
    view: { ...view, inputs },
    ...{ classes: false, threshold: 0.5, isDate: (column: string) => column === 'day' },
    selection: new Selection(),
  });
  container.style.height = '200px';
  const rows = page.getByRole('row');
  await expect.poll(() => rows.elements().length).toBe(4);
  const cells = rows
    .elements()
    .map((row) => [...row.children].slice(4).map((cell) => cell.textContent.trim()));
  expect(cells).toEqual([
    ['day', 'shift'],
    ['2025-01-06', 'early'],
    ['2025-01-06 06:32', 'late'],
    ['–', '–'],
  ]);
});

test('the titles of the axes are whole at every size of the window', async () => {
  const name = 'Compressive strength (MPa)';
  await open('evaluation');
  engine.answers = {
    'evaluation.rows': ({ split }: { split: Split }) => {
      const view = evaluationView(engine.model!, split);
      const long = { name: 'Blast furnace slag (kg/m³)', column: 'slag' };
      return {
        ...view,
        inputs: view.inputs.map((input, i) => (i === 0 ? { ...input, ...long } : input)),
        outputs: view.outputs.map((output) => ({ ...output, name })),
      };
    },
  };
  await page.getByRole('radiogroup', { name: 'Split' }).getByRole('radio', { name: 'Training' }).click();
  await expect.element(plot(new RegExp(`^residual against predicted ${name.slice(0, 11)}`))).toBeVisible();
  const titles = () => [...document.querySelectorAll<HTMLElement>('.x-label')];
  for (const [width, height] of [
    [1024, 640],
    [1280, 800],
    [1440, 900],
    [1920, 1080],
  ]) {
    await page.viewport(width, height);
    await expect
      .poll(() =>
        titles().map(
          (title) =>
            title.textContent +
            (title.scrollWidth > title.clientWidth || title.scrollHeight > title.clientHeight + 1
              ? ' is cut'
              : ''),
        ),
      )
      .toEqual([`observed ${name}`, `predicted ${name}`, 'Blast furnace slag (kg/m³)']);
  }
});

test('a threshold of two classes moves the confusion matrix, its figures and the point on the ROC curve', async () => {
  await open('evaluation');
  const found = Float64Array.from({ length: 1001 }, (_, step) => (step < 300 ? 40 : 10));
  const wrong = Float64Array.from({ length: 1001 }, (_, step) => (step < 300 ? 10 : 0));
  engine.answers = {
    'evaluation.rows': ({ split }: { split: Split }) => {
      const view = evaluationView(engine.model!, split);
      const [{ observed, predicted }] = view.outputs;
      const ends = Float64Array.of(0, 1);
      return {
        ...view,
        outputs: ['off', 'on'].map((name) => ({ name, observed, predicted })),
        roc: [{ label: 'on', falsePositive: ends, truePositive: ends, area: 0.5 }],
        thresholds: { right: found, wrong, inClass: 50, others: 50 },
      };
    },
  };
  studio.data.dataset = { ...studio.data.dataset!, task: 'classification', classes: ['off', 'on'] };
  await page.getByRole('radiogroup', { name: 'Split' }).getByRole('radio', { name: 'Training' }).click();

  const slider = page.getByRole('slider', { name: 'Threshold of P(on)' });
  const figures = page.getByLabelText('At this threshold');
  const cells = () =>
    [...document.querySelectorAll('.confusion tbody td')].map(({ textContent }) => textContent.trim());
  const point = () => document.querySelector('[data-point=threshold]')!.getAttribute('cy');
  await expect.element(slider).toHaveValue('0.5');
  expect(cells()).toEqual(['50', '0', '40', '10']);
  await expect.element(figures).toHaveTextContent('Precision 100 %Recall 20.0 %F1 33.3 %Accuracy 60.0 %');
  const before = point();
  await slider.fill('0.3');
  expect(cells()).toEqual(['50', '0', '40', '10']);
  (slider.element() as HTMLElement).focus();
  await userEvent.keyboard('{ArrowLeft}');
  await expect.element(slider).toHaveValue('0.29');
  expect(cells()).toEqual(['40', '10', '10', '40']);
  await expect.element(figures).toHaveTextContent('Precision 80.0 %Recall 80.0 %F1 80.0 %Accuracy 80.0 %');
  expect(point()).not.toBe(before);
  expect(studio.network.threshold).toBe(0.29);
  // The project keeps it.
  await expect.poll(() => calls('evaluation.threshold').at(-1)?.params).toBe(0.29);
  expect(await violations()).toEqual([]);
  await page.getByRole('button', { name: 'Use 0.5' }).click();
  expect(cells()).toEqual(['50', '0', '40', '10']);
});

describe.each(['light', 'dark'] as const)('evaluation in the %s theme', (theme) => {
  beforeEach(async () => {
    useTheme(theme);
    await open('evaluation');
    await expect.element(plot(/^predicted against observed y/)).toBeVisible();
  });

  test('has accessible plots, of the selected split', async () => {
    expect(await violations()).toEqual([]);
    expect(calls('evaluation.rows')).toEqual([
      { method: 'evaluation.rows', params: { split: 'test', most: 5000 } },
    ]);
    await page.getByRole('radiogroup', { name: 'Split' }).getByRole('radio', { name: 'Training' }).click();
    await expect.poll(() => calls('evaluation.rows').at(-1)?.params).toEqual({ split: 'train', most: 5000 });
  });

  test('selects rows in all plots and in the table when a person drags in one plot', async () => {
    const residuals = plot(/^residual against predicted y/);
    const box = residuals.element().getBoundingClientRect();
    const press = (type: string, x: number, y: number): boolean =>
      residuals.element().dispatchEvent(
        new PointerEvent(type, {
          bubbles: true,
          button: 0,
          buttons: 1,
          pointerId: 1,
          clientX: box.left + x * box.width,
          clientY: box.top + y * box.height,
        }),
      );
    // Synthetic pointers cannot be captured.
    vi.spyOn(residuals.element(), 'setPointerCapture').mockReturnValue();
    press('pointerdown', 0.15, 0);
    press('pointermove', 0.6, 1);
    press('pointerup', 0.6, 1);
    await expect.poll(() => studio.selection.rows.length).toBeGreaterThan(5);
    const chosen = studio.selection.rows.length;
    expect(chosen).toBeLessThan(150);
    await expect.element(page.getByText(`${chosen} rows selected`)).toBeVisible();

    await face('Rows').click();
    await page.getByRole('checkbox', { name: `Only the ${chosen} selected` }).click();
    const grid = page.getByRole('grid');
    await expect.element(grid).toHaveAttribute('aria-rowcount', String(chosen + 1));
    expect(await violations()).toEqual([]);
    await page.getByRole('button', { name: 'Clear the row selection' }).click();
    await expect.element(grid).toHaveAttribute('aria-rowcount', '151');
  });

  test('works by keyboard: arrows go through points and rows, Enter selects', async () => {
    const parity = plot(/^predicted against observed y/).element() as HTMLElement;
    parity.focus();
    await userEvent.keyboard('{ArrowRight}');
    const { observed } = evaluationView(engine.model!, 'test').outputs[0];
    const lowest = observed.indexOf(Math.min(...observed));
    await expect.poll(() => parity.textContent).toContain(`Row ${5 * lowest + 3}:`);
    await userEvent.keyboard('{Enter}');
    expect(studio.selection.rows).toEqual([5 * lowest + 2]);
    await userEvent.keyboard('{Escape}');
    expect(studio.selection.rows).toEqual([]);

    await face('Rows').click();
    await page.getByRole('columnheader', { name: 'Residual' }).getByRole('button').click();
    (page.getByRole('grid').element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowDown}{Enter}');
    expect(studio.selection.rows).toHaveLength(1);
    await expect.element(page.getByRole('row', { selected: true })).toBeVisible();
  });

  test('profiles the network: a slider requests its value, and the newest request counts', async () => {
    await face('Inputs').click();
    await expect
      .element(page.getByRole('list', { name: 'Share of each input' }))
      .toHaveTextContent(/x1\s*70 %/);
    const slider = page.getByRole('slider', { name: 'x2' });
    await expect.element(slider).toBeVisible();
    expect(await violations()).toEqual([]);
    await slider.fill('0.5');
    await expect
      .poll(() => calls('evaluation.profile').at(-1)?.params)
      .toEqual({ output: 0, at: [null, 0.5] });
    await expect.element(page.getByRole('status', { name: 'Prediction' })).toHaveTextContent(/y = 0\.559/);
    await page.getByRole('button', { name: 'Medians' }).click();
    await expect
      .poll(() => calls('evaluation.profile').at(-1)?.params)
      .toEqual({ output: 0, at: [null, null] });
  });

  test('maps the network over two inputs, read by keyboard, beside the network in a presentation too', async () => {
    await face('Map').click();
    const map = plot(/^y over x1 and x2, from −0\.\d+ to 0\.\d+/);
    await expect.element(map).toBeVisible();
    expect(calls('evaluation.map').at(-1)?.params).toEqual({ output: 0, across: null, at: [] });
    expect(await violations()).toEqual([]);
    (map.element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowRight}');
    await expect.poll(() => map.element().textContent).toMatch(/y [−\d.]+: x1 = 0\.1364, x2 = 0\.04545/);
    await page.getByRole('combobox', { name: 'Across' }).selectOptions('x2');
    await expect
      .poll(() => calls('evaluation.map').at(-1)?.params)
      .toEqual({ output: 0, across: [1, 0], at: [] });

    const turned = plot(/^y over x2 and x1/);
    const presented = page.getByRole('button', { name: 'Hide the map' });
    await userEvent.keyboard('{F5}');
    await expect.element(presented).toBeVisible();
    await expect.element(turned).toBeVisible();
    expect(await violations()).toEqual([]);
    await presented.click();
    await expect.element(turned).not.toBeInTheDocument();
    await page.getByRole('button', { name: 'Show the map' }).click();
    await expect.element(turned).toBeVisible();
  });

  test('profiles a category by one list of its labels', async () => {
    engine.answers['evaluation.profile'] = ({ at }: { at: readonly (number | null)[] }): ProfileView => {
      const profile = profileView(engine.model!, at);
      const label = ['A', 'B'] as const;
      return {
        ...profile,
        outside: [],
        curves: profile.curves.map((curve, i) => ({
          ...curve,
          name: `oven=${label[i]}`,
          column: 'oven',
          label: label[i],
          min: 0,
          max: 1,
          at: at[i] ?? 1 - i,
          x: Float64Array.of(0, 1),
          y: Float64Array.of(1, 2 + i),
          low: null,
          high: null,
        })),
      };
    };
    await face('Inputs').click();
    const oven = page.getByRole('combobox', { name: 'oven' });
    await expect.element(oven).toHaveDisplayValue('A');
    expect(page.getByRole('slider').elements()).toEqual([]);
    expect(await violations()).toEqual([]);
    await oven.selectOptions('B');
    await expect.poll(() => calls('evaluation.profile').at(-1)?.params).toEqual({ output: 0, at: [0, 1] });
    await expect.element(oven).toHaveDisplayValue('B');
  });
});

const predictions: PredictionView = {
  fileName: 'new.csv',
  rows: 200,
  missing: 2,
  outside: 7,
  header: ['x1', 'x2', 'y_predicted', 'outside_range'],
  added: 2,
  preview: [
    ['0.1', '0.2', '1.234', ''],
    ['9', '0.2', '7.5', 'x1'],
  ],
  scores: null,
  notes: ['2 of 200 rows lack an input that can be used; their prediction is left empty.'],
};

describe('predictions for another table', () => {
  beforeEach(() => open('predict'));

  test('are shown beside the columns of the file, counted, and saved', async () => {
    engine.answers['predict.preview'] = () => predictions;
    engine.answers['predict.save'] = () => ({ rows: 200, bytes: 4321 });
    const named = vi.spyOn(api.files, 'saveDialog');
    await expect
      .element(page.getByText('It needs a column for each input, with the same name: x1, x2.'))
      .toBeVisible();
    await page.getByRole('tabpanel').getByRole('button', { name: 'Open a table…' }).click();
    const table = page.getByRole('region', { name: 'First rows with predictions' });
    await expect.element(table.getByRole('cell', { name: '1.234' })).toBeVisible();
    const facts = page.getByLabelText('Rows of the table');
    await expect.element(facts).toHaveTextContent(/Without prediction\s*2\s*Outside the training range\s*7/);
    expect(await violations()).toEqual([]);
    await page.getByRole('button', { name: 'Save as CSV…' }).click();
    await expect
      .poll(() => calls('predict.save').at(-1)?.params)
      .toEqual({
        file: 'file-0001',
        overrides: {},
        threshold: 0.5,
        to: 'file-0003',
      });
    expect(named).toHaveBeenLastCalledWith('pendulum predicted', { label: 'CSV table', extension: 'csv' });
    await page.getByRole('button', { name: 'Close the table' }).click();
    await expect.element(page.getByText('Predict new rows.')).toBeVisible();
  });

  test('change with the network; a table that does not fit shows the reason', async () => {
    engine.answers['predict.preview'] = () => {
      throw userError('data.unknown-column', 'new.csv lacks a column: “x2”.', '“x2” may be “X2” there.');
    };
    await studio.files.openDropped([new File(['x1\n1\n'], 'new.csv')]);
    await expect.element(page.getByRole('alert')).toHaveTextContent(/lacks a column: “x2”.*may be “X2”/);
    engine.answers['predict.preview'] = () => predictions;
    engine.model = { ...engine.model!, revision: 'r-next' };
    engine.emit('model', {
      model: engine.model,
      scores: studio.network.scores,
      history: {
        ...studio.network.history,
        revisions: [{ ...studio.network.history.revisions[0], id: 'r-next', parent: 'r' }],
        current: 'r-next',
      },
      networkSetup: null,
      ladder: null,
      lines: null,
    });
    await expect.element(page.getByRole('cell', { name: '7.5' })).toBeVisible();
  });
});
