/** From what a file holds to the values that the engine works with. */
import { describe, expect, it } from 'vitest';
import { MISSING_MARKS } from '../../../main/engine/data/columns/cells/cells.ts';
import { MISSING_WORDS } from '../../../main/engine/data/columns/cells/missingWords.ts';
import {
  liveCurve,
  liveData,
  liveFormula,
  liveLadder,
  liveSplit,
} from '../../../main/engine/storage/format/live.ts';
import type { StoredData, StoredLadder } from '../../../main/engine/storage/format/present.ts';
import type { Tree } from '../../../main/engine/storage/format/v2.ts';
import type { Encoding } from '../../../main/engine/data/encoding/encoding.ts';
import { noScores } from '../../../main/engine/data/index.ts';
import { createModel } from '../../../main/engine/kan/create.ts';
import { distinctConstants } from '../../../shared/expression/constants.ts';

const model = createModel({ inputs: 1, hidden: [], outputs: 1, seed: 1 });
const scaling = { shift: 0, scale: 1 };
const encoding: Encoding = {
  task: 'regression',
  features: [{ name: 'x', column: 'x', label: null, scaling, fill: null }],
  outputs: [{ name: 'y', scaling }],
  targets: ['y'],
  classes: [],
};

describe('the ladder of a file', () => {
  const rung = {
    kind: 'constant',
    title: 'Mean',
    r2: 0,
    parameters: 2,
    freedom: null,
    tookValidation: false,
  };
  const ladder: StoredLadder = {
    rungs: [{ ...rung, error: null, standardError: null, layers: [] }],
    ...{ chosen: 0, measure: 'RMSE', rows: 80, judgedBy: 'validation', crossValidated: false, sentence: '' },
  };

  it('has no error and no certainty where the file has none', () => {
    const [first] = liveLadder(ladder, [model], encoding).view.rungs;
    expect(first).toMatchObject({ error: NaN, standardError: Infinity, rowsPerParameter: 40 });
  });

  it('is judged on all rows by cross-validation, and on rows that an old file does not count otherwise', () => {
    const heldOut = (more: Partial<StoredLadder>) =>
      liveLadder({ ...ladder, ...more }, [model], encoding).view.heldOutRows;
    expect([heldOut({}), heldOut({ crossValidated: true }), heldOut({ heldOutRows: 20 })]).toEqual([
      null,
      80,
      20,
    ]);
  });

  it('has the rung that was chosen', () => {
    expect(() => liveLadder({ ...ladder, chosen: 1 }, [model], encoding)).toThrow(RangeError);
  });
});

describe('marks of a missing value', () => {
  const marksOf = (missing?: string[], none?: 'label') => {
    const data: StoredData = { fileName: 'a.csv', hash: '', setup: null, overrides: {} };
    const overrides = missing === undefined ? {} : { missing };
    return liveData({ ...data, overrides, ...(none && { none }) }).overrides.missing;
  };

  it('of a file from before sodium was a label have it where they have NA', () => {
    expect(marksOf(['NA', 'lost'])).toEqual(['NA', 'lost', 'Na']);
    expect([marksOf(['na', 'Na']), marksOf(['lost'])]).toEqual([['na', 'Na'], ['lost']]);
    expect(marksOf()).toEqual([...MISSING_MARKS, ...MISSING_WORDS].filter((mark) => mark !== ''));
  });

  it('are as the file has them since', () => {
    expect([marksOf(['NA'], 'label'), marksOf(undefined, 'label')]).toEqual([['NA'], undefined]);
  });
});

it('errors that a file does not have are no numbers', () => {
  expect(liveCurve([[3, 0.5, null]])).toEqual([{ step: 3, train: 0.5, validation: NaN }]);
  const target = { name: 'y', rmse: null, r2: null };
  expect(liveSplit({ ...noScores, confusion: null, targets: [target] }).targets[0].rmse).toBeNaN();
});

it('a constant is one where its value and its standard error are the same', () => {
  const constant = (error: number): Tree => ({ kind: 'number', value: 2.5, error, exact: null });
  const x: Tree = { kind: 'variable', name: 'x' };
  const times = (factor: Tree): Tree => ({ kind: 'product', factors: [factor, x] });
  const constantsIn = (...factors: Tree[]): number =>
    distinctConstants(liveFormula({ kind: 'sum', terms: factors.map(times) })).length;
  expect(constantsIn(constant(0.1), constant(0.1))).toBe(1);
  expect(constantsIn(constant(0.1), constant(0.2))).toBe(2);
});
