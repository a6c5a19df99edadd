/** `kan check`: finds problems in the values of a table, and names the flags that mend them. */
import type { DataFinding } from '../../../shared/contract/views/checks.ts';
import { plural } from '../../../shared/figures.ts';
import { remarksBeside } from '../../../shared/results/remarksBeside.ts';
import type { Table } from '../../engine/data/table/table.ts';
import { checkData } from '../../engine/usecases/tables/checkData.ts';
import type { Arguments } from '../parsing/args.ts';
import { jsonFlag, type Command } from '../command.ts';
import { flagsOf } from '../reports/mendFlags.ts';
import { inTerminal } from '../reports/terminalHints.ts';
import { readingGroup, tablePositional } from '../parsing/csvOptions.ts';
import { checkedRoles, columnRoleFlags } from '../fit/dataPlan.ts';
import { openGivenTable } from '../givenTable.ts';
import type { Io } from '../io.ts';
import { withSession } from '../session.ts';
import { settingFlag } from '../parsing/settingFlags.ts';
import { withTableFiles } from '../standardInput.ts';
import { dataSettings } from '../../../shared/settings/data.ts';

export const checkCommand: Command = {
  name: 'check',
  summary: 'tells what is odd about the values of a table, and how to mend it',
  heading: 'Networks',
  positionals: [tablePositional],
  groups: [
    { title: 'Data', flags: [...columnRoleFlags, settingFlag(dataSettings.missing)!] },
    { title: 'Results', flags: [jsonFlag] },
    readingGroup,
  ],
  notes: 'Nothing is changed. The flags that mend a finding are those of kan fit.',
  run: check,
};

async function check(args: Arguments, io: Io): Promise<number> {
  const [csv] = args.positionals;
  return withTableFiles(io, async (fileOf) => {
    const path = await fileOf(csv);
    return withSession(async (session) => {
      const { table } = await openGivenTable(session, path, args, io.interrupted);
      const findings = await checkData(session, io.interrupted, checkedRoles(args, table));
      io.report(
        () => factsOf(table, findings),
        () => textOf(table, findings),
      );
      return 0;
    });
  });
}

function factsOf({ fileName, rows, columns, issues }: Table, findings: readonly DataFinding[]): object {
  return {
    fileName,
    rows,
    columns: columns.map(({ name, type, missing }) => ({ name, type, missing })),
    findings,
    issues: issues.map((issue) => ({ ...issue, hint: inTerminal(issue.hint, issue.column) })),
  };
}

function textOf(table: Table, findings: readonly DataFinding[]): string {
  const { fileName, rows, columns, issues } = table;
  const lines = [`${fileName}: ${plural(rows, 'row')}, ${plural(columns.length, 'column')}`];
  if (findings.length + issues.length === 0) lines.push('Nothing is odd about it.');
  for (const { check: name, severity, message, mends } of findings) {
    lines.push(`${severity}: ${message} (${name})`);
    for (const mend of mends) {
      const flags = flagsOf(mend, table);
      lines.push(`  ${mend.label}${flags === '' ? ' (in the window)' : `: ${flags}`}`);
    }
  }
  for (const { severity, message, hint, column } of remarksBeside(issues, findings))
    lines.push(`${severity}: ${message} ${inTerminal(hint, column)}`.trimEnd());
  return `${lines.join('\n')}\n`;
}
