/** The sentence about a run, beside what was found out about the size of the network. */
import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page } from 'vitest/browser';
import RunMessage from '../../renderer/rooms/train/RunMessage.svelte';
import { DEFAULT_TRAINING } from '../../renderer/rooms/train/options.ts';
import { idleTraining, type TrainingView } from '../../shared/contract/views/training.ts';
import type { LadderView, PresentLadder, RungView } from '../../shared/contract/views/ladder.ts';

const ladderView: LadderView = {
  rungs: [],
  chosen: 0,
  measure: 'RMSE',
  rows: 400,
  heldOutRows: 400,
  judgedBy: '5-fold cross-validation',
  crossValidated: true,
  sentence: 'Straight lines are enough.',
};
const kept = 'The model from before training is kept: its validation error was the lowest.';
const show = (
  view: Partial<TrainingView>,
  ladder: PresentLadder | null = { ladder: ladderView, rung: 0 },
  ofThis = true,
) =>
  render(RunMessage, {
    view: { ...idleTraining, status: 'finished', ...view },
    setup: DEFAULT_TRAINING,
    ladder,
    ofThis,
    onremedy: () => undefined,
  });

test('a run that changed nothing says so, though models were compared before', async () => {
  await show({ message: kept });
  await expect
    .element(page.getByRole('status'))
    .toHaveTextContent(`Last run: ${kept} ${ladderView.sentence}`);
});

test('the run that compared them says it once', async () => {
  await show({ message: ladderView.sentence, ladder: ladderView });
  await expect.element(page.getByRole('status')).toHaveTextContent(ladderView.sentence);
  expect(page.getByRole('status').element().textContent).not.toContain('Last run');
});

test('of a network from before the run nothing is said that the run found out', async () => {
  const rungs = [{ title: 'Straight lines' } as RungView];
  await show({ message: ladderView.sentence, ladder: { ...ladderView, rungs } }, null, false);
  expect(page.getByRole('status').query()).toBeNull();
});

test('after undo a run says nothing beside the network from before it, whose models are still told', async () => {
  await show({ message: kept }, undefined, false);
  await expect.element(page.getByRole('status')).toHaveTextContent(ladderView.sentence);
  expect(page.getByRole('status').element().textContent).not.toContain(kept);
});

test('no line of it begins with the % of a number', async () => {
  await show({ message: 'It is a blend of 88 % curves and 12 % straight lines.' }, null);
  expect(page.getByRole('status').element().textContent).toContain('88\u00a0% curves and 12\u00a0% straight');
});
