/** The formula of a network of straight lines, in the list of a search. */
import { writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { seededRandom } from '../../../shared/random.ts';
import { errorText } from '../../../shared/figures.ts';
import { formulaRemarks, listedError } from '../../../shared/results/formulaChoice.ts';
import { useFolder } from '../../support/folder.ts';
import { endOfSearch } from './searches.ts';
import { dataSetup, networkSetup, openStudio, table, train } from './studio.ts';

const folder = useFolder('all tests');
const names = ['a', 'b', 'c', 'd'];

it('has the constants and the errors of the network', async () => {
  const random = seededRandom(2);
  const rows = Array.from({ length: 60 }, () => {
    const columns = names.map(() => random.normal());
    return [...columns, 5 + columns.reduce((sum, value) => sum + 0.5 * value, 1.2 * random.normal())];
  });
  await writeFile(folder('hello.csv'), [[...names, 'y'], ...rows].map((row) => row.join(',')).join('\n'));
  const { client } = openStudio(folder());
  await client.call('data.load', { file: table, overrides: {} });
  await client.call('data.prepare', { ...dataSetup, inputs: names, targets: ['y'] });
  await client.call('model.create', { ...networkSetup, automatic: true });
  await train(client, { optimizer: 'auto', steps: 100 });
  const network = await client.call('formula.current', undefined);
  const ended = endOfSearch(client);
  await client.call('formula.search', { method: 'network' });
  const [{ formulas }] = (await ended).outputs;
  const own = formulas.find(({ text }) => text === network.formulas[0].text);
  expect(own?.testError).toBe(network.formulas[0].testError);
  expect(own?.complexity).toBeGreaterThan(9);
  // Among errors of formulas that have not seen these rows, its own would look better than it is.
  const listed = listedError(own!);
  expect(listed).toBeGreaterThan(own!.validationError);
  expect(formulaRemarks(own!)).toEqual([
    `fitted to the validation rows too; fitted to the training rows alone, its validation error is ${errorText(listed)}`,
  ]);
  expect(own!.fittedToValidation).toBe(true);
  expect(formulas.filter(({ fittedToValidation }) => fittedToValidation)).toHaveLength(1);
});
