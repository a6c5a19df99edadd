import { describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { Studio } from '../../renderer/studio.svelte.ts';
import type { LadderView, RungView } from '../../shared/contract/views/ladder.ts';
import type { RevisionView } from '../../shared/contract/views/history.ts';
import { violations } from './support/axe.ts';
import { FakeEngine, fakeStudio } from './support/fake-studio.ts';
import { useTheme } from './support/styles.ts';
import { modelEvent, scores } from './support/session-views.ts';
import { showWorkbench } from './support/workbench.ts';

const strip = page.getByRole('region', { name: 'Figures of the network' });
const revision = (id: string, parent: string | null, test: number): RevisionView => ({
  id,
  parent,
  label: id === 'pruned' ? 'Pruned x1 → h₁,₁' : 'Trained',
  name: '',
  kind: 'edit',
  scores: { train: scores(1, 0.9), validation: scores(1.1, 0.88), test: scores(test, 0.5) },
  heldOut: null,
  time: 0,
  training: null,
  curve: [],
  measure: { kind: 'RMSE', targets: ['y'], weighing: null },
  otherTable: null,
});

const rung = (kind: RungView['kind'], title: string): RungView => ({
  kind,
  title,
  shape: [2, 1],
  error: 1,
  standardError: 0.1,
  r2: null,
  parameters: 4,
  freedom: 3,
  rowsPerParameter: 10,
  tookValidation: true,
});
const ladder: Omit<LadderView, 'rungs'> = {
  chosen: 1,
  measure: 'RMSE',
  rows: 40,
  heldOutRows: 40,
  judgedBy: '10-fold cross-validation',
  crossValidated: true,
  sentence: 'Straight lines are enough.',
};

describe.each(['light', 'dark'] as const)('the strip of figures, %s', (theme) => {
  test('stands whatever is open, and warns with the button that helps', async () => {
    useTheme(theme);
    const engine = new FakeEngine();
    const studio = new Studio(fakeStudio(), engine);
    await showWorkbench(studio);
    await expect.element(strip).toHaveTextContent('Not trained yet');

    const [trained, pruned] = [revision('trained', 'created', 1), revision('pruned', 'trained', 2)];
    const finite = modelEvent(
      { ...engine.model!, revision: 'pruned' },
      {
        scores: pruned.scores,
        history: { revisions: [trained, pruned], current: 'pruned', undo: 'trained', redo: null },
      },
    );
    engine.emit('model', finite);
    await expect
      .element(strip.getByRole('status'))
      .toHaveTextContent(/^Overfits: .*test error .* the training error/);

    const without = { ...pruned.scores!, test: { ...scores(NaN, 0), r2: null } };
    engine.emit('model', {
      ...finite,
      scores: without,
      history: { ...finite.history, revisions: [trained, { ...pruned, scores: without }] },
    });
    await expect
      .element(strip.getByRole('status'))
      .toHaveTextContent(/^No value on some test rows: a function/);
    await expect.element(strip.getByRole('button', { name: 'Simplify' })).not.toBeInTheDocument();
    engine.emit('model', finite);
    await expect
      .element(strip.getByRole('status'))
      .toHaveTextContent(/^Overfits: .*test error .* the training error/);
    const figure = (of: string) => strip.element().querySelector(`[data-figure=${of}]`);
    expect(figure('test')).toHaveTextContent(/^Test 2\.000 .*×2$/);
    expect(figure('training')).toHaveTextContent(/^Training 1\.000 .*≈$/);
    expect(await violations()).toEqual([]);

    const weighted = {
      ...pruned,
      measure: { ...pruned.measure, weighing: { column: 'w', holds: 'weight' as const } },
    };
    engine.emit('model', { ...finite, history: { ...finite.history, revisions: [trained, weighted] } });
    await expect.element(strip).toHaveTextContent('Weighted RMSE of y');
    const inspector = page.getByRole('table', { name: 'Errors by split' });
    await expect.element(inspector.getByText('Weighted RMSE')).toBeVisible();
    await page.getByRole('tab', { name: 'Evaluation' }).click();
    await expect.element(page.getByRole('radiogroup', { name: 'Split' })).toHaveTextContent('Weighted RMSE');
    engine.emit('model', finite);
    await expect.element(strip).toHaveTextContent(/^RMSE of y/);

    await page.getByRole('tab', { name: 'Evaluation' }).click();
    await expect.element(strip.getByText('rows per parameter')).toBeVisible();
    engine.answers['model.simplify'] = () => ({
      revision: 'pruned',
      rows: 'validation',
      edges: 15,
      error: 1.1,
      networks: [],
    });
    await strip.getByRole('button', { name: 'Simplify' }).click();
    await expect.element(page.getByText('No smaller network was found.')).toBeVisible();

    // The mean is a model too, and comes first.
    const [mean, lines] = [rung('constant', 'Mean'), rung('lines', 'Straight lines')];
    engine.emit('model', {
      ...finite,
      ladder: { ladder: { ...ladder, rungs: [mean, lines] }, rung: null },
      lines: {
        rows: 'test',
        measure: 'RMSE',
        error: 2,
        linesError: 1,
        fittedTo: 'training',
        count: 60,
        clear: true,
        far: 0,
      },
    });
    await expect.element(strip.getByRole('status')).toHaveTextContent(/^Straight lines do better/);
    await expect.element(strip.getByRole('button')).toHaveTextContent('Use straight lines');

    // For an audience it is there in full, however wide the window.
    studio.view.presenting = true;
    for (const width of [1024, 1440]) {
      await page.viewport(width, 800);
      const { scrollWidth, clientWidth } = strip.getByText(/^Straight lines do better/).element();
      expect(scrollWidth).toBeLessThanOrEqual(clientWidth);
      const { right } = strip.getByRole('button').element().getBoundingClientRect();
      expect(right).toBeLessThanOrEqual(width);
    }
    // A slim window names the errors too.
    studio.view.presenting = false;
    await page.viewport(900, 600);
    await expect.element(strip.getByText('RMSE of y')).toBeVisible();
    await page.viewport(1280, 800);
  });
});
