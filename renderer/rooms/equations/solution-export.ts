/** The values of a solution as a table. */
import type { Export } from '../../common/export.ts';
import type { EquationsNeeds } from './needs.ts';

export function solutionExport({ client }: EquationsNeeds, enabled: () => boolean) {
  return {
    id: 'equation.save',
    label: 'Save the solution as a table…',
    keywords: 'pde ode csv export',
    enabled,
    make: () => ({
      name: 'solution',
      kind: { label: 'CSV table', extension: 'csv' },
      content: async (to) => {
        await client.call('equation.save', { file: to.id });
        return '';
      },
    }),
  } as const satisfies Export;
}
