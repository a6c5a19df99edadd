import { beforeEach, describe, expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page, userEvent } from 'vitest/browser';
import { Selection } from '../../renderer/common/selection.svelte.ts';
import RowsTable from '../../renderer/rooms/evaluation/RowsTable.svelte';
import type { Studio } from '../../renderer/studio.svelte.ts';
import type { ProfileView, Split } from '../../shared/contract/views/evaluation.ts';
import { violations } from './support/axe.ts';
import type { FakeEngine } from './support/fake-studio.ts';
import { evaluationView, profileView } from './support/findings.ts';
import { useTheme } from './support/styles.ts';
import { modelView } from './support/network-views.ts';
import { openWorkbench } from './support/workbench.ts';

let engine: FakeEngine;
let studio: Studio;

/** The workbench with a network that has learned something. */
async function open(): Promise<void> {
  ({ engine, studio } = await openWorkbench({ trained: true, panel: 'evaluation' }));
}

const face = (name: string) => page.getByRole('radiogroup', { name: 'View' }).getByRole('radio', { name });
const plot = (name: RegExp) => page.getByRole('application', { name });

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
  await open();
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

describe.each(['light', 'dark'] as const)('evaluation in the %s theme', (theme) => {
  beforeEach(async () => {
    useTheme(theme);
    await open();
    await expect.element(plot(/^predicted against observed y/)).toBeVisible();
  });

  test('has accessible plots, of the selected split', async () => {
    expect(await violations()).toEqual([]);
    expect(engine.asked('evaluation.rows')).toEqual([{ split: 'test', most: 5000 }]);
    await page.getByRole('radiogroup', { name: 'Split' }).getByRole('radio', { name: 'Training' }).click();
    await expect.poll(() => engine.asked('evaluation.rows').at(-1)).toEqual({ split: 'train', most: 5000 });
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
      .poll(() => engine.asked('evaluation.profile').at(-1))
      .toEqual({ output: 0, at: [null, 0.5] });
    await expect.element(page.getByRole('status', { name: 'Prediction' })).toHaveTextContent(/y = 0\.559/);
    await page.getByRole('button', { name: 'Medians' }).click();
    await expect
      .poll(() => engine.asked('evaluation.profile').at(-1))
      .toEqual({ output: 0, at: [null, null] });
  });

  test('counts the inputs that the network does not use, without a bar for each', async () => {
    engine.answers['evaluation.rows'] = ({ split }: { split: Split }) => {
      const view = evaluationView(engine.model!, split);
      const [first, ...others] = view.importance.columns;
      const columns = [...others, { ...first, used: false, share: 0 }];
      return { ...view, importance: { ...view.importance, columns } };
    };
    await page.getByRole('radiogroup', { name: 'Split' }).getByRole('radio', { name: 'Training' }).click();
    await face('Inputs').click();
    const list = page.getByRole('list', { name: 'Share of each input' });
    await expect.element(list).toHaveTextContent(/^x2\s*30 %\s*1 input not used$/);
  });

  test('a slider steps over the values that have levels, by pointer and by keys', async () => {
    const levels = Float64Array.of(-1, -0.9, 0.1, 1);
    engine.answers['evaluation.profile'] = ({ at }: { at: readonly (number | null)[] }): ProfileView => {
      const profile = profileView(engine.model!, at);
      return { ...profile, curves: profile.curves.map((curve) => ({ ...curve, levels })) };
    };
    await face('Inputs').click();
    const slider = page.getByRole('slider', { name: 'x2' });
    const asked = () => expect.poll(() => engine.asked('evaluation.profile').at(-1));
    await slider.fill('0.7');
    await asked().toEqual({ output: 0, at: [null, 1] });
    await expect.element(slider).toHaveValue('1');
    (slider.element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowLeft}');
    await asked().toEqual({ output: 0, at: [null, 0.1] });
    await userEvent.keyboard('{ArrowLeft}');
    await asked().toEqual({ output: 0, at: [null, -0.9] });
    await expect.element(slider).toHaveValue('-0.9');
  });

  test('maps the network over two inputs, read by keyboard, beside the network in a presentation too', async () => {
    await face('Map').click();
    const map = plot(/^y over x1 and x2, from −0\.\d+ to 0\.\d+/);
    await expect.element(map).toBeVisible();
    expect(engine.asked('evaluation.map').at(-1)).toEqual({ output: 0, across: null, at: [] });
    expect(await violations()).toEqual([]);
    (map.element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowRight}');
    await expect.poll(() => map.element().textContent).toMatch(/y [−\d.]+: x1 = 0\.1364, x2 = 0\.04545/);
    await page.getByRole('combobox', { name: 'Across' }).selectOptions('x2');
    await expect
      .poll(() => engine.asked('evaluation.map').at(-1))
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

  test('says which rows the bands of the profiles do not count', async () => {
    engine.answers['evaluation.profile'] = ({ at }: { at: readonly (number | null)[] }): ProfileView => ({
      ...profileView(engine.model!, at),
      far: { rows: [10, 12], filled: [] },
    });
    await face('Inputs').click();
    await expect
      .element(page.getByRole('status', { name: 'Prediction' }))
      .toHaveTextContent(/± 0\.2 without rows 10 and 12$/);
    await page.getByRole('button', { name: 'What is “Profiler”?' }).hover();
    await expect.element(page.getByText(/Rows 10 and 12 lie far from the formula; the band/)).toBeVisible();
  });

  test('says that the bands of the profiles allow for scatter that grows with the value', async () => {
    engine.answers['evaluation.profile'] = ({ at }: { at: readonly (number | null)[] }): ProfileView => ({
      ...profileView(engine.model!, at),
      scatter: { withValue: 'grows', of: 'errors' },
    });
    await face('Inputs').click();
    await page.getByRole('button', { name: 'What is “Profiler”?' }).hover();
    await expect.element(page.getByText(/grows with the value: the band allows for it/)).toBeVisible();
  });

  test('says that the bands of the profiles count the rows of a group together', async () => {
    engine.answers['evaluation.profile'] = ({ at }: { at: readonly (number | null)[] }) => ({
      ...profileView(engine.model!, at),
      groups: 12,
    });
    await face('Inputs').click();
    await page.getByRole('button', { name: 'What is “Profiler”?' }).hover();
    await expect
      .element(page.getByText(/count together, as 12 groups: the band is that for new/))
      .toBeVisible();
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
    await expect.poll(() => engine.asked('evaluation.profile').at(-1)).toEqual({ output: 0, at: [0, 1] });
    await expect.element(oven).toHaveDisplayValue('B');
  });
});
