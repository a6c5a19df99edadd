import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sectionOf } from '../../../renderer/ui/guide.ts';

const guide = readFileSync(join(import.meta.dirname, '../../../docs/guide/index.html'), 'utf8');
const ids = new Set([...guide.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));

test.each([
  ['Layers', 'node'],
  ['Grid G', 'grid'],
  ['Order k', 'order'],
  ['Seed', 'seed'],
  ['Penalty λ', 'lambda'],
  ['Preset', 'presets'],
  ['Learning rate', 'optimisers'],
  ['Errors', 'rmse'],
  ['Importance', 'score'],
  ['Scaling', 'scaling'],
  ['Split seed', 'seed'],
  ['Validation', 'split'],
  ['Missing values', 'missing'],
  ['Refit', 'prune'],
  ['Source of the formulas', 'formula'],
  ['Profiler', 'profiler'],
  ['Device', 'devices'],
  ['Refine the grids', 'grid'],
  ['Swap nodes', 'edits'],
  ['A word of its own', 'terms'],
])('“%s” leads to #%s, which exists', (term, section) => {
  expect(sectionOf(term)).toBe(section);
  expect(ids).toContain(section);
});

test('its links and pictures exist', () => {
  for (const [, id] of guide.matchAll(/ href="#([^"]+)"/g)) expect(ids).toContain(id);
  for (const [, file] of guide.matchAll(/ src="([^"]+)"/g))
    expect(() => readFileSync(join(import.meta.dirname, '../../../docs/guide', file))).not.toThrow();
});
