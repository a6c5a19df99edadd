/** What comparisons, phases and searches for formulas found, in project files. */
import { describe, expect, it } from 'vitest';
import { noFindings, type Findings } from '../../../main/engine/findings/findings.ts';
import { createModel } from '../../../main/engine/kan/create.ts';
import { packFiles, unpackFiles } from '../../../main/engine/storage/container.ts';
import { decodeJson, encodeJson } from '../../../main/engine/storage/json.ts';
import { decodeProject, encodeProject } from '../../../main/engine/storage/project.ts';
import { idleComparison } from '../../../shared/contract/views/comparison.ts';
import { idleSizeStudy } from '../../../shared/contract/views/sizeStudy.ts';
import { namedFormOf } from '../../../main/engine/symbolic/laws/named/namedForm.ts';
import { KanError } from '../../../shared/errors.ts';
import { exactNumber, number, power, product, sum, variable } from '../../../shared/expression/tree.ts';
import { app } from './containers.ts';
import { noScores } from '../../../main/engine/data/index.ts';
import { sampleProject } from './samples.ts';

const jsonName = 'findings/findings.json';

const { data, history } = sampleProject();
const of = { data: data!, revision: history.revisions[1].id };
const kan = { hidden: [3], parameters: 30, seconds: null, test: { ...noScores, rows: 9, rmse: 0.1 } };
const x = Float64Array.of(0, 0.5, 1);
const learned = (hidden: readonly number[]) => ({
  ...{ hidden, parameters: 7 },
  errors: [
    [0.1, NaN],
    [0.2, 0.3],
  ],
  curves: [Float64Array.of(1, 2, 3), Float64Array.of(4, Infinity, 6).fill(NaN, 1, 2)],
});

const half = { numerator: 1, denominator: 2, radicand: 1, constant: null };
const parabola = { join: null, laws: [{ law: 'parabola', column: 'x0' }] };

const findings: Findings = {
  comparison: {
    of,
    view: {
      ...{ ...idleComparison, status: 'finished', revision: of.revision, kan, verdict: 'Both.' },
      measure: 'cross-entropy',
      rows: { train: 7, validation: 1, test: 9 },
      perceptrons: [
        {
          ...{ ...kan, seconds: 2.5, method: 'L-BFGS', activation: 'tanh', atKanTime: null },
          curve: [
            { seconds: 0.1, error: NaN },
            { seconds: 2.5, error: 0.1 },
          ],
        },
      ],
    },
  },
  sizeStudy: {
    of,
    view: {
      ...{ ...idleSizeStudy, status: 'stopped', revision: of.revision, rows: { train: 7, test: 9 } },
      hidden: [3],
      kan: {
        points: [{ name: 'grid 3', parameters: 9, seconds: 1, error: 0.5 }],
        law: { exponent: -3, standardError: null, factor: 2, points: 2 },
      },
    },
  },
  phases: {
    of: { ...of, revision: '' },
    view: {
      ...{ by: { column: 'phase' }, x, axes: { input: 'x0', target: 'y0' } },
      phases: [
        { name: 'a', rows: 4, points: { x, y: x } },
        { name: 'b', rows: 5, points: null },
      ],
      ...{ kan: learned([2]), mlp: learned([4, 4]) },
    },
    network: {
      model: createModel({ inputs: 2, hidden: [2], outputs: 1, grid: 4, order: 2, seed: 3 }),
      steps: 200,
    },
  },
  formulas: {
    of,
    search: {
      ...{ status: 'stopped', method: 'discover', seed: 4, seconds: 2.5 },
      ...{ notes: ['1 → 1: found'], message: 'No formula was found for z.' },
    },
    outputs: [
      [
        {
          formula: {
            expression: product([number(2.5, 0.1), variable('x0')]),
            ...{ trainError: 0.1, validationError: NaN, complexity: 3, replaced: true },
            model: createModel({ inputs: 2, hidden: [], outputs: 1, grid: 3, order: 3, seed: 5 }),
          },
          ...{ fittedToValidation: false, repeats: null },
        },
        {
          formula: {
            expression: sum([number(1), power(variable('x0'), exactNumber(half))]),
            ...{ trainError: 0.01, validationError: 0.02, complexity: 5, replaced: false },
            ...{ shares: { train: 0.1, validation: NaN }, tabled: 4, comparedBy: 0.03, errorAsOthers: 0.3 },
            ...{ stays: true, trained: true, far: [3, 5], named: namedFormOf(parabola)! },
            model: createModel({ inputs: 2, hidden: [3], outputs: 1, grid: 4, order: 2, seed: 6 }),
          },
          fittedToValidation: true,
          repeats: { done: 1, of: 2, seconds: 3, listed: 1, forms: [] },
        },
      ],
      [],
    ],
  },
};

function bytesOf(kept: Findings): Uint8Array {
  return encodeProject({ ...sampleProject(), findings: kept }, app);
}

describe('findings', () => {
  it('are read back as they were, with figures that are no numbers and the network', () => {
    expect(decodeProject(bytesOf(findings), 'a.kan').findings).toEqual(findings);
  });

  it('are read back each alone, and without a network', () => {
    for (const kept of [
      { ...findings, comparison: null, phases: null, formulas: null },
      { ...findings, sizeStudy: null, phases: { ...findings.phases!, network: null } },
      { ...noFindings, formulas: findings.formulas },
    ]) {
      expect(decodeProject(bytesOf(kept), 'a.kan').findings).toEqual(kept);
    }
  });

  it.each<readonly [string, (json: Stored) => void]>([
    ['an unknown measure', ({ comparison }) => (comparison.measure = 'luck')],
    ['a comparison under way', ({ comparison }) => (comparison.status = 'running')],
    ['more errors than phases', ({ phases }) => phases.kan.errors.push([0, 0])],
    ['a curve of another length', ({ phases }) => phases.mlp.curves[0].push(1)],
    ['another network', ({ phases }) => (phases.kan.hidden = [3])],
    ['a network without its numbers', ({ phases }) => (phases.network.layers[0].grid = 5)],
    ['an unknown method of the search', ({ formulas }) => (formulas.method = 'luck')],
    ['a search under way', ({ formulas }) => (formulas.status = 'running')],
    ['a formula without its network', ({ formulas }) => formulas.outputs[1].push(formulas.outputs[0][1])],
    [
      'a function that is none',
      ({ formulas }) => (formulas.outputs[0][0].tree = { kind: 'call', fn: 'luck' }),
    ],
  ])('are refused with %s', (_, change) => {
    const { files } = unpackFiles(bytesOf(findings), 'a.kan');
    const json = decodeJson(files.get(jsonName)!) as Stored;
    change(json);
    const bytes = packFiles(new Map(files).set(jsonName, encodeJson(json)), app);
    expect(() => decodeProject(bytes, 'a.kan')).toThrow(KanError);
  });
});

/** What the tests change of findings.json. */
interface Stored {
  comparison: { measure: string; status: string };
  phases: {
    kan: { errors: number[][]; hidden: number[] };
    mlp: { curves: number[][] };
    network: { layers: { grid: number }[] };
  };
  formulas: { method: string; status: string; outputs: { tree: object }[][] };
}
