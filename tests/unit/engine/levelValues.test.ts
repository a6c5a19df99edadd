/** Profile and map of a network in which the values of an input have levels. */
import { writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { levelPoints } from '../../../main/engine/views/levelValues.ts';
import { seededRandom } from '../../../shared/random.ts';
import { dataSetup, openStudio, project, table, train, useStudioFolder } from './studio.ts';

const folder = useStudioFolder();

/** Each subject with the same doses, and a level of its own. */
function subjectsCsv(subjects: number, doses: readonly number[]): string {
  const random = seededRandom(3);
  const rows = Array.from({ length: subjects }, (_, i) => {
    const level = 3 * random.normal();
    return doses.map((dose) => `${i + 1},${dose},${level + dose / 2 + 0.3 * random.normal()}`);
  });
  return ['subject,dose,effect', ...rows.flat(), ''].join('\n');
}

it('the profile stands on a subject and says which there are; the map has a point for each of them', async () => {
  const subjects = 120;
  await writeFile(folder('hello.csv'), subjectsCsv(subjects, [0, 1, 2, 5, 10, 20]));
  const { client } = openStudio(folder());
  await client.call('data.load', { file: table, overrides: {} });
  const roles = {
    inputs: ['subject', 'dose'],
    targets: ['effect'],
    validationFraction: 0,
    testFraction: 0.1,
  };
  await client.call('data.prepare', { ...dataSetup, ...roles });
  await client.call('model.create', { hidden: [], automatic: true, grid: 3, order: 3, seed: 1 });
  await train(client, { optimizer: 'auto' });
  const { training } = await client.call('session.snapshot', undefined);
  expect(training.ladder?.rungs[training.ladder.chosen]?.kind).toBe('levels');

  const numbers = Array.from({ length: subjects }, (_, i) => i + 1);
  const { curves } = await client.call('evaluation.profile', { output: 0, at: [] });
  const [subject, dose] = curves;
  expect(dose.levels).toBeNull();
  expect(subject.levels).toHaveLength(subjects);
  subject.levels!.forEach((value, i) => expect(value).toBeCloseTo(numbers[i], 9));
  // Nothing is drawn between two subjects, where no row is.
  expect(subject.x).toEqual(subject.levels);
  // The median lies between two subjects.
  expect(subject.at).toBeCloseTo(Math.round(subject.at), 9);

  await writeFile(folder('hello.csv'), 'Subject,dose\n7,1\n7.5,1\n8.5,2\n500,1\n');
  const { notes } = await client.call('predict.preview', { file: table, overrides: {} });
  expect(notes).toContain(
    'subject: 2 rows have a value that does not occur in training, such as 7.5. Its level is not known; do not rely on the predictions there.',
  );

  // The table was written over, so that the project is without it.
  await client.call('project.save', { file: project });
  const without = openStudio(folder()).client;
  await without.call('project.open', { file: project });
  const { notes: unknown } = await without.call('predict.preview', { file: table, overrides: {} });
  expect(unknown).toContain(
    'hello.csv, which the network was trained on, cannot be read: whether the rows have values that do not occur in training is not known.',
  );

  const { axes, inputs } = await client.call('evaluation.map', { output: 0, across: [0, 1], at: [] });
  expect(inputs.map(({ levels }) => levels?.length ?? 0)).toEqual([subjects, 0]);
  for (const number of numbers)
    expect(Math.min(...axes[0].map((x) => Math.abs(x - number)))).toBeLessThan(1e-9);
});

it('a curve with levels is drawn at these, and at its corners where values are missing', () => {
  const corners = Float64Array.of(0, 1, 1.5, 2, 3, 4, 6, 7, 8);
  expect([...levelPoints(Float64Array.of(1, 2, 3, 7), corners)]).toEqual([1, 2, 3, 4, 6, 7]);
});
