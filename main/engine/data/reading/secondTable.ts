/** Another table below the first one in the same file. */
import { columnTypeFacts } from '../../../../shared/contract/columnTypes.ts';
import type { IssueInput } from '../issues/issues.ts';
import type { ReadPlan } from './plan.ts';
import type { Reading } from './reading.ts';

/** A warning where a line has words in every column of numbers or dates, as the names of another table have; null elsewhere. */
export function secondTableIssue({ columns }: ReadPlan, reading: Reading): IssueInput | null {
  const rejects = columns.flatMap(({ reader: { type } }, c) => {
    const { holds } = columnTypeFacts[type];
    return holds === 'quantities' || holds === 'times' ? [reading.columns[c].rejects] : [];
  });
  if (rejects.length < 2) return null;
  const [{ firstLine: line }] = rejects;
  const isNames = rejects.every(
    ({ count, firstLine, cells }) => count > 0 && firstLine === line && !/\d/.test(cells[0]),
  );
  if (!isNames) return null;
  const texts = rejects.slice(0, 3).map(({ cells }) => `“${cells[0].trim().slice(0, 30)}”`);
  return {
    severity: 'warning',
    code: 'table.second-table',
    message: (words) =>
      `${words.Line} ${line} has words in every column of numbers (${texts.join(', ')}${rejects.length > 3 ? ', …' : ''}): another table, or the same in other units, may begin there. Its rows are read as rows of this table.`,
    hint: 'Write each table into a file of its own.',
    line,
  };
}
