import { describe, expect, it } from 'vitest';
import fc from '../../support/properties.ts';
import type { Encoding } from '../../../main/engine/data/encoding/encoding.ts';
import { scoreOf } from '../../../main/engine/data/index.ts';
import { areaUnderRoc } from '../../../main/engine/data/scores/areaUnderRoc.ts';
import { rocPoints } from '../../../main/engine/data/scores/roc.ts';

describe('outputs that are not finite', () => {
  it('are left out of the area under the ROC curve, and have no class', () => {
    expect(areaUnderRoc(Float64Array.of(1, NaN, 2), Uint8Array.of(0, 1, 1), null)).toBeNull();
    const batch = { rows: 3, inputs: new Float64Array(0), targets: Float64Array.of(0, 1, 0), weights: null };
    const scores = scoreOf(classes('no', 'yes'), Float64Array.of(-1, 2, NaN), batch);
    expect(scores).toMatchObject({ rows: 3, rocAuc: null, accuracy: 2 / 3 });
    expect(scores.confusion?.counts).toEqual([
      [1, 0],
      [0, 1],
    ]);
  });
});

const unscaled = { shift: 0, scale: 1 };

function classes(...labels: string[]): Encoding {
  const outputs = (labels.length === 2 ? labels.slice(1) : labels).map((name) => ({
    name,
    scaling: unscaled,
  }));
  return { task: 'classification', features: [], outputs, targets: ['c'], classes: labels };
}

const regression: Encoding = {
  task: 'regression',
  features: [],
  outputs: [
    { name: 'u', scaling: { shift: 10, scale: 2 } },
    { name: 'v', scaling: unscaled },
  ],
  targets: ['u', 'v'],
  classes: [],
};

function batchOf(targets: readonly number[], weights: readonly number[] | null = null, columns = 1) {
  return {
    rows: targets.length / columns,
    inputs: new Float64Array(0),
    targets: Float64Array.from(targets),
    weights: weights && Float64Array.from(weights),
  };
}

describe('the area under the ROC curve', () => {
  it('equals hand-counted pairs, with ties counting half', () => {
    const auc = (scores: number[], belongs: number[]): number | null =>
      areaUnderRoc(Float64Array.from(scores), Uint8Array.from(belongs), null);
    expect(auc([1, 2, 3, 4], [0, 0, 1, 1])).toBe(1);
    expect(auc([4, 3, 2, 1], [0, 0, 1, 1])).toBe(0);
    expect(auc([5, 5, 5], [0, 1, 1])).toBe(0.5);
    // Pairs: 0.8 beats both others; 0.4 beats 0.1 and ties with 0.4: 3.5 of 4.
    expect(auc([0.1, 0.4, 0.4, 0.8], [0, 0, 1, 1])).toBe(3.5 / 4);
    expect(auc([1, 2], [1, 1])).toBeNull();
    expect(auc([], [])).toBeNull();
  });

  it('is the weighted share of pairs, counted one by one', () => {
    const row = fc.record({
      score: fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ noNaN: true, min: -1e6, max: 1e6 })),
      belongs: fc.boolean(),
      weight: fc.constantFrom(0, 0.5, 1, 3),
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 30 }), (rows) => {
        let [pairs, won] = [0, 0];
        for (const a of rows.filter((r) => r.belongs)) {
          for (const b of rows.filter((r) => !r.belongs)) {
            pairs += a.weight * b.weight;
            won += a.weight * b.weight * (a.score > b.score ? 1 : a.score === b.score ? 0.5 : 0);
          }
        }
        const found = areaUnderRoc(
          Float64Array.from(rows, (r) => r.score),
          Uint8Array.from(rows, (r) => (r.belongs ? 1 : 0)),
          Float64Array.from(rows, (r) => r.weight),
        );
        if (pairs === 0) expect(found).toBeNull();
        else expect(found).toBeCloseTo(won / pairs, 12);
      }),
    );
  });
});

it('a ROC curve has one point for all rows of equal scores', () => {
  const points = rocPoints(Float64Array.of(1, 1, 0, 2, 1), Uint8Array.of(1, 0, 0, 1, 0), null);
  expect([...points.falsePositive]).toEqual([0, 0, 2 / 3, 1]);
  expect([...points.truePositive]).toEqual([0, 1 / 2, 1, 1]);
});

describe('scores of classes', () => {
  it('of two: entropy, accuracy, area and confusion by hand', () => {
    const outputs = Float64Array.of(-Math.log(3), Math.log(3), Math.log(4), 0);
    const scores = scoreOf(classes('no', 'yes'), outputs, batchOf([0, 0, 1, 1]));
    // p(yes) = 1/4, 3/4, 4/5, 1/2; of equal chances the first class is taken.
    const entropy = -(Math.log(3 / 4) + Math.log(1 / 4) + Math.log(4 / 5) + Math.log(1 / 2)) / 4;
    expect(scores).toEqual({
      rows: 4,
      weight: null,
      rmse: null,
      r2: null,
      targets: [],
      crossEntropy: expect.closeTo(entropy, 14) as number,
      accuracy: 0.5,
      // 4/5 beats both, 1/2 beats 1/4.
      rocAuc: 3 / 4,
      confusion: {
        labels: ['no', 'yes'],
        counts: [
          [1, 1],
          [1, 1],
        ],
      },
    });
  });

  it('of two: weights count rows several times', () => {
    const outputs = [-2, 1, 0.5, 3, -1];
    const targets = [0, 0, 1, 1, 1];
    const weights = [1, 2, 3, 1, 0];
    const repeated = weights.flatMap((weight, row) => Array.from({ length: weight }, () => row));
    const weighted = scoreOf(classes('a', 'b'), Float64Array.from(outputs), batchOf(targets, weights));
    const plain = scoreOf(
      classes('a', 'b'),
      Float64Array.from(repeated, (row) => outputs[row]),
      batchOf(repeated.map((row) => targets[row])),
    );
    expect(weighted.rows).toBe(4);
    expect(weighted.weight).toBe(7);
    expect(plain.weight).toBeNull();
    expect(weighted.confusion).toEqual(plain.confusion);
    for (const figure of ['crossEntropy', 'accuracy', 'rocAuc'] as const) {
      expect(weighted[figure]).toBeCloseTo(plain[figure]!, 14);
    }
  });

  it('of three: the mean of each against the rest, classes without rows left out', () => {
    // Softmax of logits [class][row].
    const outputs = Float64Array.of(...[2, 0, 0, 1], ...[0, 2, 1, 1.5], ...[0, 0, 0, -1]);
    const scores = scoreOf(classes('a', 'b', 'c'), outputs, batchOf([0, 1, 0, 1]));
    expect(scores.confusion?.counts).toEqual([
      [1, 1, 0],
      [0, 2, 0],
      [0, 0, 0],
    ]);
    // a against the rest: rows of a have p = 0.787 and 0.212, the others 0.107 and 0.357: 3 of 4 pairs.
    // b: rows of b have 0.787 and 0.590, the others 0.107 and 0.576: all pairs. c has no rows.
    expect(scores.rocAuc).toBeCloseTo((3 / 4 + 1) / 2, 14);
    expect(scoreOf(classes('a', 'b', 'c'), outputs, batchOf([0, 0, 0, 0])).rocAuc).toBeNull();
  });

  it('distinguish rows whose probabilities round to 1', () => {
    const sure = scoreOf(classes('a', 'b'), Float64Array.of(60, 80, 70, 90), batchOf([0, 1, 0, 1]));
    expect(sure.rocAuc).toBe(1);
    const outputs = Float64Array.of(...[0, 0, 0, 0], ...[60, 80, 70, 90], ...[0, 0, 0, 0]);
    expect(scoreOf(classes('a', 'b', 'c'), outputs, batchOf([0, 1, 0, 1])).rocAuc).toBe(1);
  });
});

describe('scores of numbers', () => {
  it('are also given for each target, in its own units', () => {
    const outputs = Float64Array.of(0, 1, 0.5, -0.5);
    const scores = scoreOf(regression, outputs, batchOf([0, 2, 1, -1], null, 2));
    // u: errors 0 and 2·1; targets 0 and 2 spread 2 (scaled). v: errors 0.5 twice; targets ±1.
    expect(scores.targets).toEqual([
      { name: 'u', rmse: Math.sqrt(2), r2: 0.5 },
      { name: 'v', rmse: 0.5, r2: 0.75 },
    ]);
    // Over both, in scaled values: squares 0, 1, ¼, ¼.
    expect(scores.rmse).toBeCloseTo(Math.sqrt(1.5 / 4), 14);
    const constant = scoreOf(regression, outputs, batchOf([0, 2, 1, 1], null, 2));
    expect(constant.r2).toBeNull();
    expect(constant.targets.map(({ r2 }) => r2)).toEqual([0.5, null]);
  });

  it('compare the squares with those of the mean, however far the targets spread', () => {
    const scores = scoreOf(
      regression,
      Float64Array.of(1, 0, 5, 0, 0, 3),
      batchOf([0, 1, 5, 0, 0, 6], null, 2),
    );
    // u: squares 1, 1, 0 beside 4, 1, 9 about the mean 2. v: 0, 0, 9 beside 4, 4, 16.
    expect(scores.targets.map(({ r2 }) => r2)).toEqual([1 - 2 / 14, 1 - 9 / 24]);
    expect(scores.r2).toBeCloseTo((1 - 2 / 14 + 1 - 9 / 24) / 2, 14);
  });

  it('are weighted when rows have weights', () => {
    const outputs = [0.3, -1, 2, 0.5, 0.1, 0.4];
    const targets = [0, -2, 2.5, 1, 0, 0.5];
    const weights = [2, 1, 3];
    const repeated = [0, 0, 1, 2, 2, 2];
    const spread = (values: readonly number[]): number[] => [
      ...repeated.map((row) => values[row]),
      ...repeated.map((row) => values[3 + row]),
    ];
    const weighted = scoreOf(regression, Float64Array.from(outputs), batchOf(targets, weights, 2));
    const plain = scoreOf(regression, Float64Array.from(spread(outputs)), batchOf(spread(targets), null, 2));
    expect(weighted.rows).toBe(3);
    expect(weighted.rmse).toBeCloseTo(plain.rmse!, 14);
    expect(weighted.r2).toBeCloseTo(plain.r2!, 14);
    weighted.targets.forEach(({ rmse, r2 }, t) => {
      expect(rmse).toBeCloseTo(plain.targets[t].rmse, 14);
      expect(r2).toBeCloseTo(plain.targets[t].r2!, 14);
    });
  });
});
