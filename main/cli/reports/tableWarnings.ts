import type { Table } from '../../engine/data/table/table.ts';
import type { Io } from '../io.ts';
import { inTerminal } from './terminalHints.ts';

/** Remarks on the problems found in a table. */
export function warnOfTable({ issues }: Table, io: Io): void {
  for (const { severity, message, hint, column } of issues) {
    if (severity !== 'note') io.remark('warning', `${message} ${inTerminal(hint, column)}`.trimEnd());
  }
}
