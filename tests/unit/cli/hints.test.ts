/** What to do about a table, as the terminal says it: in flags, which work. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { columnTypeFacts, setType, type ColumnType } from '../../../shared/contract/columnTypes.ts';
import { dataSettings } from '../../../shared/settings/data.ts';
import { readingSettings } from '../../../shared/settings/reading.ts';
import { named, setTo } from '../../../shared/settings/setting.ts';
import { inTerminal } from '../../../main/cli/reports/terminalHints.ts';
import { useFolder, writerInto } from '../../support/folder.ts';
import { kanWith as kan } from '../../support/kan.ts';

const file = writerInto(useFolder());

describe('hints in a terminal', () => {
  it('name the flag and its word where the window names a setting and its value', () => {
    const { header, delimiter, comment, encoding, missing } = readingSettings;
    expect(inTerminal(`If so, ${setTo(header, false)}.`)).toBe('If so, use --no-header.');
    expect(inTerminal(`If so, ${setTo(header, true)}.`)).toBe('If so, use --header.');
    expect(inTerminal(setTo(delimiter, ' '))).toBe('use --delimiter space');
    expect(inTerminal(setTo(comment, ''))).toBe('use --comment none');
    expect(inTerminal(setTo(dataSettings.task, 'classification'))).toBe('use --task classification');
    expect(inTerminal(`Choose another ${named(encoding)}.`)).toBe('Choose another --encoding.');
    expect(inTerminal(`Add it to ${named(missing)}.`)).toBe('Add it to --missing-marks.');
    expect(inTerminal(setType('category'), 'a b')).toBe('use --labels "a b"');
    expect(inTerminal(setType('number'))).toBe('use --numbers NAME');
    expect(inTerminal(setType(), 'a')).toBe('use --labels or --numbers "a"');
  });

  it('are flags that mend what the remark is on', async () => {
    const rows = ['0.5,.2,.3', '0.1,2.2,.1', '0.7,.4,.3', '0.2,2.1,.4', '0.6,.3,.2', '0.3,1.9,.5'];
    const csv = await file('names.csv', ['1,2,3', ...rows].join('\n'));
    const { stdout } = await kan(['check', csv]);
    expect(stdout).toContain('If it is names, use --header');
    const json = JSON.parse((await kan(['check', csv, '--header', '--json'])).stdout) as {
      columns: object[];
    };
    expect(json.columns).toMatchObject([{ name: '1' }, { name: '2' }, { name: '3' }]);
  });

  it('are in flags in errors, warnings of a fit and JSON too', async () => {
    const empty = await file('empty.csv', 'a,b\n');
    expect((await kan(['fit', empty, '--target', 'b'])).stderr).toContain('use --no-header');
    const words = await file(
      'words.csv',
      ['a,b', '1,low', ...[2, 3, 4, 5, 6, 7, 8].map((n) => `${n},${n}`)].join('\n'),
    );
    const { issues } = JSON.parse((await kan(['check', words, '--json'])).stdout) as {
      issues: { hint: string }[];
    };
    expect(issues.map(({ hint }) => hint).join(' ')).toContain(
      '--missing-marks, or use --labels or --numbers "b"',
    );
    const { stderr } = await kan(['fit', words, '--target', 'b', '--hidden', 'none', '--steps', '2']);
    expect(stderr).toContain('use --labels or --numbers "b"');
  });

  it('take the words of settings from their records, so that a flag is known for each', async () => {
    const folder = join(import.meta.dirname, '../../../main/engine/data');
    const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.ts'));
    const types = Object.keys(columnTypeFacts) as ColumnType[];
    const labels = Object.values(readingSettings).map(named);
    const typed = [...types.map(setType), setType(), ...labels, 'set the first row'];
    for (const name of files) {
      const text = (await readFile(join(folder, name), 'utf8')).replaceAll(/\/\*[^]*?\*\/|\/\/.*/g, '');
      for (const words of typed) expect(text, name).not.toContain(words);
    }
  });
});
