/** Runs the checks of a table, one after the other. */
import type { CheckedRoles, DataFinding } from '../../../../shared/contract/views/checks.ts';
import { shortNames } from '../../../../shared/shortNames.ts';
import { breathing } from '../../breath.ts';
import type { Column, Table } from '../table/table.ts';
import { dataChecks } from './checks.ts';
import { columnFacts, type ColumnFacts } from './columnFacts.ts';

/** Facts of columns that were looked at before: another choice of roles leaves them as they are. */
const known = new WeakMap<Column, ColumnFacts>();

function factsOf(column: Column): ColumnFacts {
  const facts = known.get(column) ?? columnFacts(column);
  known.set(column, facts);
  return facts;
}

/**
 * What is odd about the values of a table. The table stays as it is; mends say what to change.
 * @param options `partial`: the table is only the beginning of its file
 * @throws KanError `data.unknown-column` for a role of a column that isn't there; `cancelled` soon after `signal` aborts
 */
export async function checkTable(
  table: Table,
  roles: CheckedRoles,
  { partial = false, signal }: { readonly partial?: boolean; readonly signal?: AbortSignal | undefined } = {},
): Promise<readonly DataFinding[]> {
  const breathe = breathing(signal);
  for (const column of table.columns) {
    factsOf(column);
    await breathe();
  }
  const findings: DataFinding[] = [];
  for (const { name, find } of dataChecks) {
    findings.push(
      ...find({ table, roles, facts: factsOf, partial }).map((found) => ({
        check: name,
        ...found,
        message: shortNames(found.message),
        mends: found.mends.map((mend) => ({ ...mend, label: shortNames(mend.label) })),
      })),
    );
    await breathe();
  }
  return findings;
}
