/** A law with a name that a run of automatic size has chosen: in the form of its name, and in the list of formulas as it is. */
import { writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import type { FormulaSearchView, FormulaView } from '../../../shared/contract/views/formula.ts';
import { seededRandom } from '../../../shared/random.ts';
import { useFolder } from '../../support/folder.ts';
import { search } from './searches.ts';
import { dataSetup, networkSetup, openStudio, project, table, train, type Studio } from './studio.ts';

const folder = useFolder('all tests');
/** Hill's equation as textbooks have it. */
const written = /^9\.\d+\*L\^2\.\d+\/\(3\.\d+\^(2\.\d+) \+ L\^\1\)$/;

/** A studio whose network of automatic size has learned the last column of a table from the others. */
async function trainedOn(names: readonly string[], lines: readonly string[]): Promise<Studio> {
  await writeFile(folder('hello.csv'), [names.join(), ...lines].join('\n'));
  const studio = openStudio(folder());
  const { client } = studio;
  await client.call('data.load', { file: table, overrides: {} });
  await client.call('data.prepare', { ...dataSetup, inputs: names.slice(0, -1), targets: names.slice(-1) });
  await client.call('model.create', { ...networkSetup, automatic: true });
  await train(client, { optimizer: 'auto', steps: 1500 });
  return studio;
}

describe('Hill’s equation', () => {
  let studio: Studio;
  let atFoot: FormulaView;
  let list: FormulaSearchView['outputs'][number]['formulas'];

  beforeAll(async () => {
    const random = seededRandom(3);
    const lines = Array.from({ length: 40 }, (_, row) => {
      const L = 0.3 * 100 ** (row / 39);
      return [L, (9.7 * L ** 2.4) / (3.4 ** 2.4 + L ** 2.4) + 0.05 * random.normal()].join();
    });
    studio = await trainedOn(['L', 'rate'], lines);
    const { client } = studio;
    [atFoot] = (await client.call('formula.current', undefined)).formulas;
    list = (await search(client)).outputs[0].formulas;
  });

  it('is the formula of the network in its own form, with a standard error for each of its constants', () => {
    expect(atFoot.law).toBe('Hill equation');
    expect(atFoot.text).toMatch(written);
    expect(atFoot.constants.map(({ value }) => value)).toEqual([
      expect.closeTo(9.7, 0),
      expect.closeTo(2.4, 0),
      expect.closeTo(3.4, 0),
    ]);
    // In the digits that their errors support, as people write them.
    expect(atFoot.latex).toMatch(/^\\frac\{9\.\d{1,3} /);
    for (const { error } of atFoot.constants) expect(error).toBeGreaterThan(0);
  });

  it('stands in the list of formulas with the same constants and errors', () => {
    const { text, latex, constants, complexity, trainError, unrounded } = atFoot;
    const own = list.find((formula) => formula.text === text);
    expect(own).toMatchObject({ law: 'Hill equation', latex, constants, complexity, trainError });
    expect(own!.unrounded.train).toBe(unrounded.train);
    // As complex as its shortest form, 1/(a/xⁿ + b).
    expect(complexity).toBe(9);
  });

  it('is in a project file', async () => {
    const { client } = studio;
    await client.call('project.save', { file: project });
    await client.call('project.open', { file: project });
    const [reopened] = (await client.call('formula.current', undefined)).formulas;
    expect(reopened).toMatchObject({ text: atFoot.text, law: 'Hill equation', constants: atFoot.constants });
  });

  it('that is used as a formula has one constant n, also after its project was opened', async () => {
    const { client } = studio;
    const found = (await search(client)).outputs[0].formulas;
    const place = found.findIndex(({ law }) => law === 'Hill equation');
    await client.call('formula.adopt', { choice: [place] });
    const [used] = (await client.call('formula.current', undefined)).formulas;
    await client.call('project.save', { file: project });
    await client.call('project.open', { file: project });
    const [reopened] = (await client.call('formula.current', undefined)).formulas;
    expect(used.constants).toHaveLength(3);
    expect(reopened.constants).toEqual(used.constants);
    expect(reopened.complexity).toBe(9);
  });
});

describe('a decay whose height and background depend on another column', () => {
  it('is a law with a name, also after its project was opened', async () => {
    const random = seededRandom(5);
    const lines = Array.from({ length: 80 }, () => {
      const [t, T] = [10 * random.next(), 10 + 50 * random.next()];
      return [t, T, (5 + 0.2 * T) * Math.exp(-0.45 * t) + 1 + 0.06 * T + 0.06 * random.normal()].join();
    });
    const { client } = await trainedOn(['t', 'T', 'signal'], lines);
    const [formula] = (await client.call('formula.current', undefined)).formulas;
    const law = 'exponential decay of t × straight line of T + straight line of T';
    expect(formula.law).toBe(law);
    expect(formula.text).toMatch(
      /^\(0\.\d+\*T \+ [45]\.\d+\)\*exp\(-0\.4\d+\*t\) \+ 0\.0\d+\*T \+ (0\.\d+|1(\.\d+)?)$/,
    );
    expect(formula.constants).toHaveLength(5);
    for (const { error } of formula.constants) expect(error).toBeGreaterThan(0);
    await client.call('project.save', { file: project });
    await client.call('project.open', { file: project });
    const [reopened] = (await client.call('formula.current', undefined)).formulas;
    expect(reopened).toMatchObject({ text: formula.text, law, constants: formula.constants });
  });
});

describe('a thermistor whose errors are shares of its values', () => {
  it('follows Andrade’s equation from the absolute zero on, with standard errors of such a fit', async () => {
    const random = seededRandom(6);
    const lines = Array.from({ length: 90 }, (_, row) => {
      const T = 2 + row;
      return [T, 0.018 * Math.exp(3950 / (T + 273.15)) * (1 + 0.02 * random.normal())].join();
    });
    const { client } = await trainedOn(['T (°C)', 'R (Ω)'], lines);
    const [formula] = (await client.call('formula.current', undefined)).formulas;
    expect(formula.law).toBe('Andrade equation');
    expect(formula.text).toMatch(/^0\.01\d+\*exp\(39\d\d\/\(`T \(°C\)` \+ 273\.15\)\)$/);
    // As errors that all count alike they grow with the value.
    expect(formula.scatter).toBeNull();
    const list = (await search(client)).outputs[0].formulas;
    const own = list.find(({ text }) => text === formula.text);
    expect(own).toMatchObject({ constants: formula.constants, scatter: null });
    await client.call('project.save', { file: project });
    await client.call('project.open', { file: project });
    const [reopened] = (await client.call('formula.current', undefined)).formulas;
    expect(reopened).toMatchObject({ text: formula.text, constants: formula.constants, scatter: null });
  });
});

describe('growth over decades whose errors all have one size', () => {
  it('has the standard errors of a fit to the values, in the formula of the network and in the list', async () => {
    const random = seededRandom(7);
    const lines = Array.from({ length: 40 }, (_, row) => {
      const t = row / 4;
      return [t, 3 * Math.exp(0.62 * t) + 0.8 * random.normal()].join();
    });
    const { client } = await trainedOn(['t', 'N'], lines);
    const [formula] = (await client.call('formula.current', undefined)).formulas;
    expect(formula.law).toBe('exponential growth');
    expect(formula.text).toMatch(/^[23]\.\d{1,3}\*exp\(0\.6\d{1,4}\*t\)$/);
    const [height, rate] = formula.constants;
    expect(Math.abs(rate.value - 0.62)).toBeLessThan(3 * rate.error!);
    // By shares of the values the error would be a hundred times as large.
    expect(height.error).toBeLessThan(0.03);
    expect(rate.error).toBeLessThan(0.001);
    expect(formula.shares).toBeNull();
    const list = (await search(client)).outputs[0].formulas;
    expect(list.find(({ text }) => text === formula.text)).toMatchObject({ constants: formula.constants });
  });
});

describe('the equation of a diode, whose scatter grows with the current', () => {
  it('has the standard errors of all rows that it was fitted to, in the formula, in the list and in use', async () => {
    const random = seededRandom(2);
    const lines = Array.from({ length: 38 }, (_, row) => {
      const V = row / 50;
      const current = 0.002 * (Math.exp(V / 0.06) - 1);
      return [V, current + (0.01 + 0.02 * current) * random.normal()].join();
    });
    const { client } = await trainedOn(['V', 'I'], lines);
    const [formula] = (await client.call('formula.current', undefined)).formulas;
    expect(formula.scatter).toMatchObject({ withValue: 'grows' });
    const [, { value, error }] = formula.constants;
    // From the training rows alone it would be 0.0034, since the last of all rows decides the constants.
    expect(Math.abs(value - 0.06)).toBeLessThan(3 * error!);
    expect(error).toBeLessThan(0.003);
    const list = (await search(client)).outputs[0].formulas;
    expect(list.find(({ text }) => text === formula.text)).toMatchObject({ constants: formula.constants });
    const place = list.findIndex(({ text }) => text === formula.text);
    await client.call('formula.adopt', { choice: [place] });
    const [used] = (await client.call('formula.current', undefined)).formulas;
    expect(used.constants).toEqual(formula.constants);
    // These rows are no held-out rows of it.
    expect((await client.call('evaluation.rows', { split: 'validation', most: 9 })).total).toBe(0);
    await client.call('project.save', { file: project });
    await client.call('project.open', { file: project });
    const [reopened] = (await client.call('formula.current', undefined)).formulas;
    expect(reopened.constants).toEqual(formula.constants);
  });
});
