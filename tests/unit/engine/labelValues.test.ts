/** What the edges of a category's labels give, and how they are counted. */
import { describe, expect, it } from 'vitest';
import type { Encoding } from '../../../main/engine/data/encoding/encoding.ts';
import { createModel } from '../../../main/engine/kan/create.ts';
import { fixEdge } from '../../../main/engine/kan/editEdge.ts';
import { keepEdges } from '../../../main/engine/kan/prune.ts';
import {
  labelEffect,
  labelInputs,
  shownEdgeCount,
  shownShape,
  unitOfEdges,
} from '../../../main/engine/measure/labelValues.ts';

const feature = (column: string, label: string | null) => ({
  ...{ name: label === null ? column : `${column}=${label}`, column, label, fill: null },
  scaling: { shift: 0.25, scale: 0.5 },
});
const encoding: Encoding = {
  task: 'regression',
  features: [feature('x', null), feature('c', 'p'), feature('c', 'q')],
  outputs: [{ name: 'y', scaling: { shift: 7, scale: 10 } }],
  targets: ['y'],
  classes: [],
};
const network = (hidden: number[]) =>
  createModel({ inputs: 3, hidden, outputs: 1, grid: 3, order: 3, seed: 1 });

describe('a label', () => {
  it('gives the difference between rows with it and rows without it', () => {
    // 3·(2u + 1) + 0.5 with u = (0 − 0.25)/0.5 and (1 − 0.25)/0.5
    const model = fixEdge(network([]), { layer: 0, input: 1, output: 0 }, 'x', [2, 1, 3, 0.5]);
    const { without, rise } = labelEffect(model, encoding.features[1], 1, 0);
    expect(without).toBeCloseTo(0.5, 12);
    expect(rise).toBeCloseTo(12, 12);
  });

  it('belongs to the inputs of its column; a number belongs to none', () => {
    expect(labelInputs(encoding, 2)).toEqual([1, 2]);
    expect(labelInputs(encoding, 0)).toEqual([]);
  });

  it('is in the target’s unit where no hidden layer lies between, else in the network’s', () => {
    expect(unitOfEdges(network([]), encoding, 0, 0)).toEqual({ factor: 10, target: 'y' });
    expect(unitOfEdges(network([2]), encoding, 0, 0)).toEqual({ factor: 1, target: null });
    expect(unitOfEdges(network([2]), encoding, 1, 0)).toEqual({ factor: 10, target: 'y' });
  });

  it('of classes is in log-odds of the second of two, or in the score of its class', () => {
    const output = { name: 'y=b', scaling: { shift: 0, scale: 1 } };
    const classes = { ...encoding, task: 'classification', outputs: [output] } as const;
    expect(unitOfEdges(network([]), { ...classes, classes: ['a', 'b'] }, 0, 0)).toEqual({
      factor: 1,
      target: { kind: 'logit', column: 'y', label: 'b' },
    });
    const three = createModel({ inputs: 3, hidden: [], outputs: 3, grid: 3, order: 3, seed: 1 });
    const several = { ...classes, outputs: [output, output, output], classes: ['a', 'b', 'c'] };
    expect(unitOfEdges(three, several, 0, 2)).toEqual({
      factor: 1,
      target: { kind: 'score', column: 'y', label: 'c' },
    });
  });
});

it('the labels of a category count as one edge until all of them are pruned', () => {
  const model = network([]);
  const without = (...edges: number[]) => {
    const keep = Uint8Array.from([0, 1, 2], (edge) => Number(!edges.includes(edge)));
    return keepEdges(model, [keep], null);
  };
  expect(shownEdgeCount(model, encoding)).toBe(2);
  expect(shownEdgeCount(without(1), encoding)).toBe(2);
  expect(shownEdgeCount(without(1, 2), encoding)).toBe(1);
  expect(shownEdgeCount(network([4]), encoding)).toBe(12);
  expect(shownShape(network([4]), encoding)).toEqual([2, 4, 1]);
});
