/** What a project file says of its own contents, and of the table that belongs to it. */
import { writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { packFiles, unpackFiles } from '../../../main/engine/storage/container.ts';
import { formatVersion } from '../../../main/engine/storage/format/present.ts';
import { readProjectJson, readStateJson } from '../../../main/engine/storage/format/versions.ts';
import { decodeJson, encodeJson } from '../../../main/engine/storage/json.ts';
import { decodeProject, encodeProject } from '../../../main/engine/storage/project.ts';
import { bytesToEmbed, locateTable } from '../../../main/engine/storage/projectStore.ts';
import { ScratchTables } from '../../../main/engine/storage/scratchTables.ts';
import { useFolder } from '../../support/folder.ts';
import { app, refusalOf } from './containers.ts';
import { sampleProject } from './samples.ts';

const folder = useFolder();
const project = sampleProject();
const { files } = unpackFiles(encodeProject(project, app), 'a.kan');
const jsonOf = (path: string) => decodeJson(files.get(path)!) as Record<string, unknown>;

/** The project with some fields of one of its files changed. */
const changed = (path: string, changes: Record<string, unknown>): Uint8Array =>
  packFiles(new Map(files).set(path, encodeJson({ ...jsonOf(path), ...changes })), app);

describe('the tip of the history', () => {
  it('is kept where an earlier revision is current', () => {
    const history = { ...project.history, current: 'first' };
    expect(decodeProject(encodeProject({ ...project, history }, app), 'a.kan').history).toMatchObject({
      ...{ current: 'first', tip: 'second' },
    });
  });

  it('came with version 2', () => {
    const json = { ...jsonOf('project.json'), current: 'first', tip: 'second' };
    expect(readProjectJson(json, 2).tip).toBe('second');
    expect(readProjectJson(json, 1).tip).toBeNull();
  });
});

describe('a project whose parts contradict each other', () => {
  const first = { current: 'first', tip: 'first' };

  it.each([
    ['a revision under another name', changed('revisions/first/model.json', { id: 'third' })],
    ['a revision twice', changed('project.json', { ...first, revisions: ['first', 'first'] })],
    [
      'no table where it says that one is inside',
      packFiles(new Map([...files].filter(([path]) => path !== 'data/table')), app),
    ],
  ])('is refused: %s', (_what, bytes) => {
    expect(refusalOf(bytes)).toBe('project.damaged');
  });

  it('is refused where a revision that nothing else names has another name', () => {
    const bytes = packFiles(
      new Map(files)
        .set('project.json', encodeJson({ ...jsonOf('project.json'), ...first }))
        .set(
          'revisions/second/model.json',
          encodeJson({ ...jsonOf('revisions/second/model.json'), id: 'third' }),
        ),
      app,
    );
    expect(refusalOf(bytes)).toBe('project.damaged');
  });

  it('has no table inside where it says so', () => {
    expect(decodeProject(changed('project.json', { embedded: false }), 'a.kan').embedded).toBeNull();
  });
});

it('a journal of a later version is not read', () => {
  const state = { revisions: [], current: null, tip: null, data: null, curve: [], saved: [] };
  const read = (version: number) => readStateJson({ version, ...state })?.revisions;
  expect([read(formatVersion), read(formatVersion + 1)]).toEqual([[], undefined]);
});

describe('the table of a project', () => {
  it('is saved inside only as it was read', async () => {
    await writeFile(folder('a.csv'), 'x,y\n1,2\n');
    const hash = createHash('sha256').update('x,y\n1,2\n').digest('hex');
    expect(new TextDecoder().decode(await bytesToEmbed(folder('a.csv'), hash))).toBe('x,y\n1,2\n');
    await writeFile(folder('a.csv'), 'x,y\n1,3\n');
    expect(await bytesToEmbed(folder('a.csv'), hash)).toBeNull();
    expect(await bytesToEmbed(folder('none.csv'), hash)).toBeNull();
  });

  it.each([
    ['runs.csv', 'runs.csv'],
    ['../../runs.csv', '__.._runs.csv'],
    ['..\\runs.csv', '__runs.csv'],
    ['..', '_'],
    ['C:runs.csv', 'C_runs.csv'],
  ])('called %s is beside the project', async (fileName, name) => {
    const scratch = new ScratchTables(folder('scratch'));
    const named = { ...project, data: { ...project.data!, fileName }, embedded: null };
    expect(await locateTable(folder('a.kan'), named, scratch)).toBe(folder(name));
  });
});
