import { writeFile } from 'node:fs/promises';
import { strToU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { loadTable } from '../../../main/engine/data/index.ts';
import { noFindings } from '../../../main/engine/findings/findings.ts';
import { noSteps } from '../../../main/engine/equations/steps.ts';
import { decodeJson, encodeJson } from '../../../main/engine/storage/json.ts';
import { packFiles, unpackFiles } from '../../../main/engine/storage/container.ts';
import { formatVersion } from '../../../main/engine/storage/format/present.ts';
import { decodeProject, encodeProject, type Project } from '../../../main/engine/storage/project.ts';
import { createModel } from '../../../main/engine/kan/create.ts';
import { emptyHistory } from '../../../main/engine/history/history.ts';
import type { Revision } from '../../../main/engine/history/revision.ts';
import { defaultsOf } from '../../../shared/settings/setting.ts';
import { trainingSettings } from '../../../shared/settings/training.ts';
import { app, ofVersion } from './containers.ts';
import { sampleProject } from './samples.ts';
import { useFolder } from '../../support/folder.ts';

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

  it('keeps the columns of groups and of uncertainties', () => {
    const project = sampleProject();
    const setup = { ...project.data!.setup!, groups: 'subject', uncertainty: 'err' };
    const changed = { ...project, data: { ...project.data!, setup } };
    expect(decodeProject(encodeProject(changed, app), 'a.kan').data?.setup).toEqual(setup);
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

  it('keeps how the rows of classes were split: a file that does not say it is of before', () => {
    const project = sampleProject();
    const setup = { ...project.data!.setup!, task: 'classification' as const };
    const now = encodeProject({ ...project, data: { ...project.data!, setup } }, app);
    expect(decodeProject(now, 'a.kan').data?.setup).toEqual(setup);
    const { files } = unpackFiles(now, 'a.kan');
    const json = decodeJson(files.get('project.json')!) as { data: { setup: { stratified?: boolean } } };
    delete json.data.setup.stratified;
    const before = packFiles(new Map(files).set('project.json', encodeJson(json)), app);
    const opened = decodeProject(before, 'a.kan');
    expect(opened.data?.setup).toEqual({ ...setup, stratified: false });
    expect(decodeProject(encodeProject(opened, app), 'a.kan').data).toEqual(opened.data);
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
      const unknown = ['weights', 'weight', 'targets', 'rocAuc', 'confusion'];
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
    expect(scores?.train).toMatchObject({
      ...{ rmse: 0.1 + 0.2, weight: null, targets: [], rocAuc: null, confusion: null },
    });
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

  it('keeps the search that found a formula, what its repeats tell, and which rows lie far from it', () => {
    const project = sampleProject();
    const form = { text: '2*x', latex: '2 \\, x', repeats: 3, same: true };
    const operation = {
      type: 'symbolic' as const,
      formulas: ['2*x', 'x'],
      search: { method: 'discover' as const, seed: 7 },
      repeats: [{ done: 4, of: 5, seconds: 1.5, listed: 3, forms: [form] }, null],
      far: [[9], []],
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
});
