/** Formulas that are searched and used, over the contract. */
import { writeFile } from 'node:fs/promises';
import { runInNewContext } from 'node:vm';
import { beforeAll, describe, expect, it } from 'vitest';
import type { FormulaSearchView } from '../../../shared/contract/views/formula.ts';
import { languages } from '../../../shared/expression/print/print.ts';
import { parseExpression } from '../../../shared/expression/parse.ts';
import { evaluate } from '../../../shared/expression/evaluate.ts';
import type { EngineConnection } from '../../../shared/contract/engineConnection.ts';
import {
  changed,
  dataSetup,
  helloCsv,
  networkSetup,
  openStudio,
  prepared,
  project,
  train,
  toldBy,
  useStudioFolder,
} from './studio.ts';
import { useFolder } from '../../support/folder.ts';
import { withTable, search, endOfSearch } from './searches.ts';
import { rejection } from '../../support/rejection.ts';

const folder = useStudioFolder();

const last = (view: FormulaSearchView, output = 0) => view.outputs[output].formulas.length - 1;

describe('a search for the hello function', () => {
  const own = useFolder('all tests');
  let client: EngineConnection;
  let running: FormulaSearchView;
  let view: FormulaSearchView;
  /** Processor time between two turns of the event loop (ms): the machine's other work does not count. */
  const turns: number[] = [];

  beforeAll(async () => {
    await writeFile(own('hello.csv'), helloCsv(120));
    ({ client } = await prepared(own()));
    let before = process.cpuUsage();
    const timer = setInterval(() => {
      const { user, system } = process.cpuUsage(before);
      before = process.cpuUsage();
      turns.push((user + system) / 1000);
    }, 1);
    const ended = endOfSearch(client);
    running = await toldBy(client, 'formulaSearch', () =>
      client.call('formula.search', { method: 'discover' }),
    );
    view = await ended;
    clearInterval(timer);
  });

  it('finds it', () => {
    expect(running).toMatchObject({ status: 'running', method: 'discover' });
    expect(view.status).toBe('finished');
    expect(view.notes.length).toBeGreaterThan(1);
    expect(view.outputs[0].formulas[last(view)].testError).toBeLessThan(1e-9);
  });

  it('lets the engine answer calls', () => {
    // As shares of the whole search, so that they are the same on any machine.
    const whole = turns.reduce((sum, turn) => sum + turn, 0);
    const shares = turns.map((turn) => turn / whole).sort((one, other) => one - other);
    expect(shares[Math.floor(0.9 * shares.length)]).toBeLessThan(0.02);
    expect(shares.at(-1)).toBeLessThan(0.2);
  });

  it('prints its formulas in every language, by names and by symbols', async () => {
    const formula = { from: 'search' as const, output: 0, index: last(view) };
    for (const language of languages) {
      const { code, definition } = await client.call('formula.print', {
        formula,
        language,
        digits: 5,
        symbols: false,
      });
      expect(definition).toContain(code.slice(0, 5));
      expect(code).toMatch(/x_?\{?1/u);
    }
    const request = { formula, language: 'text' as const, digits: null };
    const named = await client.call('formula.print', { ...request, symbols: false });
    const symbolic = await client.call('formula.print', { ...request, symbols: true });
    const point = { x1: 2.5, x2: 7, x_1: 2.5, x_2: 7 };
    const values = [named, symbolic].map(({ code }) =>
      evaluate(parseExpression(code, ['x1', 'x2', 'x_1', 'x_2']), point),
    );
    expect(values[0]).toBe(values[1]);
    expect(values[0]).toBeCloseTo(Math.exp(Math.sin((Math.PI * -0.5) / 2) + 0.09), 9);
  });

  it('replaces the network in one revision', async () => {
    const best = view.outputs[0].formulas[last(view)];
    const before = (await client.call('session.snapshot', undefined)).history.revisions.length;
    const model = await changed(client, 'formula.adopt', { choice: [last(view)] });
    expect(model.edges.every(({ kind }) => kind !== 'spline')).toBe(true);
    const snapshot = await client.call('session.snapshot', undefined);
    expect(snapshot.history.revisions).toHaveLength(before + 1);
    expect(snapshot.history.revisions.at(-1)?.label).toBe('Turned into a formula');
    expect(snapshot.scores?.test.rmse).toBeLessThan(1e-9);
    const { formulas } = await client.call('formula.current', undefined);
    expect(formulas[0].text).toBe(best.text);
    expect(formulas[0].disagreement).toBeLessThan(1e-9);
    expect(await changed(client, 'history.undo', undefined)).toMatchObject({ shape: [2, 5, 1] });
  });
});

describe('a search', () => {
  it('with noise gives constants with standard errors that a project keeps', async () => {
    const { client } = await withTable(
      folder,
      'a,b,y',
      (a, b, noise) => `${Math.exp(a) + 2.44 * b + 0.05 * noise()}`,
      {},
    );
    const view = await search(client);
    const index = view.outputs[0].formulas.findIndex(({ testError }) => testError < 0.06);
    expect(index).toBeGreaterThanOrEqual(0);
    const found = view.outputs[0].formulas[index];
    expect(found.constants.some(({ error }) => error !== null && error > 1e-4 && error < 0.1)).toBe(true);
    const { parameters } = await changed(client, 'formula.adopt', { choice: [index] });
    expect(parameters).toBe(found.constants.filter(({ form }) => form === null).length);
    const before = await client.call('formula.current', undefined);
    await client.call('project.save', { file: project });
    const again = openStudio(folder()).client;
    await again.call('project.open', { file: project });
    const after = await again.call('formula.current', undefined);
    expect(after.formulas).toEqual(before.formulas);
    expect(after.formulas[0].constants).toEqual(found.constants);
    expect(after.formulas[0].disagreement).toBeLessThan(1e-6);
  });

  it('of several targets finds each, constants at once, and combines them in one network', async () => {
    const { client } = await withTable(folder, 'a,b,y,z,k', (a, b) => `${Math.sin(3 * a)},${a * b},4.5`, {
      targets: ['y', 'z', 'k'],
    });
    const view = await search(client);
    expect(view.outputs.map(({ output }) => output)).toEqual(['y', 'z', 'k']);
    const choice = view.outputs.map(({ formulas }) => formulas.length - 1);
    view.outputs.forEach(({ formulas }) => expect(formulas.at(-1)!.testError).toBeLessThan(1e-8));
    expect(view.outputs[2].formulas.map(({ text }) => text)).toEqual(['9/2']);
    const wrong = await rejection(changed(client, 'formula.adopt', { choice: choice.slice(1) }));
    expect(wrong.code).toBe('formula.choice');
    const model = await changed(client, 'formula.adopt', { choice });
    expect(model.nodes.at(-1)!.map(({ name }) => name)).toEqual(['y', 'z', 'k']);
    const { scores } = await client.call('session.snapshot', undefined);
    scores!.test.targets.forEach(({ rmse }) => expect(rmse).toBeLessThan(1e-6));
    const { formulas } = await client.call('formula.current', undefined);
    formulas.forEach(({ disagreement }) => expect(disagreement).toBeLessThan(1e-6));
  });

  it('of classes gives formulas of the network’s logits', async () => {
    const { client } = await withTable(
      folder,
      'a,b,kind',
      (a, b, noise) => (Math.sin(3 * a) + b + 0.3 * noise() > 0 ? 'up' : 'down'),
      { targets: ['kind'], task: 'classification' },
      { rows: 500 },
    );
    await changed(client, 'model.create', { ...networkSetup, hidden: [] });
    await train(client, { optimizer: 'lm', steps: 30 });
    const { scores: before } = await client.call('session.snapshot', undefined);
    const view = await search(client, 'network');
    expect(view.outputs[0].output).toBe(
      (await client.call('session.snapshot', undefined)).dataset?.outputs[0],
    );
    expect(view.outputs[0].formulas.length).toBeGreaterThan(0);
    await changed(client, 'formula.adopt', { choice: [last(view)] });
    const { scores } = await client.call('session.snapshot', undefined);
    expect(scores!.test.accuracy).toBeGreaterThan((before!.test.accuracy ?? 1) - 0.05);
    const { formulas } = await client.call('formula.current', undefined);
    // As in the list, the formula is compared with the network that it was found for, not with itself.
    const { trainError, validationError, testError, disagreement } = view.outputs[0].formulas[last(view)];
    expect(validationError).toBeGreaterThan(1e-6);
    expect(formulas[0]).toMatchObject({ trainError, validationError, testError, disagreement });
    // The network is the formula now, so its scores are the formula's, but for the digits: these figures are of the formula as it
    // is written.
    expect(formulas[0].r2).toBeNaN();
    expect(formulas[0].classes).toEqual({
      rows: 'test',
      accuracy: scores!.test.accuracy,
      crossEntropy: expect.closeTo(scores!.test.crossEntropy!, 4),
    });
    // The labels do not determine the log-odds exactly.
    const uncertain = formulas[0].constants.filter(({ error }) => error !== null);
    expect(uncertain.length).toBeGreaterThan(0);
    for (const { value, error } of uncertain) expect(error! / Math.abs(value)).toBeGreaterThan(0.01);
    expect(formulas[0].classes).toEqual(view.outputs[0].formulas[last(view)].classes);
    expect(formulas[0].text).not.toMatch(/NaN|Infinity/u);

    // Classes are in the order of the alphabet: the log-odds are those of `up`.
    expect(formulas[0].quantity).toEqual({
      text: 'logit P(kind = up)',
      latex: '\\operatorname{logit} P(\\mathrm{kind} = \\text{up})',
    });
    const request = {
      formula: { from: 'network', output: 0 },
      language: 'javascript',
      digits: null,
    } as const;
    const codeOf = async (options: { symbols: boolean; probability: boolean }): Promise<string> =>
      (await client.call('formula.print', { ...request, ...options })).definition;
    const logit = await codeOf({ symbols: false, probability: false });
    const probability = await codeOf({ symbols: false, probability: true });
    const latex = { ...request, language: 'latex', digits: 'supported', probability: true } as const;
    const typeset = (await client.call('formula.print', { ...latex, symbols: false })).definition;
    expect(typeset).toContain('P(\\mathrm{kind} = \\text{up}) = \\frac{1}{1 + e^{-');
    expect(typeset).not.toMatch(/\d\.\d{8}/u);
    const [z, p] = runInNewContext(
      `${logit}${probability}[logit_kind_up(0.3, -0.2), probability_kind_up(0.3, -0.2)]`,
    ) as [number, number];
    expect(p).toBeCloseTo(1 / (1 + Math.exp(-z)), 12);
    const { prediction } = await client.call('evaluation.profile', { output: 1, at: [0.3, -0.2] });
    expect(p).toBeCloseTo(prediction, 2);
    expect(await codeOf({ symbols: true, probability: true })).toContain(
      'function probability_y_1(x_1, x_2)',
    );
    // The formula in use is not what the next search looks at.
    expect((await search(client, 'network')).outputs).toEqual(view.outputs);
  });

  it('of the network turns the trained edges into functions', async () => {
    const { client } = await withTable(folder, 'a,b,y', (a, b) => `${Math.sin(3 * a) + b * b}`, {});
    await changed(client, 'model.create', { ...networkSetup, hidden: [] });
    await train(client, { optimizer: 'lm', steps: 30 });
    const view = await search(client, 'network');
    expect(view.outputs[0].formulas.at(-1)!.testError).toBeLessThan(1e-9);
  });

  it('can be stopped at any time, and keeps its formulas', async () => {
    const { client } = await withTable(folder, 'a,b,y', (a, b, noise) => `${Math.exp(a * b) + noise()}`, {});
    for (const wait of [0, 20, 100]) {
      await client.call('formula.search', { method: 'discover' });
      await new Promise((resolve) => setTimeout(resolve, wait));
      const view = await toldBy(client, 'formulaSearch', () => client.call('formula.stopSearch', undefined));
      expect(view.status).toBe('stopped');
    }
    const model = await client.call('session.snapshot', undefined);
    expect(model.model?.shape).toEqual([2, 5, 1]);
    expect(model.formulaSearch.status).toBe('stopped');
  });

  it('replaces one that is under way', async () => {
    const { client } = await prepared(folder());
    const views: string[] = [];
    client.on('formulaSearch', ({ method, status }) => views.push(`${method} ${status}`));
    await Promise.all([
      client.call('formula.search', { method: 'network' }),
      client.call('formula.search', { method: 'discover' }),
    ]);
    expect((await client.call('session.snapshot', undefined)).formulaSearch).toMatchObject({
      status: 'running',
      method: 'discover',
    });
    const ended = endOfSearch(client);
    await client.call('formula.stopSearch', undefined);
    expect((await ended).method).toBe('discover');
    // From where the second one began, nothing more of the first.
    const second = views.indexOf('discover running');
    expect(views.slice(second).filter((view) => view.startsWith('network'))).toEqual([]);
  });

  it('ends with its data, and its formulas cannot be used any more', async () => {
    const { client } = await withTable(folder, 'a,b,y', (a, b) => `${a * b}`, {});
    await search(client);
    await client.call('data.prepare', { ...dataSetup, inputs: ['a'] });
    expect((await client.call('session.snapshot', undefined)).formulaSearch.status).toBe('idle');
    expect((await rejection(changed(client, 'formula.adopt', { choice: [0] }))).code).toBe(
      'formula.no-search',
    );
    expect((await rejection(client.call('formula.search', { method: 'network' }))).code).toBe(
      'formula.no-network',
    );
  });

  it('runs during training', async () => {
    const { client } = await withTable(folder, 'a,b,y', (a, b) => `${Math.sin(3 * a) + b * b}`, {});
    const [view] = await Promise.all([search(client), train(client)]);
    expect(view.outputs[0].formulas.at(-1)!.testError).toBeLessThan(1e-9);
  });
});
