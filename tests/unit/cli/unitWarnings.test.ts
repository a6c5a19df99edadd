/** `kan fit` asks about units that do not go with the names of their columns. */
import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { useFolder } from '../../support/folder.ts';
import { kanWith as kan } from '../../support/kan.ts';
import { plane } from './tables.ts';

const folder = useFolder();

describe('a unit of one letter in kan fit', () => {
  const flags = ['--target', 'y', '--hidden', 'none', '--steps', '1', '--json'];

  it('is asked about, with the flag that sets the other unit', async () => {
    const csv = folder('oven.csv');
    await writeFile(csv, ['T (C),b,y', ...plane()].join('\n'));
    const { status, stderr } = await kan(['fit', csv, ...flags]);
    expect(status).toBe(0);
    expect(stderr).toContain('warning: The unit C of “T (C)” is read as coulomb');
    expect(stderr).toContain('--units "T (C)=°C"');
    const set = await kan(['fit', csv, ...flags, '--units', 'T (C)=°C']);
    expect(set.status).toBe(0);
    expect(set.stderr).not.toContain('coulomb');
  });

  it('is not asked about in a column that is not used', async () => {
    const csv = folder('unused.csv');
    await writeFile(csv, ['T (C),b,y', ...plane()].join('\n'));
    const { stderr } = await kan(['fit', csv, ...flags, '--ignore', 'T (C)']);
    expect(stderr).not.toContain('coulomb');
  });
});
