/** A category is one input, however many labels it has. */
import { expect, test } from 'vitest';
import { shownShape } from '../../../renderer/drawing/folded.ts';
import type { ModelView, NodeView } from '../../../shared/contract/views/network.ts';

const input = (name: string, column: string | null): NodeView => ({
  ...{ kind: 'input', name, number: 1, subnodes: [], score: 0 },
  category: column === null ? null : { column, label: name },
});

test('the shape of a network counts a category as one input', () => {
  const inputs = [input('x', null), input('a', 'k'), input('b', 'k'), input('y', null)];
  const model = { shape: [4, 5, 1], nodes: [inputs] } as unknown as ModelView;
  expect(shownShape(model)).toEqual([3, 5, 1]);
});
