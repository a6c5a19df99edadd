/** Differential equations in a session: solved, told, and opened as a network. */
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { withSession } from '../../../main/cli/session.ts';
import { startEquation } from '../../../main/engine/usecases/equations/equationRun.ts';
import type { EquationDraft } from '../../../shared/contract/schemas/equationDraft.ts';
import type { EquationView } from '../../../shared/contract/views/equation.ts';
import type { ProblemFile } from '../../../shared/contract/schemas/problemFile.ts';
import { draftOf } from '../../../shared/equationForm.ts';
import { equationSamples } from '../../../shared/equationSamples.ts';
import { equationSettings } from '../../../shared/settings/equations.ts';
import { defaultsOf } from '../../../shared/settings/setting.ts';
import type { Snapshot } from '../../../shared/contract/views/snapshot.ts';
import { openStudio, project, useStudioFolder, type Studio } from './studio.ts';
import { rejection } from '../../support/rejection.ts';

const folder = useStudioFolder();
const settings = { ...defaultsOf(equationSettings), seconds: 3600 };

const oscillator: ProblemFile = {
  equations: ["u'' + 4*u = 0"],
  domain: { t: '0 .. 3' },
  conditions: ['u(0) = 1', "u'(0) = 0"],
  exact: 'cos(2*t)',
};

function draft(problem: ProblemFile): EquationDraft {
  return { ...draftOf(problem), settings };
}

/** Solves a problem to its end. */
async function solved({ client }: Studio, problem: ProblemFile, { mlp = false } = {}): Promise<EquationView> {
  const end = new Promise<EquationView>((resolve) => {
    const stop = client.on('equation', (view) => {
      if (['running', 'formula', 'mlp'].includes(view.status)) return;
      stop();
      resolve(view);
    });
  });
  await client.call('equation.solve', { ...draft(problem), settings: { ...settings, mlp } });
  return end;
}

it('tells the solution with its figures, and the formula with its proof', async () => {
  const studio = openStudio(folder());
  const { status, error, solution } = await solved(studio, oscillator);
  expect([status, error]).toEqual(['finished', null]);
  const { axes, fields, exact, residuals, formulas, shape, coordinates } = solution!;
  expect(coordinates).toEqual([{ name: 't', low: 0, high: 3 }]);
  expect(shape).toEqual([1, 1]);
  expect(exact!.mse).toBeLessThan(1e-14);
  const at = 200;
  expect(fields[0].values[at]).toBeCloseTo(Math.cos(2 * axes[0][at]), 6);
  expect(Math.abs(fields[0].error![at])).toBeLessThan(1e-6);
  expect(Math.max(...residuals)).toBeLessThan(1e-3);
  expect(formulas).toMatchObject({ exact: true, formulas: [{ function: 'u' }] });
  const snapshot: Snapshot = await studio.client.call('session.snapshot', undefined);
  expect(snapshot.equation).toMatchObject({ status: 'finished' });
});

it('the solution becomes a network with the same values, which a project keeps', async () => {
  const studio = openStudio(folder());
  await solved(studio, oscillator);
  const { model, scores, table, history } = await studio.client.call('equation.use', undefined);
  expect(model!.shape).toEqual([1, 1]);
  expect(table!.columns.map(({ name }) => name)).toEqual(['t', 'u']);
  expect(scores!.train.rmse).toBeLessThan(1e-12);
  expect(history.revisions.at(-1)).toMatchObject({ name: "Solution of u'' + 4*u = 0", kind: 'train' });
  await studio.client.call('project.save', { file: project });
  const reopened = await studio.client.call('project.open', { file: project });
  expect(reopened.scores).toEqual(scores);
});

it('maps two coordinates, without values outside the domain', async () => {
  const studio = openStudio(folder());
  const { solution } = await solved(studio, {
    equations: ['laplacian(u) = 0'],
    domain: { x: '-1 .. 1', y: '-1 .. 1' },
    inside: 'x < 0 or y < 0',
    conditions: ['u = x - y on the border'],
    exact: 'x - y',
    network: [2, 1, 1],
  });
  const { axes, fields } = solution!;
  const [xs, ys] = axes;
  const value = (x: number, y: number): number =>
    fields[0].values[ys.findIndex((one) => one >= y) * xs.length + xs.findIndex((one) => one >= x)];
  expect(value(0.5, 0.5)).toBeNaN();
  expect(value(-0.5, 0.5)).toBeCloseTo(-1, 4);
  expect(value(0.5, -0.5)).toBeCloseTo(1, 4);
  await studio.client.call('equation.save', { file: project });
  const [header, ...rows] = (await readFile(folder('hello.kan'), 'utf8')).trim().split('\n');
  expect(header).toBe('x,y,u');
  expect(rows.every((row) => Number(row.split(',')[0]) <= 0.001 || Number(row.split(',')[1]) <= 0.001)).toBe(
    true,
  );
});

it('finds a constant from measured values of the problem, and keeps them as points', async () => {
  const t = Array.from({ length: 30 }, (_, i) => i / 10);
  const u = t.map((time, i) => Math.exp(-0.4 * time) + (i % 2 === 0 ? 0.001 : -0.001));
  const { solution } = await solved(openStudio(folder()), {
    equations: ["u' = -k*u"],
    domain: { t: '0 .. 3' },
    conditions: ['u(0) = 1'],
    unknown: ['k'],
    measurements: { t, u },
  });
  const [{ name, value, standardError }] = solution!.unknown;
  expect(name).toBe('k');
  expect(value).toBeCloseTo(0.4, 2);
  expect(standardError).toBeGreaterThan(0);
  expect([...solution!.fields[0].measured!.y]).toEqual(u);
  expect(solution!.measuredRows).toBe(30);
});

it('has an MLP of as many parameters beside the solution, where one was asked for', async () => {
  const { solution } = await solved(openStudio(folder()), oscillator, { mlp: true });
  const mlp = solution!.mlp!;
  expect(mlp.hidden).toHaveLength(2);
  expect(Math.abs(mlp.parameters / solution!.parameters - 1)).toBeLessThan(0.3);
  expect(mlp.residual).toBeGreaterThan(0);
  expect(mlp.mse).toBeGreaterThan(0);
  expect(solution!.formulas!.exact).toBe(true);
});

it('shows the best solution so far while it goes on', async () => {
  const shown: EquationView[] = [];
  await withSession(async (session) => {
    // A window is not told every event: only the newest, now and then.
    session.hub.listen({ equation: (view) => void shown.push(view) });
    const run = await startEquation(session, draft(oscillator));
    await run.ended;
  });
  expect(shown.at(-1).status).toBe('finished');
  const early = shown.find(({ status, solution }) => status === 'running' && solution !== null)!;
  expect(early.progress).not.toBeNull();
  expect(early.solution!.formulas).toBeNull();
});

it.each<readonly [string, Partial<ProblemFile>, string]>([
  ['a wrong symbol', { equations: ["u'' + 4*w = 0"] }, 'w'],
  ['too few conditions', { conditions: ['u(0) = 1'] }, 'u has 1 condition, but needs 2'],
  ['unknown constants without measured values', { unknown: ['k'] }, 'Measured values are needed to find k'],
  [
    'conditions that contradict each other',
    { conditions: ['u(0) = 1', "u'(0) = 0", 'u(0) = 2'] },
    'The conditions “u(0) = 1” and “u(0) = 2” contradict each other',
  ],
  ['lists of different lengths', { measurements: { t: [0, 1], u: [0] } }, 'same number of values'],
])('says what is wrong with %s', async (_, part, message) => {
  const { status, error, solution } = await solved(openStudio(folder()), { ...oscillator, ...part });
  expect(status).toBe('failed');
  expect(error!.message).toContain(message);
  expect(solution).toBeNull();
});

it('needs a table for measured values from it, and a solution to use one', async () => {
  const { client } = openStudio(folder());
  const request = { ...draft(oscillator), measuredFrom: 'table' as const };
  expect((await rejection(client.call('equation.solve', request))).code).toBe('data.none');
  expect((await rejection(client.call('equation.use', undefined))).code).toBe('equation.unsolved');
});

it('keeps the solution found so far when it is stopped', async () => {
  const { client } = openStudio(folder());
  const views: EquationView[] = [];
  const started = new Promise<void>((resolve) => {
    client.on('equation', (view) => {
      views.push(view);
      if (view.progress !== null) resolve();
    });
  });
  await client.call('equation.solve', draft(equationSamples[0].problem));
  await started;
  await client.call('equation.stop', undefined);
  const last = views.at(-1);
  expect(last.status).toBe('stopped');
  expect(last.solution!.formulas).toBeNull();
  expect(last.solution!.residual).toBeGreaterThan(0);
});
