/** The tables of errors that `kan` prints. */
import { describe, expect, it } from 'vitest';
import { ladderTable, scoresTable } from '../../../main/cli/reports/report.ts';
import type { ErrorMeasure, Scores } from '../../../shared/contract/views/scores.ts';

const none = { crossEntropy: null, accuracy: null, rocAuc: null, confusion: null };
const target = (name: string) => ({ name, rmse: 1.5, r2: 0.9 });
const scores = (targets: readonly string[]): Scores => {
  return { ...none, rows: 40, rmse: 1.5, r2: 0.9, targets: targets.map(target) };
};

describe('errors have the unit of the target', () => {
  const force: ErrorMeasure = { kind: 'RMSE', targets: ['F [N]'] };

  it('in the table of splits', () => {
    expect(scoresTable([['test', scores(['F'])]], force)).toMatch(/rows\s+RMSE \[N\]\s+R²/);
    expect(scoresTable([['test', scores(['F'])]], { kind: 'RMSE', targets: ['F'] })).toMatch(
      /rows\s+RMSE\s+R²/,
    );
  });

  it('each its own, where there are several', () => {
    const measure: ErrorMeasure = { kind: 'scaled RMSE', targets: ['F [N]', 'T [K]'] };
    const table = scoresTable([['test', scores(['F', 'T'])]], measure);
    expect(table).toMatch(/rows\s+RMSE\s+R²/);
    expect(table).toMatch(/ {2}F \[N\]\s+1\.500[^]* {2}T \[K\]\s+1\.500/);
  });

  it('in the table of the models that a run compared', () => {
    const ladder = {
      rungs: [],
      chosen: 0,
      measure: 'RMSE',
      judgedBy: '5-fold cross-validation',
      rows: 40,
      heldOutRows: 40,
    } as const;
    const table = ladderTable({ ...ladder, crossValidated: true, sentence: '' }, force);
    expect(table).toContain('RMSE [N] ± SE');
    expect(table).toContain('Models compared on 40 rows, by 5-fold cross-validation');
    const part = { ...ladder, judgedBy: '10 held-out rows', heldOutRows: 10, crossValidated: false };
    expect(ladderTable({ ...part, sentence: '' }, force)).toContain('compared on 10 held-out rows of 40');
  });
});
