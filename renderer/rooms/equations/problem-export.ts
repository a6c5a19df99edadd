/** The typed problem as a file that `kan solve` reads. */
import type { ProblemFile } from '../../../shared/contract/schemas/problemFile.ts';
import type { TableView } from '../../../shared/contract/views/data.ts';
import type { Export } from '../../common/export.ts';
import type { EquationsNeeds } from './needs.ts';

/** The text of a problem's file, one key a line. JSON is a part of YAML, so that each value stands as JSON. */
export function problemText(problem: ProblemFile): string {
  return Object.entries(problem)
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`)
    .join('');
}

/** The file of a table, and the sheet of a workbook. */
function placeOf({ fileName, format: { sheet, sheets } }: TableView): Pick<ProblemFile, 'data' | 'sheet'> {
  return { data: fileName, ...(sheets !== undefined && { sheet }) };
}

export function problemExport({ equations, data }: EquationsNeeds, enabled: () => boolean) {
  return {
    id: 'equation.saveProblem',
    label: 'Save as a problem file…',
    keywords: 'pde ode yaml kan solve export',
    enabled,
    make: () => ({
      name: 'problem',
      kind: { label: 'Problem of differential equations', extension: 'yaml' },
      content: problemText({
        ...equations.problem,
        // The table is looked for beside the problem's file.
        ...(equations.draft.measuredFrom === 'table' && data.table !== null && placeOf(data.table)),
        seconds: equations.draft.settings.seconds,
      }),
    }),
  } as const satisfies Export;
}
