/** Sizes of panels that were stored: those of another version, or damaged ones, do not count. */
import { expect, test } from 'vitest';
import { ViewState } from '../../renderer/common/view.svelte.ts';

test.each([
  ['{"left":300,"below":240}', { left: 300, below: 240 }],
  ['{"left":300,"below":"tall"}', {}],
  ['{"left":null,"below":240}', {}],
  ['not json', {}],
])('%s', (stored, sizes) => {
  localStorage.setItem('view.sizes', stored);
  expect(new ViewState(() => []).sizes).toEqual(sizes);
});
