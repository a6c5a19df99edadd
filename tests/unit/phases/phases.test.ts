/** Learning one phase after another: the example of the KAN paper (arXiv 2404.19756, section 3.4). */
import { describe, expect, it } from 'vitest';
import { sharedBackend } from '../../../main/engine/compute/devices/shared.ts';
import { prepareDataset } from '../../../main/engine/data/index.ts';
import { learnPhases } from '../../../main/engine/phases/learnPhases.ts';
import type { PhasesBy, PhasesView } from '../../../shared/contract/views/phases.ts';
import type { Column, Table } from '../../../main/engine/data/table/table.ts';
import { hiddenLayersNote, phasesVerdict } from '../../../shared/results/phasesVerdict.ts';
import { phasesPreset } from '../../../shared/settings/phases.ts';
import { column, tableOf } from '../data/preparedTables.ts';
import { dataSetup } from '../engine/studio.ts';

const centres = [-0.8, -0.4, 0, 0.4, 0.8];
const points = 100;

/** Five peaks on a line, 100 points each. */
function peaks(more: readonly Column[] = []): Table {
  const xs = centres.flatMap((c) =>
    Array.from({ length: points }, (_, i) => c - 0.2 + (0.4 * (i + 0.5)) / points),
  );
  const ys = xs.map((x) => centres.reduce((sum, c) => sum + Math.exp(-300 * (x - c) ** 2), 0));
  const phase = xs.map((_, i) => Math.floor(i / points) + 1);
  return tableOf(
    column('x', 'number', xs),
    column('y', 'number', ys),
    column('phase', 'number', phase),
    ...more,
  );
}

async function learn(
  table: Table,
  hidden: readonly number[],
  by: PhasesBy,
  steps: number,
  onPhase: (view: PhasesView) => void = () => undefined,
): Promise<PhasesView> {
  const setup = { ...dataSetup, inputs: ['x'], targets: ['y'], validationFraction: 0, testFraction: 0 };
  const { grid, order, baseFunction } = phasesPreset.network;
  const backend = sharedBackend();
  const { view } = await learnPhases({
    ...{ table, backend, by, dataset: await prepareDataset(table, setup) },
    onPhase,
    network: { hidden: [...hidden], grid: hidden.length === 0 ? grid : 30, order, baseFunction, seed: 1 },
    training: { steps, signal: new AbortController().signal, breathe: () => undefined },
  });
  return view;
}

describe('five peaks', () => {
  it('are all kept by splines on a fixed grid, where a perceptron forgets them', async () => {
    const { phases, kan, mlp, x } = await learn(
      peaks(),
      phasesPreset.network.hidden,
      { column: 'phase' },
      30,
    );
    expect(phases.map(({ name, rows }) => [name, rows])).toEqual(
      [1, 2, 3, 4, 5].map((n) => [String(n), 100]),
    );
    // Some rows of each phase, in the data's own units.
    expect(Math.min(...phases[1].points!.x)).toBeCloseTo(-0.598, 10);
    expect(Math.max(...phases[1].points!.y)).toBeCloseTo(1, 2);
    // 203 coefficients and the constant of the output, as the network itself counts them.
    expect(kan.parameters).toBe(204);
    const [kept, forgotten] = [kan.errors[4], mlp.errors[4]];
    for (const error of kept) expect(error).toBeLessThan(1e-4);
    for (const error of forgotten.slice(0, 4)) expect(error).toBeGreaterThan(0.2);
    // It could learn each phase: forgetting is what makes its errors.
    for (let i = 0; i < 5; i++) expect(mlp.errors[i][i]).toBeLessThan(0.02);
    // Before its phase a peak is not known: the curve is 0 there.
    const { values } = peaks().columns[1];
    const size = (phase: number): number =>
      Math.sqrt(values.subarray(100 * phase, 100 * (phase + 1)).reduce((sum, y) => sum + y * y, 0) / 100);
    for (let i = 0; i < 4; i++) expect(kan.errors[i][i + 1]).toBeCloseTo(size(i + 1), 1);
    // In the data's own units: the peak at 0 is there after the third phase.
    const middle = x!.findIndex((value) => value >= 0);
    expect(kan.curves[1][middle]).toBeLessThan(0.5);
    expect(kan.curves[2][middle]).toBeCloseTo(1, 2);
    expect(kan.curves[4][middle]).toBeCloseTo(1, 2);
  });

  it('are partly forgotten by a network with a hidden layer', async () => {
    const { kan } = await learn(peaks(), [3], { column: 'phase' }, 40);
    expect(Math.max(...kan.errors[4].slice(0, 4))).toBeGreaterThan(5 * kan.errors[0][0]);
  });
});

describe('without a column', () => {
  it('the rows are cut into equal parts, in their order in the table', async () => {
    const { by, phases, kan } = await learn(peaks(), [], { parts: 4 }, 1);
    expect(by).toEqual({ parts: 4 });
    expect(phases.map(({ name, rows }) => [name, rows])).toEqual([
      ['rows 1–125', 125],
      ['rows 126–250', 125],
      ['rows 251–375', 125],
      ['rows 376–500', 125],
    ]);
    expect(phases[1].points!.x[0]).toBeCloseTo(peaks().columns[0].values[125], 10);
    expect(kan.errors).toHaveLength(4);
  });

  it('there must be a row for each part', async () => {
    await expect(learn(peaks(), [], { parts: 501 }, 1)).rejects.toMatchObject({
      detail: { code: 'phases.parts' },
    });
  });
});

describe('while it learns', () => {
  it('what is known after each phase is told: first of the KAN, then of the MLP', async () => {
    const told: (readonly [number, number])[] = [];
    await learn(peaks(), [], { parts: 2 }, 1, ({ kan, mlp }) => {
      told.push([kan.errors.length, mlp.curves.length]);
    });
    expect(told).toEqual([
      [1, 0],
      [2, 0],
      [2, 1],
      [2, 2],
    ]);
  });
});

describe('the verdict', () => {
  const after = (kept: number, forgotten: number, hidden: readonly number[] = []): PhasesView => {
    const of = (earlier: number) => ({
      hidden,
      parameters: 1,
      curves: [],
      errors: [
        [0.01, 1],
        [earlier, 0.01],
      ],
    });
    return { by: { parts: 2 }, phases: [], x: null, axes: null, kan: of(kept), mlp: of(forgotten) };
  };
  const phases = [1, 2].map((name) => ({ name: String(name), rows: 1, points: null }));

  it.each([
    [0.02, 0.7, 'The KAN kept earlier phases, the MLP forgot them.'],
    [0.7, 0.02, 'The KAN forgot earlier phases, the MLP kept them.'],
    [0.7, 0.7, 'Both forgot earlier phases.'],
    [0.02, 0.02, 'Both kept earlier phases.'],
  ])('with RMSE %d and %d says who forgot', (kan, mlp, sentence) => {
    const text = phasesVerdict({ ...after(kan, mlp), phases });
    expect(text).toContain(sentence);
    expect(text).toContain(`KAN ${kan}`);
  });

  it('comes when both have learned all phases, and warns of hidden layers', () => {
    const { mlp } = after(0.1, 0.1);
    expect(phasesVerdict({ ...after(0.1, 0.1), phases, mlp: { ...mlp, errors: [] } })).toBe('');
    expect(hiddenLayersNote({ hidden: [] })).toBe('');
    expect(hiddenLayersNote({ hidden: [3] })).toContain('forgets too');
  });
});

describe('the column of phases', () => {
  const column500 = (value: (row: number) => number) =>
    peaks([
      column(
        'other',
        'number',
        Array.from({ length: 500 }, (_, i) => value(i)),
      ),
    ]);

  it.each([
    ['one value only', () => 1],
    ['more than 50 different values', (row: number) => row],
    ['a missing value', (row: number) => (row === 7 ? NaN : row % 2)],
  ])('is refused with %s', async (_, value) => {
    await expect(learn(column500(value), [], { column: 'other' }, 1)).rejects.toMatchObject({
      detail: { code: 'phases.column' },
    });
  });

  it('must be there', async () => {
    await expect(learn(peaks(), [], { column: 'phse' }, 1)).rejects.toMatchObject({
      detail: { code: 'data.unknown-column' },
    });
  });
});
