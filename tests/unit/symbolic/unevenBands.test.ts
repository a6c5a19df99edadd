/** The band of a formula where the scatter of the rows depends on the value, and where rows belong together. */
import { afterAll, describe, expect, it } from 'vitest';
import { emptyHistory } from '../../../main/engine/history/history.ts';
import { createNativeBackend } from '../../../main/engine/compute/native/backend.ts';
import type { Dataset } from '../../../main/engine/data/dataset/dataset.ts';
import type { Operation, Revision } from '../../../main/engine/history/revision.ts';
import { profileView } from '../../../main/engine/views/profile.ts';
import { scatterText } from '../../../shared/results/scatterText.ts';
import { encodingOf, helloDataset } from '../train/hello.ts';
import { formulaRevision } from './formulaRevision.ts';

const backend = createNativeBackend({ threads: 1 });
afterAll(() => backend.dispose());

const scaling = { shift: 20, scale: 4 };

/** All rows are for training. */
function datasetOf(x: readonly number[], y: readonly number[]): Dataset {
  const none = helloDataset(2, 2).test;
  const empty = { ...none, rows: 0, inputs: new Float64Array(), targets: new Float64Array() };
  return {
    ...helloDataset(2, 2),
    encoding: encodingOf(['x'], scaling),
    train: {
      rows: x.length,
      inputs: Float64Array.from(x),
      targets: Float64Array.from(y, (value) => (value - scaling.shift) / scaling.scale),
      weights: null,
      tableRows: Uint32Array.from(x, (_, row) => row),
    },
    validation: { ...empty, tableRows: new Uint32Array() },
    test: { ...empty, tableRows: new Uint32Array() },
  };
}

/** The straight line fitted by R as the formula of a search, or as a network whose edge was fixed by hand. */
function revisionOf(text: string, dataset: Dataset, isFound = true): Revision {
  const fixed: Operation = { type: 'fix', edge: '', function: 'x' };
  return formulaRevision(text, dataset, isFound ? { type: 'symbolic', formulas: [text] } : fixed);
}

/** R: qt(0.975, 18) and qt(0.975, 22), of 20 and 24 rows. */
const [of20, of24] = [2.10092204024, 2.0738730679];

/** Standard errors of the mean prediction at both ends, and what is said of the scatter and of groups. @param quantile of Student's t */
async function endsOf(dataset: Dataset, revision: Revision, quantile: number) {
  const { curves, scatter, groups } = await profileView(backend, emptyHistory, revision, dataset, {
    output: 0,
    at: [null],
  });
  const [{ y, high }] = curves;
  const errors = [0, y.length - 1].map((at) => (high![at] - y[at]) / quantile);
  return { errors, scatter, counted: groups };
}

const near = (value: number): unknown => expect.closeTo(value, 6);
const x = Array.from({ length: 20 }, (_, row) => row + 1);
/** The scatter grows, but the errors are no shares of values that hardly grow themselves. */
const growing = [
  ...[3.1, 5.2, 6.7, 9.4, 10.6, 13.5, 14.2, 18.1, 17.9, 23.2],
  ...[21.6, 27.9, 24.8, 32.6, 27.4, 37.7, 31.5, 41.9, 35.2, 46.8],
].map((value) => value + 20);

it('is that of HC3 of R’s sandwich, and says so', async () => {
  const dataset = datasetOf(x, growing);
  const { errors, scatter } = await endsOf(
    dataset,
    revisionOf('2.0823308270677*x + 20.6005263157895', dataset),
    of20,
  );
  expect(errors).toEqual([near(0.7879435658668), near(1.979624351021)]);
  expect(scatter).toEqual({ withValue: 'grows', of: 'errors' });
  expect(scatterText(scatter!, 'band')).toBe(
    'The scatter of the rows grows with the value: the band allows for it.',
  );
});

describe('where a column keeps rows together', () => {
  const of = Uint32Array.from(x, (_, row) => row >> 2);
  const groups = { column: 'batch', of };
  /** R: qt(0.975, 4). */
  const ofFiveGroups = 2.7764451052;

  it('is that of R’s clubSandwich for five groups, and says so', async () => {
    const dataset = { ...datasetOf(x, growing), groups };
    const line = revisionOf('2.0823308270677*x + 20.6005263157895', dataset);
    const { errors, scatter, counted } = await endsOf(dataset, line, ofFiveGroups);
    // vcovCR(lm(y ~ x), cluster, type = "CR3")·4/5. Rows one by one would have 1.2329 at both ends.
    expect(errors).toEqual([near(0.436806352198), near(0.224895285862)]);
    expect([scatter, counted]).toEqual([null, 5]);
  });

  it('counts weights too', async () => {
    const plain = datasetOf(x, growing);
    const weights = Float64Array.from(x, (_, row) => (1 + (row % 3)) / 2);
    const dataset = { ...plain, groups, train: { ...plain.train, weights } };
    const line = revisionOf('2.11994012971894*x + 20.27601862630967', dataset, false);
    const { errors } = await endsOf(dataset, line, ofFiveGroups);
    expect(errors).toEqual([near(0.74152674612767), near(1.19252420817712)]);
  });

  it('has none where there is one group only', async () => {
    const dataset = { ...datasetOf(x, growing), groups: { column: 'batch', of: of.map(() => 7) } };
    const { curves } = await profileView(
      backend,
      emptyHistory,
      revisionOf('2.0823308270677*x + 20.6005263157895', dataset),
      dataset,
      { output: 0, at: [null] },
    );
    expect(curves[0].high).toBeNull();
  });
});

it('is that of errors as shares of the values for a formula over decades', async () => {
  const decades = Array.from({ length: 24 }, (_, i) => 0.01 * 10 ** ((4 * i) / 23));
  const dataset = datasetOf(
    decades,
    decades.map((at, i) => (2 * at + 0.05) * (1 + 0.04 * 1.3 * Math.sin(7 * i))),
  );
  const text = '1.99284357727981*x + 0.05165202337655';
  const { errors, scatter } = await endsOf(dataset, revisionOf(text, dataset), of24);
  // R: predict(lm(y ~ x, weights = 1/y^2), se.fit = TRUE).
  expect(errors).toEqual([near(0.00150873188452), near(1.79887701453326)]);
  expect(scatter).toBeNull();
  const trained = await endsOf(dataset, revisionOf(text, dataset, false), of24);
  expect(trained.errors[0]).toBeGreaterThan(0.3);
});
