/** Bands of networks that were fitted to the logarithm of the target. */
import { expect, it } from 'vitest';
import { sharedBackend } from '../../../main/engine/compute/devices/shared.ts';
import { fittedRows } from '../../../main/engine/history/fittedRows.ts';
import { emptyHistory } from '../../../main/engine/history/history.ts';
import type { Revision } from '../../../main/engine/history/revision.ts';
import { foldsOf } from '../../../main/engine/ladder/judging/folds.ts';
import { logarithm } from '../../../main/engine/ladder/linear/targetScale.ts';
import type { Reached } from '../../../main/engine/ladder/reached.ts';
import { linearRungs, logRungs } from '../../../main/engine/ladder/rungs.ts';
import { profileView } from '../../../main/engine/views/profile.ts';
import { datasetOf, made } from './tables.ts';

const rows = 200;
const scatter = 0.2;
const table = made(rows, 1, ([x], random) => Math.exp(3 * x + scatter * random.normal()));

async function revisionOf(): Promise<Revision> {
  const { question, inputs, features } = table;
  const grid = { features, inputs, grid: 6, order: 3 };
  const folds = foldsOf(question, inputs, 0, 1);
  const rungs: Reached[] = [];
  for await (const rung of linearRungs(question, grid, folds)) rungs.push(rung);
  const found: Reached[] = [];
  for await (const rung of logRungs(logarithm(question, 0)!, question, grid, folds, rungs[1].heldOut))
    found.push(rung);
  const [lines] = found.filter(({ kind }) => kind === 'logLines');
  const { encoding } = datasetOf(table, 0);
  const ladder = { view: { chosen: 0, rungs: [{ kind: 'logLines' }] } } as unknown as Revision['ladder'];
  const operation = { type: 'edit', edit: { type: 'expand' }, refit: 0 } as unknown as Revision['operation'];
  return { id: 'r', model: lines.model, encoding, operation, ladder, parent: null } as unknown as Revision;
}

/** Half of the width of the band, as a share of the curve, at its points. */
async function widthsOf(
  revision: Revision,
): Promise<{ readonly x: Float64Array; readonly half: Float64Array }> {
  const view = await profileView(sharedBackend(), emptyHistory, revision, datasetOf(table, 0), {
    output: 0,
    at: [null],
  });
  const [{ x, y, low, high }] = view.curves;
  return {
    x: Float64Array.from(x),
    half: Float64Array.from(y, (value, i) => (high![i] - low![i]) / 2 / value),
  };
}

it('are those of the straight line of the logarithm, as shares of the curve', async () => {
  const { x, half } = await widthsOf(await revisionOf());
  // qt(0.975, 198)·s·√(1/n + (x − x̄)²/Σ(x − x̄)²), by least squares of log y.
  const { inputs, question } = table;
  const logs = question.targets.map(Math.log);
  const mean = (of: (row: number) => number): number =>
    inputs.reduce((sum, _, row) => sum + of(row) / rows, 0);
  const [middle, level] = [mean((row) => inputs[row]), mean((row) => logs[row])];
  const square = rows * mean((row) => (inputs[row] - middle) ** 2);
  const slope = (rows * mean((row) => (inputs[row] - middle) * (logs[row] - level))) / square;
  const left = rows * mean((row) => (logs[row] - level - slope * (inputs[row] - middle)) ** 2);
  const s = Math.sqrt(left / (rows - 2));
  half.forEach((share, i) => {
    const reference = 1.972 * s * Math.sqrt(1 / rows + (x[i] - middle) ** 2 / square);
    expect(Math.abs(share / reference - 1)).toBeLessThan(0.15);
  });
});

it('are those of least squares again after further training', async () => {
  const revision = await revisionOf();
  const { x, half } = await widthsOf({ ...revision, ladder: null });
  // Errors of one size are a far larger share of the smallest values.
  expect(half[0]).toBeGreaterThan(3 * half[x.length - 1]);
});

it('count rows by the square of their values, but those with uncertainties as they are', async () => {
  const revision = await revisionOf();
  const dataset = datasetOf(table, 0);
  const { targets } = table.question;
  const ofFit = fittedRows({ history: emptyHistory }, revision, dataset).train.weights!;
  // One value twice as large as another has an error twice as large.
  const share = (row: number): number => ofFit[row] * targets[row] ** 2;
  targets.forEach((_, row) => expect(share(row) / share(0)).toBeCloseTo(1, 9));
  const weights = targets.map((_, row) => 1 + (row % 3));
  const uncertain = { ...dataset, train: { ...dataset.train, weights, uncertain: true as const } };
  const operation = { ...revision.operation };
  expect(fittedRows({ history: emptyHistory }, { ...revision, operation }, uncertain).train.weights).toEqual(
    weights,
  );
});
