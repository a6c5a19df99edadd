/** Rows that belong together are held out together. */
import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../shared/random.ts';
import { useApp } from '../support/app.ts';
import { useFolder } from '../support/folder.ts';
import { button, previewOf, room, splitRows } from '../support/shown.ts';
import { dropFile, engineReady, loadTable, waitForStatus } from '../support/story.ts';

const folder = useFolder('all tests');

const app = useApp();

describe('people who were measured several times', () => {
  it('can be held out whole: the split and the cross-validation are of people', async () => {
    const { page } = app();
    await engineReady(page);
    const random = seededRandom(4);
    const rows = Array.from({ length: 18 }, (_, person) => {
      const [level, slope] = [250 + 30 * random.normal(), 10 + 6 * random.normal()];
      return Array.from({ length: 10 }, (__, day) => {
        const time = level + slope * day + 10 * random.normal();
        return `${day},${person + 300},${time.toFixed(2)}`;
      });
    });
    const path = folder('reaction.csv');
    await writeFile(path, ['day,subject,time_ms', ...rows.flat()].join('\n'));
    await dropFile(page, path);
    await previewOf(page, 'reaction.csv').waitFor();
    await loadTable(page);
    const data = room(page, 'Data');
    await data.getByRole('button', { name: 'Hold out each “subject” whole' }).click();
    await data
      .getByText('“subject” keeps rows together: of its groups 12 train, 3 validate, 3 test.')
      .waitFor();
    expect(await splitRows(page)).toMatchObject({ Training: 120, Validation: 30, Test: 30 });
    const role = data.getByRole('radiogroup', { name: 'Role of subject' });
    expect(await role.getByRole('radio', { name: 'Group' }).getAttribute('aria-checked')).toBe('true');
    await button(page, 'Train').click();
    await waitForStatus(page, 'Finished');
    await room(page, 'Training')
      .getByText('10-fold cross-validation of whole groups of “subject”')
      .first()
      .waitFor();
  });
});
