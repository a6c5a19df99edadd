/** The problem of a differential equation in a session: its steps, kept by projects and by the journal. */
import { describe, expect, it } from 'vitest';
import type { EquationDraft } from '../../../shared/contract/schemas/equationDraft.ts';
import type { Snapshot } from '../../../shared/contract/views/snapshot.ts';
import { draftOf } from '../../../shared/equationForm.ts';
import { equationSamples } from '../../../shared/equationSamples.ts';
import { openStudio, project, useStudioFolder, type Studio } from './studio.ts';
import { rejection } from '../../support/rejection.ts';

const folder = useStudioFolder();

const decay = draftOf({
  equations: ["u' = -k*u"],
  domain: { t: '0 .. 3' },
  conditions: ['u(0) = 1'],
  unknown: ['k'],
  exact: 'exp(-0.4*t)',
  measurements: { t: [0, 1, 2, 3], u: [1, 0.67, 0.449, 0.301] },
});

function typed(draft: EquationDraft, part: Partial<EquationDraft['form']>): EquationDraft {
  return { ...draft, sample: '', form: { ...draft.form, ...part } };
}

async function solve({ client }: Studio, draft: EquationDraft): Promise<void> {
  const ended = new Promise<void>((resolve, reject) => {
    const stop = client.on('equation', ({ status, error }) => {
      if (['running', 'formula', 'mlp'].includes(status)) return;
      stop();
      if (error === null) resolve();
      else reject(new Error(error.message));
    });
  });
  await client.call('equation.solve', draft);
  await ended;
}

const now = ({ client }: Studio): Promise<Snapshot> => client.call('session.snapshot', undefined);

describe('steps', () => {
  it('go back over changes and solutions, and forward again', async () => {
    const studio = openStudio(folder());
    const { client } = studio;
    const other = typed(decay, { conditions: 'u(0) = 2' });
    await client.call('equation.change', { draft: decay, continues: false });
    await solve(studio, decay);
    const { equation } = await now(studio);
    await client.call('equation.change', { draft: other, continues: false });
    expect((await now(studio)).equation.solution).toEqual(equation.solution);
    expect((await now(studio)).equationSteps.outOfDate).toBe(true);

    const undo = () => client.call('equation.undo', undefined);
    expect(await undo()).toMatchObject({ draft: decay, canUndo: true, canRedo: true, outOfDate: false });
    expect((await now(studio)).equation).toEqual(equation);
    expect(await undo()).toMatchObject({ draft: decay });
    expect((await now(studio)).equation).toMatchObject({ status: 'idle', solution: null });
    expect(await undo()).toMatchObject({ draft: null, canUndo: false });
    expect((await rejection(undo())).code).toBe('equation.no-step');

    const redo = () => client.call('equation.redo', undefined);
    await redo();
    await redo();
    expect((await now(studio)).equation).toEqual(equation);
    expect(await redo()).toMatchObject({ draft: other, canRedo: false });
    expect((await rejection(redo())).code).toBe('equation.no-step');
  });

  it('take the letters of a field together', async () => {
    const { client } = openStudio(folder());
    const change = (exact: string, continues: boolean) =>
      client.call('equation.change', { draft: typed(decay, { exact }), continues });
    await change('s', false);
    await change('si', true);
    await change('sin(t)', true);
    await change('cos(t)', false);
    expect(await client.call('equation.undo', undefined)).toMatchObject({
      draft: { form: { exact: 'sin(t)' } },
    });
    expect(await client.call('equation.undo', undefined)).toMatchObject({ draft: null });
  });

  it('a sample that was only looked at is no unsaved work; what is typed is', async () => {
    const studio = openStudio(folder());
    const [{ problem, id }] = equationSamples;
    await studio.client.call('equation.change', { draft: draftOf(problem, id), continues: false });
    expect((await now(studio)).equationSteps.unsaved).toBe(false);
    await studio.client.call('equation.change', { draft: decay, continues: false });
    expect((await now(studio)).equationSteps.unsaved).toBe(true);
  });
});

it('a project keeps problem and solution, without a table or a network', async () => {
  const first = openStudio(folder());
  await solve(first, decay);
  await first.client.call('equation.change', { draft: typed(decay, { exact: '' }), continues: false });
  const before = await now(first);
  await first.client.call('project.save', { file: project });
  expect((await now(first)).equationSteps.unsaved).toBe(false);

  const second = openStudio(folder());
  const opened = await second.client.call('project.open', { file: project });
  expect(opened.equation).toEqual(before.equation);
  expect(opened.equationSteps).toEqual({ ...before.equationSteps, unsaved: false });
  expect(opened.equation.solution!.unknown[0].standardError).toBeGreaterThan(0);
  expect(await second.client.call('equation.undo', undefined)).toMatchObject({ draft: decay });
  // The solution is of use as before.
  const { model } = await second.client.call('equation.use', undefined);
  expect(model!.shape).toEqual([1, 1]);
});

it('the journal restores them after a crash', async () => {
  const first = openStudio(folder(), true);
  await solve(first, decay);
  const before = await now(first);
  await first.client.call('equation.change', {
    draft: typed(decay, { conditions: 'u(0) = ' }),
    continues: false,
  });
  await first.engine.flush();

  const second = openStudio(folder(), true);
  const after = await now(second);
  expect(after.recovered).toBe(true);
  expect(after.equation).toEqual(before.equation);
  expect(after.equationSteps).toMatchObject({
    draft: { form: { conditions: 'u(0) = ' } },
    ...{ canUndo: true, canRedo: false, unsaved: true },
  });
});
