import type { ComparisonView } from './comparisonViews.ts';

/** Before any comparison. */
export const idleComparison: ComparisonView = {
  status: 'idle',
  revision: '',
  message: '',
  measure: 'RMSE',
  rows: { train: 0, validation: 0, test: 0 },
  kan: null,
  perceptrons: [],
  training: null,
  verdict: '',
};
