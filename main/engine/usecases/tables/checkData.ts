import type { CheckedRoles, DataFinding } from '../../../../shared/contract/views/checks.ts';
import { suggestedRoles } from '../../data/columns/describeTable.ts';
import type { Session } from '../../session/session.ts';

/**
 * Finds problems in the values of the table in use. It changes nothing.
 * @param roles which columns are inputs and targets; if left out, the suggested roles
 * @throws KanError `data.none`, `data.unknown-column`, `cancelled`
 */
export function checkData(
  session: Session,
  signal: AbortSignal,
  roles?: CheckedRoles,
): Promise<readonly DataFinding[]> {
  const table = session.requireTable();
  return session.options.reader.check(table, roles ?? suggestedRoles(table), signal);
}
