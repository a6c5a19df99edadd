import { expect, it } from 'vitest';
import { comparisonVerdict } from '../../../main/engine/views/comparisonVerdict.ts';
import { type ComparedPerceptron, idleComparison } from '../../../shared/contract/views/comparison.ts';
import { comparedModel } from '../../component/support/session-views.ts';

const mlp = (hidden: readonly number[], rmse: number | null, seconds: number): ComparedPerceptron => {
  return { ...comparedModel(hidden, rmse, seconds), method: '', activation: '', curve: [], atKanTime: null };
};
const view = (kan: number, ...mlps: readonly (number | null)[]) => ({
  ...idleComparison,
  rows: { train: 700, validation: 150, test: 150 },
  kan: comparedModel([5], kan, 2),
  perceptrons: mlps.map((rmse, index) => mlp([64, index + 1], rmse, 4)),
});

it('names the winner, its figures and the factor', () => {
  expect(comparisonVerdict(view(0.001, 0.08, 0.04), true)).toBe(
    'The KAN has the lower error: RMSE on the 150 test rows 0.00100 (50 parameters, 2.0 s). The best MLP, MLP 64 × 2, has 0.0400 (640 parameters, 4.0 s), 40 times as much.',
  );
  expect(comparisonVerdict(view(0.3, 0.1, null), true)).toBe(
    'The best MLP, MLP 64 × 1, has the lower error: RMSE on the 150 test rows 0.100 (640 parameters, 4.0 s). The KAN has 0.300 (50 parameters, 2.0 s), 3 times as much.',
  );
});

it('rounds a large factor', () => {
  expect(comparisonVerdict(view(1e-7, 0.0179209), true)).toContain(', 180\u202f000 times as much.');
});

it('calls them equally good where the difference may be chance', () => {
  expect(comparisonVerdict(view(0.1, 0.11), false)).toContain('equally good');
});

it('says nothing before any MLP has an error', () => {
  expect(comparisonVerdict(view(0.1, null, null), true)).toBe('');
});
