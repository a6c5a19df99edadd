/**
 * Files that earlier versions of KAN Studio wrote (tests/fixtures/format, each made by the program of its time): of the
 * window, of the command line, and of the journal.
 */
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import { main } from '../../../main/cli/main.ts';
import { createEngine } from '../../../main/engine/engine.ts';
import { packFiles, unpackFiles } from '../../../main/engine/storage/container.ts';
import type {
  StoredData,
  StoredEquations,
  StoredOperation,
} from '../../../main/engine/storage/format/present.ts';
import * as present from '../../../main/engine/storage/format/present.ts';
import { decodeJson, encodeJson } from '../../../main/engine/storage/json.ts';
import { decodeProject, encodeProject } from '../../../main/engine/storage/project.ts';
import {
  readingOptions,
  dataSetup,
  networkSetup,
  trainingSetup,
  type ReadingOptions,
  type DataSetup,
  type NetworkSetup,
  type TrainingSetup,
} from '../../../shared/contract/schemas/setups.ts';
import type { EquationDraft } from '../../../shared/contract/schemas/equationDraft.ts';
import type { ProblemFile } from '../../../shared/contract/schemas/problemFile.ts';
import type { Snapshot } from '../../../shared/contract/views/snapshot.ts';
import { idleFindings } from '../../../shared/contract/views/findings.ts';
import { connectTo } from '../engine/studio.ts';
import { sampleProject } from './samples.ts';
import { useFolder } from '../../support/folder.ts';

const samples = join(import.meta.dirname, '../../fixtures/format');
const versions = [1, 2, 3, 4, 5, 6, 7, 8] as const;

const folder = useFolder();

it('every version has samples', () => {
  expect(versions.at(-1)).toBe(present.formatVersion);
});

it('a file of version 8 shows the formulas that were found', async () => {
  const engine = createEngine({ journalFolder: null, appVersion: 'test' });
  const client = connectTo(engine);
  engine.grant('searched', join(samples, 'v8/search.kan'), false);
  const { formulaSearch } = await client.call('project.open', { file: 'searched' });
  expect(formulaSearch).toMatchObject({ status: 'finished', method: 'discover', seed: 1 });
  expect(formulaSearch.outputs[0].formulas.map(({ text }) => text)).toEqual([
    '1.83',
    '0.56*x1',
    '1.57*cos(1.6*x1) + 1.84',
    expect.stringMatching(/^exp\(0\.01\d*\*\(x2 - 10\)\^2 \+ cos\(pi\/2\*x1\)\)$/),
  ]);
  client.close();
});

const made = ['New network (hidden 2 + 1×; G 3, k 3)', 'Trained 15 steps (Levenberg–Marquardt)'];
const edited = [
  'Swapped h1.1 and h1.2',
  'Set the numbers of x1 → h1.2',
  'Turned x1 → h1.2 back into a spline',
  'Locked x1 → h1.2',
  'Unlocked x1 → h1.2',
  'Pruned x2 → h1.3, factor 1',
  'Restored x2 → h1.3, factor 1',
  'Added a sum node to hidden layer 1',
  'Pruned node h1.3',
  'Added a layer before layer 2',
  'Refined to grid 4',
  'Perturbed by 0.01',
  'Updated the grids',
  'Pruned edges below 0.3 and nodes below 0.01',
  'Simplified',
  'Turned into a formula',
];

const compared = [
  ...made,
  'Fixed 2 edges to their best candidates and refitted',
  ...edited,
  'New network (size chosen by the data; G 3, k 3)',
  'Trained: “Additive with pairs” of 4 models',
  'Used the model “Straight lines”',
];

/** What the history of the window's sample tells. */
const labels: Readonly<Record<(typeof versions)[number], readonly string[]>> = {
  1: ['New network (hidden 2; G 3, k 3)', 'Trained 15 steps (Levenberg–Marquardt)'],
  2: [...made, 'Fixed x1 → h1.1 to sin and refitted', ...edited],
  3: [...made, 'Fixed 2 edges to their best candidates and refitted', ...edited],
  4: compared,
  5: compared,
  6: compared,
  7: compared,
  8: compared,
};

/** Equations came with version 8: the sample has measured values, a change of the problem, and a solution with an MLP. */
function expectEquation(version: number, { equation, equationSteps }: Snapshot): void {
  if (version < 8) {
    expect(equationSteps).toEqual({
      draft: null,
      canUndo: false,
      canRedo: false,
      outOfDate: false,
      unsaved: false,
    });
    expect(equation.status).toBe('idle');
    return;
  }
  expect(equationSteps).toMatchObject({ draft: { form: { exact: 'exp(-0.4*t)' } }, canUndo: true });
  const { unknown, mlp, measuredRows, exact } = equation.solution!;
  expect(unknown[0]).toMatchObject({ name: 'k', value: expect.closeTo(0.4, 2) as number });
  expect(mlp!.steps).toBeGreaterThan(0);
  expect(measuredRows).toBe(4);
  expect(exact!.mse).toBeLessThan(1e-4);
}

/** Findings came with version 8: the sample has a comparison, a study of sizes and phases. */
function expectFindings(version: number, { comparison, sizeStudy, phases, findings }: Snapshot): void {
  if (version < 8) {
    expect(findings).toEqual(idleFindings);
    return;
  }
  const made = { table: 'falls.csv', network: expect.stringMatching(/^Trained/) as string };
  expect(findings.comparison).toMatchObject(made);
  expect(findings.sizeStudy).toMatchObject(made);
  expect(findings.phases).toMatchObject({ table: 'falls.csv', network: '' });
  expect(findings.phasesUsable).toBe(true);
  expect(comparison.perceptrons.every(({ test }) => test.rmse! > 0)).toBe(true);
  expect(sizeStudy.kan.points.map(({ name }) => name)).toContain('grid 3');
  expect(phases!.mlp.errors).toHaveLength(2);
}

describe.each(versions)('a project of version %i', (version) => {
  const sample = (name: string): string => join(samples, `v${version}`, name);

  it('opens in the window unchanged, can be trained further, and is saved', { timeout: 60_000 }, async () => {
    const engine = createEngine({ journalFolder: null, appVersion: 'test' });
    engine.grant('sample-file', sample('window.kan'), false);
    engine.grant('saved-file', folder('saved.kan'), true);
    const client = connectTo(engine);
    const now = (): Promise<Snapshot> => client.call('session.snapshot', undefined);

    await client.call('project.open', { file: 'sample-file' });
    const opened = await now();
    expect(opened.history.revisions.map(({ label }) => label)).toEqual(labels[version]);
    expect(opened.table?.fileName).toBe('falls.csv');
    // The errors are measured anew, on the table that was saved inside.
    const stored = opened.history.revisions.find(({ id }) => id === opened.history.current)!.scores!;
    expect(opened.scores!.train.rows).toBe(stored.train.rows);
    expect(opened.scores!.train.rmse! / stored.train.rmse!).toBeCloseTo(1, 9);
    expect(opened.scores!.test.rmse! / stored.test.rmse!).toBeCloseTo(1, 9);

    expectEquation(version, opened);
    expectFindings(version, opened);
    for (const { id } of opened.history.revisions) await client.call('history.makeCurrent', { revision: id });
    const [{ layer, input, output, locked }] = (await now()).model!.edges;
    const edit = { type: 'lock', edges: [{ layer, input, output }], locked: !locked } as const;
    await client.call('model.edit', { edit, refit: 0 });
    await client.call('project.save', { file: 'saved-file' });
    const saved = await now();
    expect(saved.history.revisions).toHaveLength(opened.history.revisions.length + 1);
    await client.call('project.open', { file: 'saved-file' });
    expect((await now()).history).toEqual(saved.history);
    expect((await now()).equation).toEqual(opened.equation);
    expect((await now()).comparison).toEqual(opened.comparison);
    expect((await now()).phases).toEqual(opened.phases);
    client.close();
  });

  it('is read by the command line, with its formula', async () => {
    const kan = async (...argv: string[]): Promise<string> => {
      const written = { stdout: '', stderr: '' };
      const status = await main(argv, {
        stdin: (async function* () {})(),
        stdout: (text) => void (written.stdout += text),
        stderr: (text) => void (written.stderr += text),
        terminalWidth: null,
        interrupted: new AbortController().signal,
      });
      expect(status, written.stderr).toBe(0);
      return written.stdout;
    };
    const info = await kan('info', sample('terminal.kan'));
    expect(info).toContain('Predicts y from');
    expect(info).toMatch(version === 1 ? /Fixed edge 0,0,0 to sin/ : /Fixed x1 → h1.1 to sin and refitted/);
    expect(await kan('formula', sample('formula.kan'))).toMatch(/^y = .*exp\(/m);
    const table = join(samples, 'falls.csv');
    const predictions = await kan('predict', sample('terminal.kan'), table);
    expect(predictions.trim().split('\n')).toHaveLength(61);
  });

  it('is restored from the journal', async () => {
    const journal = folder('journal');
    await cp(sample('journal'), journal, { recursive: true });
    await cp(join(samples, 'falls.csv'), folder('falls.csv'));
    const state = await readFile(join(journal, 'state.json'), 'utf8');
    const here = state.replace('"/home/ada/falls.csv"', JSON.stringify(folder('falls.csv')));
    expect(here).not.toBe(state);
    await writeFile(join(journal, 'state.json'), here);
    const engine = createEngine({ journalFolder: journal, appVersion: 'test' });
    await engine.ready;
    const client = connectTo(engine);
    const snapshot = await client.call('session.snapshot', undefined);
    const { history, recovered, dataset } = snapshot;
    expectEquation(version, snapshot);
    expectFindings(version, snapshot);
    expect(recovered).toBe(true);
    expect(history.revisions).toHaveLength(2);
    expect(history.current).toBe(history.revisions[1].id);
    expect(dataset?.rows.train).toBeGreaterThan(0);
    client.close();
    await engine.flush();
  });
});

describe('the frozen schemas of the present version', () => {
  type SetupOf<T extends StoredOperation['type']> = Extract<
    StoredOperation,
    { type: T; setup: unknown }
  >['setup'];

  it('have the fields of the live values: a newer field belongs to a later version', () => {
    expectTypeOf<keyof StoredData['overrides']>().toEqualTypeOf<keyof ReadingOptions>();
    expectTypeOf<keyof NonNullable<StoredData['setup']>>().toEqualTypeOf<keyof DataSetup>();
    expectTypeOf<keyof SetupOf<'create'>>().toEqualTypeOf<keyof NetworkSetup>();
    expectTypeOf<keyof SetupOf<'train'>>().toEqualTypeOf<keyof TrainingSetup>();
  });

  it('have the fields of a problem, and of the draft in the window', () => {
    type Draft = StoredEquations['drafts'][number];
    type Problem = StoredEquations['solutions'][number]['problem'];
    expectTypeOf<keyof Draft>().toEqualTypeOf<keyof EquationDraft>();
    expectTypeOf<keyof Draft['form']>().toEqualTypeOf<keyof EquationDraft['form']>();
    expectTypeOf<keyof Draft['settings']>().toEqualTypeOf<keyof EquationDraft['settings']>();
    type OfRun = 'data' | 'sheet' | 'measurements' | 'grid' | 'order' | 'k' | 'seed' | 'seconds';
    expectTypeOf<keyof Problem>().toEqualTypeOf<Exclude<keyof ProblemFile, OfRun>>();
  });

  it('accept everything that the window may send: no bound of the window is wider', () => {
    const { properties } = jsonSchema(present.revision);
    const setup = (type: string): JsonSchema =>
      properties!['operation'].anyOf![0].oneOf!.find(({ properties }) => properties!['type'].const === type)!
        .properties!['setup'];
    const data = properties!['data'].anyOf![0].properties!;
    expectWithin(jsonSchema(networkSetup), setup('create'));
    expectWithin(jsonSchema(trainingSetup), setup('train'));
    expectWithin(jsonSchema(dataSetup), data['setup'].anyOf![0]);
    expectWithin(jsonSchema(readingOptions), data['overrides']);
  });
});

type Bound = 'maximum' | 'maxItems' | 'maxLength' | 'minimum' | 'minItems';

/** What is used of JSON Schema. */
type JsonSchema = Readonly<Partial<Record<Bound, number>>> & {
  readonly const?: string;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
};

function jsonSchema(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema) as unknown as JsonSchema;
}

/** Every bound of `inner` is within that of `outer`. */
function expectWithin(inner: JsonSchema, outer: JsonSchema, path = ''): void {
  if (inner.enum) {
    if (outer.enum) expect(outer.enum, path).toEqual(expect.arrayContaining([...inner.enum]));
    return;
  }
  for (const bound of ['maximum', 'maxItems', 'maxLength', 'minimum', 'minItems'] as const) {
    const [tight, wide] = [inner[bound], outer[bound]];
    if (wide === undefined) continue;
    const sign = bound.startsWith('max') ? 1 : -1;
    expect(tight, `${path}.${bound}`).toBeDefined();
    expect(sign * tight!, `${path}.${bound}`).toBeLessThanOrEqual(sign * wide);
  }
  for (const [name, property] of Object.entries(inner.properties ?? {})) {
    expectWithin(property, outer.properties![name], `${path}.${name}`);
  }
  if (inner.items) expectWithin(inner.items, outer.items!, `${path}[]`);
  if (inner.anyOf && outer.anyOf) expectWithin(inner.anyOf[0], outer.anyOf[0], path);
}

describe('names that are newer than the frozen version', () => {
  it('of an edit are kept with its fields, or reported as of a later program', () => {
    const withEdit = (edit: object): Uint8Array => {
      const { files } = unpackFiles(encodeProject(sampleProject(), 'test'), 'a.kan');
      const path = 'revisions/second/model.json';
      const json = decodeJson(files.get(path)!) as object;
      const operation = { type: 'edit', edit, refit: 0, kept: null };
      return packFiles(new Map(files).set(path, encodeJson({ ...json, operation })), 'test');
    };
    expect(present.isKnown({ type: 'lock', edges: [], locked: true })).toBe(true);
    const later = withEdit({ type: 'transplant', edge: { layer: 0, input: 0, output: 0 } });
    expect(() => decodeProject(later, 'a.kan')).toThrow(/“a.kan” was made by a later KAN Studio/);
    expect(() => decodeProject(withEdit({ type: 'lock' }), 'a.kan')).toThrow(/damaged/);
  });
});
