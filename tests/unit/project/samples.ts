/** Revisions to save and read back. */
import { noScores } from '../../../main/engine/data/index.ts';
import type { Encoding } from '../../../main/engine/data/encoding/encoding.ts';
import { noFindings } from '../../../main/engine/findings/findings.ts';
import { noSteps } from '../../../main/engine/equations/steps.ts';
import { append, emptyHistory } from '../../../main/engine/history/history.ts';
import type { Revision } from '../../../main/engine/history/revision.ts';
import { createModel } from '../../../main/engine/kan/create.ts';
import type { KanModel } from '../../../main/engine/kan/model.ts';
import type { Project } from '../../../main/engine/storage/project.ts';

export function sampleEncoding(inputs: number, outputs: number): Encoding {
  const scaling = { shift: 0.5, scale: 2 };
  return {
    task: 'regression',
    features: Array.from({ length: inputs }, (_, i) => {
      return { name: `x${i}`, column: `x${i}`, label: null, scaling, fill: i % 2 ? 0.25 : null };
    }),
    outputs: Array.from({ length: outputs }, (_, i) => ({ name: `y${i}`, scaling })),
    targets: Array.from({ length: outputs }, (_, i) => `y${i}`),
    classes: [],
  };
}

export function sampleRevision(id: string, parent: string | null, model: KanModel): Revision {
  const inputs = model.layers[0].inputs;
  const outputs = model.layers.at(-1)!.sums + model.layers.at(-1)!.arities.length;
  const scores = {
    ...noScores,
    rows: 10,
    rmse: 0.1 + 0.2,
    r2: 1 / 3,
    targets: [{ name: 'target', rmse: NaN, r2: null }],
    confusion: {
      labels: ['a', 'b'],
      counts: [
        [1.5, 0],
        [2, 3],
      ],
    },
  };
  return {
    id,
    parent,
    time: 1_700_000_000_000,
    operation: { type: 'create', setup: { hidden: [2], grid: 3, order: 3, seed: 1 } },
    model,
    encoding: sampleEncoding(inputs, outputs),
    scores: { train: scores, validation: scores, test: noScores },
    name: '',
    curve: [],
    data: null,
    ladder: null,
  };
}

/** Two revisions, the second with a removed, a symbolic and a locked edge and a multiplication node. */
export function sampleProject(): Project {
  const first = createModel({ inputs: 2, hidden: [2], outputs: 1, grid: 4, order: 2, seed: 3 });
  const plain = createModel({
    inputs: 2,
    hidden: [{ sums: 1, arities: [2] }],
    outputs: 1,
    grid: 3,
    order: 3,
    seed: 4,
  });
  const second: KanModel = {
    ...plain,
    layers: plain.layers.map((layer, index) => {
      if (index > 0) return layer;
      return {
        ...layer,
        mask: layer.mask.with(0, 0).with(1, 0),
        locked: layer.locked.with(2, 1),
        symbolic: layer.symbolic.map((fn, edge) => (edge === 1 ? 'sin' : fn)),
      };
    }),
  };
  const history = append(
    append(emptyHistory, sampleRevision('first', null, first)),
    sampleRevision('second', 'first', second),
  );
  return {
    history,
    data: {
      fileName: 'täble.csv',
      hash: 'ab'.repeat(32),
      overrides: { delimiter: ';' },
      setup: {
        inputs: ['x0', 'x1'],
        targets: ['y0'],
        weights: null,
        task: 'regression',
        validationFraction: 0.1,
        testFraction: 0.2,
        seed: 7,
        scaling: 'range',
        missing: 'drop',
        scales: { x0: 'linear', x1: 'linear' },
      },
    },
    embedded: new TextEncoder().encode('x0;x1;y0\n1;2;3\n'),
    threshold: 0.3,
    equations: noSteps,
    findings: noFindings,
    curve: [
      { step: 0, train: 1, validation: NaN },
      { step: 1, train: 0.5, validation: 0.75 },
    ],
  };
}
