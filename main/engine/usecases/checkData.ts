import type { CheckedRoles, DataFinding } from '../../../shared/contract/checkViews.ts';
import { checkTable } from '../data/index.ts';
import { suggestedRoles } from '../data/table/describe.ts';
import type { Session } from '../session/session.ts';

/**
 * What is odd about the values of the table in use; nothing is changed.
 * @param roles what is learned from what; as suggested where they are left out
 * @throws KanError `data.none`, `data.unknown-column`, `cancelled`
 */
export function checkData(
  session: Session,
  signal: AbortSignal,
  roles?: CheckedRoles,
): Promise<readonly DataFinding[]> {
  const table = session.requireTable();
  return checkTable(table, roles ?? suggestedRoles(table), { signal });
}
