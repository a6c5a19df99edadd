/** Names, units and labels such as “Â°C” and “MÃ¼nchen”, which were written in UTF-8 twice. */
import type { DataFinding } from '../../../../shared/contract/views/checks.ts';
import { onceEncoded } from '../columns/cells/twiceEncoded.ts';
import type { Column } from '../table/table.ts';
import type { DataCheck } from './check.ts';

export const twiceEncodedCheck: DataCheck = {
  name: 'twice-encoded',
  help: 'Names, units and labels such as “Â°C”, which were written in UTF-8 twice.',
  find({ table }) {
    const found: readonly (readonly [Column, Repaired])[] = table.columns.flatMap((column) => {
      const repaired = repairedOf(column);
      return repaired === null ? [] : [[column, repaired] as const];
    });
    if (found.length === 0) return [];
    const [, { text, once }] = found[0];
    const finding: Omit<DataFinding, 'check'> = {
      severity: 'warning',
      message: `“${text}” seems to be “${once}”: the file was written in UTF-8 twice. Names, units and labels are read as they stand. Write the file again in UTF-8, once.`,
      columns: found.map(([column]) => column.name),
      count: null,
      mends: [],
    };
    return [finding];
  },
};

interface Repaired {
  readonly text: string;
  readonly once: string;
}

/** The first text of a column that was written twice. */
function repairedOf({ name, unit = '', labels }: Column): Repaired | null {
  for (const text of [name, unit, ...labels]) {
    const once = onceEncoded(text);
    if (once !== null) return { text, once };
  }
  return null;
}
