/** A new figure of classes takes its declaration, its computation, and a field of the project file. */
import { expect, it } from 'vitest';
import { classMetricNames, classMetrics } from '../../../shared/contract/classMetrics.ts';
import { filesThatName } from '../../support/recipe.ts';

it('a figure of classes is named where it is declared, where it is computed, and where projects keep it', () => {
  expect(filesThatName(/\brocAuc\b|ROC-AUC|'AUC'|roc_auc/u)).toEqual([
    'main/engine/data/scores/classMetrics.ts',
    'main/engine/storage/format/v1.ts',
    'shared/contract/classMetrics.ts',
  ]);
});

it('each has names of its own', () => {
  for (const part of ['label', 'heading', 'json', 'about'] as const)
    expect(new Set(classMetricNames.map((name) => classMetrics[name][part])).size).toBe(
      classMetricNames.length,
    );
});
