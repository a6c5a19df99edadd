/** Formulas that the window finds and those that kan finds are the same. */
import { describe, expect, it } from 'vitest';
import { constantsJson } from '../../../main/cli/reports/formulaReport.ts';
import { useFolder } from '../../support/folder.ts';
import type { FormulaSearchMethod, FormulaSearchView } from '../../../shared/contract/views/formula.ts';
import type { EngineConnection } from '../../../shared/contract/engineConnection.ts';
import {
  table,
  openWindow,
  windowFit,
  flagsOf,
  saveFromWindow,
  contentOf,
  firstRows,
  kan,
  small,
} from './bothWays.ts';

const folder = useFolder('all tests');

describe('formulas', () => {
  // Few rows, and for the classes one input of two: a search takes long.
  it.each<readonly [string, number, string[], string[], string, FormulaSearchMethod]>([
    ['hello-kan.csv', 80, ['x1', 'x2'], ['y'], 'regression', 'discover'],
    ['two-moons.csv', 24, ['x'], ['moon'], 'classification', 'network'],
  ])('of %s, first %i rows, are the same', async (name, rows, inputs, targets, task, method) => {
    const csv = await firstRows(name, rows, folder(name));
    const given = { ...small, network: { ...small.network, hidden: [] } };
    const window = await openWindow(csv);
    await windowFit(window, targets, task, given, inputs);
    const found = await searched(window.client, method);
    await window.client.call('formula.adopt', {
      choice: found.outputs.map(({ formulas }) => chosen(formulas)),
    });
    const saved = await saveFromWindow(window, folder('found.kan'));
    const shown = await window.client.call('formula.current', undefined);

    const out = folder('found-kan.kan');
    const flags = [
      ...flagsOf(inputs, targets, given),
      '--symbolic',
      '--method',
      method,
      '--json',
      '--out',
      out,
    ];
    const { formulas } = JSON.parse(await kan('fit', csv, ...flags)) as {
      formulas: { text: string; test_rmse: number; complexity: number }[];
    };
    expect(formulas.length).toBeGreaterThan(0);
    expect(formulas.map(({ text, test_rmse, complexity }) => [text, test_rmse, complexity])).toEqual(
      found.outputs[0].formulas.map(({ text, unrounded, complexity }) => [text, unrounded.test, complexity]),
    );
    expect(await contentOf(out)).toEqual(await contentOf(saved));

    const { formulas: printed } = JSON.parse(await kan('formula', out, '--json')) as {
      formulas: { code: string; constants: unknown }[];
    };
    expect(printed.map(({ code, constants }) => [code, constants])).toEqual(
      shown.formulas.map(({ text, constants }) => [text, constantsJson(constants)]),
    );
  });

  it('found after pruning, and of a network fixed by hand, are the same', async () => {
    const csv = await firstRows('hello-kan.csv', 80, folder('hello-kan.csv'));
    const given = { ...small, network: { ...small.network, hidden: [] } };
    const [pruned, preset] = [folder('pruned.kan'), folder('preset.kan')];
    const flags = flagsOf(['x1', 'x2'], ['y'], given);
    await kan('fit', csv, ...flags, '--prune', '--out', pruned);
    await kan('fit', csv, ...flags, '--preset', 'formula', '--out', preset);
    const window = await openWindow(pruned);
    await window.client.call('project.open', { file: table });
    const found = await searched(window.client, 'discover');
    await window.client.call('formula.adopt', {
      choice: found.outputs.map(({ formulas }) => chosen(formulas)),
    });
    const ours = await contentOf(preset);
    expect(ours.revisions.map(({ operation }) => operation.type)).toEqual([
      'create',
      'train',
      'prune',
      'symbolic',
    ]);
    expect(ours).toEqual(await contentOf(await saveFromWindow(window, folder('preset-window.kan'))));

    // All edges functions: the formula is simplified on the data's ranges and has standard errors, here as there.
    await kan('fit', csv, ...flags, '--out', pruned);
    const edges = ['0,0,0', '0,1,0'];
    await kan('fix', pruned, '--edge', edges.join(';'), '--function', 'x^2', '--no-refit');
    const byHand = await openWindow(pruned);
    await byHand.client.call('project.open', { file: table });
    const shown = await byHand.client.call('formula.current', undefined);
    const { formulas: printed } = JSON.parse(await kan('formula', pruned, '--json')) as {
      formulas: { code: string; constants: { value: number; standard_error: number | null }[] }[];
    };
    expect(printed.map(({ code, constants }) => [code, constants])).toEqual(
      shown.formulas.map(({ text, constants }) => [text, constantsJson(constants)]),
    );
    expect(printed[0].constants.some((constant) => constant.standard_error !== null)).toBe(true);
  });
});

async function searched(client: EngineConnection, method: FormulaSearchMethod): Promise<FormulaSearchView> {
  const ended = new Promise<FormulaSearchView>((resolve) => {
    client.on('formulaSearch', (view) => {
      if (view.status !== 'running' && view.status !== 'idle') resolve(view);
    });
  });
  await client.call('formula.search', { method });
  const view = await ended;
  expect(view).toMatchObject({ status: 'finished', message: '' });
  return view;
}

/** The simplest within 2 % of the lowest error. */
function chosen(formulas: FormulaSearchView['outputs'][number]['formulas']): number {
  const errors = formulas.map(({ trainError, validationError }) =>
    Number.isNaN(validationError) ? trainError : validationError,
  );
  return errors.findIndex((error) => error <= 1.02 * Math.min(...errors));
}
