import type { Table } from '../../engine/data/table/table.ts';
import type { Io } from '../io.ts';
import { inTerminal } from './terminalHints.ts';

/** Reports the problems found in a table, on stderr. */
export function warnOfTable({ issues }: Table, io: Io): void {
  for (const { severity, message, hint, column } of issues) {
    if (severity !== 'note') io.stderr(`${severity}: ${message} ${inTerminal(hint, column)}\n`);
  }
}
