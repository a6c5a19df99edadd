import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { z } from 'zod';
import { schemaOf } from '../../../shared/contract/schemas/settings.ts';
import { comparisonSettings } from '../../../shared/settings/comparison.ts';
import { dataSettings } from '../../../shared/settings/data.ts';
import { editingSettings } from '../../../shared/settings/editing.ts';
import { equationSettings } from '../../../shared/settings/equations.ts';
import { allNetworkSettings } from '../../../shared/settings/network.ts';
import { phasesSettings } from '../../../shared/settings/phases.ts';
import { readingSettings } from '../../../shared/settings/reading.ts';
import { searchSettings } from '../../../shared/settings/search.ts';
import type { Setting } from '../../../shared/settings/setting.ts';
import { allTrainingSettings, trainingSettings } from '../../../shared/settings/training.ts';
import { filesThatName } from '../../support/recipe.ts';

const guide = readFileSync(join(import.meta.dirname, '../../../docs/guide/index.html'), 'utf8');

const all: readonly (readonly [string, Setting])[] = [
  readingSettings,
  dataSettings,
  allNetworkSettings,
  allTrainingSettings,
  searchSettings,
  comparisonSettings,
  phasesSettings,
  equationSettings,
  editingSettings,
].flatMap((settings) => Object.entries<Setting>(settings));

test('a setting of an optimiser is named in its record, in its optimiser, and where it is used', () => {
  const files = filesThatName(/\blearningRate\b/);
  expect(files.filter((file) => !file.startsWith('main/engine/'))).toEqual([
    // What helps after a run with it has failed.
    'renderer/rooms/train/presets.ts',
    'shared/settings/optimizers.ts',
    'shared/settings/training.ts',
  ]);
});

test.each(all)('the texts of %s are in its record only', (_, { help }) => {
  const escaped = help.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  expect(filesThatName(new RegExp(escaped))).toHaveLength(1);
});

test.each(all)('the record of %s is complete', (_, setting) => {
  expect(setting.help).toMatch(/\.$/);
  expect(setting.label).not.toBe('');
  expect(guide).toContain(`id="${setting.guide}"`);
  expect(schemaOf(setting).safeParse(setting.default)).toMatchObject({ success: true });
  if (setting.flag !== undefined) expect(setting.flag.help).toMatch(/[^.]$/);
});

test('the schemas check the bounds', () => {
  const { learningRate, steps, optimizer } = trainingSettings;
  const taken = (schema: z.ZodType, value: unknown): boolean => schema.safeParse(value).success;
  expect([0, 1e-9, 10, 11].map((value) => taken(schemaOf(learningRate), value))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect([0, 1, 1.5, 1e6, 1e6 + 1].map((value) => taken(schemaOf(steps), value))).toEqual([
    false,
    true,
    false,
    true,
    false,
  ]);
  expect(['lm', 'sgd'].map((value) => taken(schemaOf(optimizer), value))).toEqual([true, false]);
});
