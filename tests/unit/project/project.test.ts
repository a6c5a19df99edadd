import { readdir, readFile, writeFile } from 'node:fs/promises';
import fc from '../../support/properties.ts';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { loadTable } from '../../../main/engine/data/index.ts';
import { noFindings } from '../../../main/engine/findings/findings.ts';
import { noSteps } from '../../../main/engine/equations/steps.ts';
import { decodeJson, encodeJson } from '../../../main/engine/storage/json.ts';
import { replaceFile } from '../../../main/files/replaceFile.ts';
import { packFiles, unpackFiles } from '../../../main/engine/storage/container.ts';
import { formatVersion } from '../../../main/engine/storage/format/versions.ts';
import { decodeProject, encodeProject, type Project } from '../../../main/engine/storage/project.ts';
import { createModel } from '../../../main/engine/kan/create.ts';
import { emptyHistory } from '../../../main/engine/history/history.ts';
import type { Revision } from '../../../main/engine/history/revision.ts';
import { KanError } from '../../../shared/errors.ts';
import { defaultsOf } from '../../../shared/settings/setting.ts';
import { trainingSettings } from '../../../shared/settings/training.ts';
import { sampleProject } from './samples.ts';
import { useFolder } from '../../support/folder.ts';

const app = 'KAN Studio test';

function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof KanError) {
      expect(error.detail.kind).toBe('user');
      expect(error.detail.hint).not.toBe('');
      return error.detail.code;
    }
    throw error;
  }
  return 'none';
}

/** The container with one of its files changed and the manifest left alone. */
function rezipped(bytes: Uint8Array, change: (files: Record<string, Uint8Array>) => void): Uint8Array {
  const files: Record<string, Uint8Array> = { ...unzipSync(bytes) };
  change(files);
  return zipSync(files);
}

/** The container with an earlier version in its manifest. */
function ofVersion(version: number, bytes: Uint8Array): Uint8Array {
  return rezipped(bytes, (zipped) => {
    const manifest = JSON.parse(new TextDecoder().decode(zipped['manifest.json'])) as object;
    zipped['manifest.json'] = strToU8(JSON.stringify({ ...manifest, version }));
  });
}

/** With “None” among the marks of missing values, as it was before it could be a label. */
function asBefore<P extends Project>(project: P): P {
  const missing = expect.arrayContaining(['na', '?', 'none', 'nil']) as string[];
  const { data } = project;
  return { ...project, data: { ...data!, overrides: { ...data!.overrides, missing } } };
}

describe('project file', () => {
  const folder = useFolder();

  it('reads back everything, bit for bit', () => {
    const project = sampleProject();
    expect(decodeProject(encodeProject(project, app), 'a.kan')).toEqual(project);
  });

  it('keeps how the table of each revision was read', () => {
    const project = sampleProject();
    const revisions = project.history.revisions.map((revision) => ({ ...revision, data: project.data }));
    const withData = { ...project, history: { ...project.history, revisions } };
    expect(decodeProject(encodeProject(withData, app), 'a.kan')).toEqual(withData);
  });

  it('keeps units that were set by hand', () => {
    const project = sampleProject();
    const { data } = project;
    const setup = { ...data!.setup!, units: { x0: 'm/s', y0: '' } };
    const withUnits = { ...project, data: { ...data!, setup } };
    expect(decodeProject(encodeProject(withUnits, app), 'a.kan')).toEqual(withUnits);
  });

  it('works without data and without a model', () => {
    const nothing = { history: emptyHistory, data: null, embedded: null, curve: [] };
    const project = { ...nothing, threshold: 0.5, equations: noSteps, findings: noFindings };
    expect(decodeProject(encodeProject(project, app), 'a.kan')).toEqual(project);
  });

  it('reads a table as it was read when the file was saved: “None” was missing before it was a label', async () => {
    const path = folder('shrubs.csv');
    await writeFile(path, ['shrub;y', ...'Few;1 None;2 Many;3 ?;4 '.repeat(6).trim().split(' ')].join('\n'));
    const missingIn = async (bytes: Uint8Array): Promise<number> =>
      (await loadTable(path, decodeProject(bytes, 'a.kan').data!.overrides)).columns[0].missing;
    const now = encodeProject(sampleProject(), app);
    const { files } = unpackFiles(now, 'a.kan');
    const { data, ...rest } = decodeJson(files.get('project.json')!) as { data: { none?: string } };
    delete data.none;
    const before = packFiles(new Map(files).set('project.json', encodeJson({ ...rest, data })), app);
    expect(await missingIn(now)).toBe(6);
    expect(await missingIn(before)).toBe(12);
    expect(await missingIn(encodeProject(decodeProject(before, 'a.kan'), app))).toBe(12);
  });

  it('reads files of version 1', () => {
    const project = sampleProject();
    const files = new Map(unpackFiles(encodeProject(project, app), 'a.kan').files);
    for (const [path, bytes] of files) {
      if (!path.endsWith('.json')) continue;
      const younger = path === 'project.json' ? ['tip', 'threshold'] : ['name', 'curve', 'data'];
      const json = Object.entries(JSON.parse(new TextDecoder().decode(bytes)) as object);
      const known = Object.fromEntries(json.filter(([key]) => !younger.includes(key)));
      files.set(path, strToU8(JSON.stringify(known)));
    }
    const old = ofVersion(1, packFiles(files, app));
    expect(decodeProject(old, 'a.kan')).toEqual({ ...asBefore(project), threshold: 0.5 });
  });

  it('reads edits of one edge and of two nodes, as files of version 2 have them', () => {
    // The threshold came with version 8.
    const { history, ...rest } = { ...sampleProject(), threshold: 0.5 };
    const [first, ...others] = history.revisions;
    const asEdited = (edit: object): Project => {
      const operation = { type: 'edit', edit, refit: 3, kept: null } as Revision['operation'];
      return { ...rest, history: { ...history, revisions: [{ ...first, operation }, ...others] } };
    };
    const saved = (edit: object): Uint8Array => ofVersion(2, encodeProject(asEdited(edit), app));
    const edge = { layer: 0, input: 1, output: 0 };
    const numbers = { function: 'sin', affine: [1, 0, 2, 0] };
    expect(decodeProject(saved({ type: 'fix', edge, ...numbers }), 'a.kan')).toEqual(
      asBefore(asEdited({ type: 'fix', edges: [edge], ...numbers })),
    );
    expect(decodeProject(saved({ type: 'swap', layer: 1, first: 0, second: 1 }), 'a.kan')).toEqual(
      asBefore(asEdited({ type: 'swap', layer: 1, pairs: [[0, 1]] })),
    );
    expect(decodeProject(saved({ type: 'sparsify' }), 'a.kan')).toEqual(
      asBefore(asEdited({ type: 'sparsify' })),
    );
  });

  it('reads files without weights and without errors of each target', () => {
    const files = new Map(unpackFiles(encodeProject(sampleProject(), app), 'a.kan').files);
    for (const [path, bytes] of files) {
      if (!path.endsWith('.json')) continue;
      const unknown = ['weights', 'targets', 'rocAuc', 'confusion'];
      const text = JSON.stringify(
        JSON.parse(new TextDecoder().decode(bytes), function (this: object, key, value: unknown) {
          const known = key === 'targets' && !('rmse' in this);
          return unknown.includes(key) && !known ? undefined : value;
        }),
      );
      files.set(path, strToU8(text));
    }
    const { data, history } = decodeProject(packFiles(files, app), 'a.kan');
    expect(data?.setup).toMatchObject({ weights: null, targets: ['y0'] });
    const { scores } = history.revisions[0];
    expect(scores?.train).toMatchObject({ rmse: 0.1 + 0.2, targets: [], rocAuc: null, confusion: null });
  });

  it('keeps the settings under More', () => {
    const project = sampleProject();
    const network = { hidden: [2], grid: 3, order: 3, seed: 1, gridLow: -2, gridHigh: 3, noiseScale: 0.5 };
    const baseFunction = 'identity' as const;
    const more = {
      lambL1: 0.5,
      lambEntropy: 1,
      lambCoef: 2,
      lambCoefDiff: 3,
      regMetric: 'edge_backward' as const,
    };
    const grids = { gridUpdates: 2, gridUpdateStart: 1, gridUpdateStop: 9, gridEps: 0.5, trainingSeed: 4 };
    const training = { ...defaultsOf(trainingSettings), ...more, ...grids };
    for (const operation of [
      { type: 'create' as const, setup: { ...network, baseFunction } },
      { type: 'train' as const, setup: training, steps: 3 },
    ]) {
      const revisions = project.history.revisions.with(0, { ...project.history.revisions[0], operation });
      const bytes = encodeProject({ ...project, history: { ...project.history, revisions } }, app);
      expect(decodeProject(bytes, 'a.kan').history.revisions[0].operation).toEqual(operation);
    }
  });

  it.each(['identity', 'zero'] as const)('keeps the base function %s of a network', (base) => {
    const project = sampleProject();
    const model = createModel({ inputs: 2, hidden: [2], outputs: 1, seed: 1, base });
    const revisions = project.history.revisions.with(0, { ...project.history.revisions[0], model });
    const bytes = encodeProject({ ...project, history: { ...project.history, revisions } }, app);
    const read = decodeProject(bytes, 'a.kan').history.revisions[0].model;
    expect(read).toEqual(model);
    expect(read.layers.map((layer) => layer.base)).toEqual([base, base]);
  });

  it('does not open a network with a base function that it does not know', () => {
    const project = sampleProject();
    const [first] = project.history.revisions;
    const layers = first.model.layers.map((layer) => ({ ...layer, base: 'cube' as 'silu' }));
    const revisions = project.history.revisions.with(0, { ...first, model: { ...first.model, layers } });
    const bytes = encodeProject({ ...project, history: { ...project.history, revisions } }, app);
    expect(() => decodeProject(bytes, 'a.kan')).toThrow('was made by a later KAN Studio');
  });

  it('keeps the search that found a formula, and what its repeats tell', () => {
    const project = sampleProject();
    const form = { text: '2*x', latex: '2 \\, x', repeats: 3, same: true };
    const operation = {
      type: 'symbolic' as const,
      formulas: ['2*x', 'x'],
      search: { method: 'discover' as const, seed: 7 },
      repeats: [{ done: 4, of: 5, seconds: 1.5, listed: 3, forms: [form] }, null],
    };
    const revisions = project.history.revisions.with(0, { ...project.history.revisions[0], operation });
    const bytes = encodeProject({ ...project, history: { ...project.history, revisions } }, app);
    expect(decodeProject(bytes, 'a.kan').history.revisions[0].operation).toEqual(operation);
  });

  it('has the same bytes for the same project', () => {
    expect(encodeProject(sampleProject(), app)).toEqual(encodeProject(sampleProject(), app));
  });

  it('has the layout of docs/file-format.md', () => {
    const files = unzipSync(encodeProject(sampleProject(), app));
    expect(Object.keys(files).sort()).toEqual([
      'data/table',
      'manifest.json',
      'project.json',
      'revisions/first/model.json',
      'revisions/first/params.safetensors',
      'revisions/second/model.json',
      'revisions/second/params.safetensors',
    ]);
    const manifest = JSON.parse(new TextDecoder().decode(files['manifest.json']));
    expect(manifest).toMatchObject({ format: 'kan-studio', version: formatVersion, app });
  });

  it('says what is wrong with a file of another program', () => {
    const read = (bytes: Uint8Array): string => codeOf(() => decodeProject(bytes, 'a.kan'));
    expect(read(new Uint8Array())).toBe('project.foreign');
    expect(read(strToU8('x,y\n1,2\n'))).toBe('project.foreign');
    expect(read(zipSync({ 'word/document.xml': strToU8('<xml/>') }))).toBe('project.foreign');
    expect(read(zipSync({ 'manifest.json': strToU8('{"format":"other","version":1}') }))).toBe(
      'project.foreign',
    );
    expect(read(zipSync({ 'manifest.json': strToU8('{"format"') }))).toBe('project.damaged');
  });

  it('distinguishes a file of a later version from a damaged one', () => {
    const later = zipSync({
      'manifest.json': strToU8(`{"format":"kan-studio","version":${formatVersion + 1},"more":[]}`),
    });
    expect(codeOf(() => decodeProject(later, 'a.kan'))).toBe('project.newer');
  });

  it('notices changed, missing and added files', () => {
    const whole = encodeProject(sampleProject(), app);
    const name = 'revisions/first/params.safetensors';
    const changed = rezipped(whole, (files) => (files[name] = files[name].with(500, files[name][500] ^ 1)));
    const removed = rezipped(whole, (files) => Reflect.deleteProperty(files, name));
    const longer = rezipped(whole, (files) => (files[name] = new Uint8Array([...files[name], 0])));
    for (const bytes of [changed, removed, longer]) {
      expect(codeOf(() => decodeProject(bytes, 'a.kan'))).toBe('project.damaged');
    }
  });

  it('refuses contents that are complete but contradict each other', () => {
    const files = new Map(unpackFiles(encodeProject(sampleProject(), app), 'a.kan').files);
    const edit = (path: string, from: string, to: string): Uint8Array => {
      const text = new TextDecoder().decode(files.get(path));
      expect(text).toContain(from);
      return packFiles(new Map(files).set(path, strToU8(text.replace(from, to))), app);
    };
    const broken = [
      edit('revisions/second/model.json', '"sin"', '"sinus"'),
      edit('revisions/second/model.json', '"inputs": 2', '"inputs": 3'),
      edit('revisions/second/model.json', '"parent": "first"', '"parent": "second"'),
      edit('revisions/second/model.json', '"grid": 3', '"grid": 99999'),
      edit('revisions/first/model.json', '"y0"', '"y0"}, {"name":"y1"'),
      edit('project.json', '"current": "second"', '"current": "third"'),
      edit('project.json', '"second"', '"../second"'),
      packFiles(new Map(files).set('revisions/first/params.safetensors', new Uint8Array(40)), app),
    ];
    for (const bytes of broken) expect(codeOf(() => decodeProject(bytes, 'a.kan'))).toBe('project.damaged');
  });

  it('does not trust a wrong length', () => {
    const bytes = encodeProject(sampleProject(), app);
    // Uncompressed size in every central directory entry (signature PK\1\2, offset 24).
    for (let i = 0; i + 28 < bytes.length; i++) {
      const isEntry = bytes[i] === 0x50 && bytes[i + 1] === 0x4b && bytes[i + 2] === 1 && bytes[i + 3] === 2;
      if (isEntry) bytes.set([0xff, 0xff, 0xff, 0x7f], i + 24);
    }
    expect(codeOf(() => decodeProject(bytes, 'a.kan'))).toBe('project.damaged');
  });
});

describe('damage at random', () => {
  const whole = encodeProject(sampleProject(), app);
  const models = sampleProject().history;

  /** Either a clear error or the right models: nothing else can come of any bytes. */
  function readsRightOrRefuses(bytes: Uint8Array): void {
    const before = process.memoryUsage().arrayBuffers;
    try {
      expect(decodeProject(bytes, 'a.kan').history).toEqual(models);
    } catch (error) {
      if (!(error instanceof KanError)) throw error;
      expect(error.detail.code).toMatch(/^project\.(damaged|foreign|newer)$/);
    }
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100_000_000);
  }

  it('truncated anywhere', () => {
    fc.assert(
      fc.property(fc.nat(whole.length - 1), (length) => {
        expect(codeOf(() => decodeProject(whole.slice(0, length), 'a.kan'))).not.toBe('none');
      }),
      { numRuns: 300 },
    );
  });

  it('bytes changed anywhere', () => {
    const edits = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 })), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(edits, (changes) => {
        const bytes = whole.slice();
        for (const [at, xor] of changes) bytes[at] ^= xor;
        readsRightOrRefuses(bytes);
      }),
      { numRuns: 1000 },
    );
  });

  it('pieces cut out, doubled or filled with zeros', () => {
    const piece = fc.tuple(
      fc.constantFrom('cut', 'double', 'zero'),
      fc.nat(whole.length - 1),
      fc.nat(whole.length - 1),
    );
    fc.assert(
      fc.property(piece, ([how, a, b]) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b) + 1];
        const middle = whole.slice(from, to);
        const replaced = how === 'cut' ? [] : how === 'double' ? [...middle, ...middle] : middle.fill(0);
        readsRightOrRefuses(new Uint8Array([...whole.slice(0, from), ...replaced, ...whole.slice(to)]));
      }),
      { numRuns: 300 },
    );
  });

  it('any bytes at all', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => readsRightOrRefuses(bytes)),
      { numRuns: 300 },
    );
  });
});

describe('atomic writing', () => {
  const folder = useFolder();

  it('replaces a file and leaves nothing else behind', async () => {
    const path = folder('sub', 'a.kan');
    await replaceFile(path, 'old');
    await replaceFile(path, 'new');
    expect(await readFile(path, 'utf8')).toBe('new');
    expect(await readdir(folder('sub'))).toEqual(['a.kan']);
  });

  it('leaves the old file whole and no temporary one where it fails', async () => {
    await replaceFile(folder('dir', 'inside'), 'kept');
    await expect(replaceFile(folder('dir'), 'x')).rejects.toMatchObject({
      detail: { kind: 'user', code: 'file.write' },
    });
    await expect(replaceFile(folder('dir', 'inside', 'deeper'), 'x')).rejects.toMatchObject({
      detail: { code: 'file.write' },
    });
    expect(await readdir(folder())).toEqual(['dir']);
    expect(await readFile(folder('dir', 'inside'), 'utf8')).toBe('kept');
  });
});
