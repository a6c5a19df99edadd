/**
 * The checks of a table, each a record, in the order in which their findings are listed: values that would be misread
 * first, since rows are lost to their gaps only once they are read as missing.
 */
import type { CheckedRoles, DataFinding } from '../../../../shared/contract/views/checks.ts';
import { cancelled } from '../../../../shared/errors.ts';
import { shortNames } from '../../../../shared/shortNames.ts';
import { Breath } from '../../breath.ts';
import type { Column, Table } from '../table/table.ts';
import type { DataCheck } from './check.ts';
import { combinationsCheck } from './combinations.ts';
import { columnFacts, type ColumnFacts } from './columnFacts.ts';
import { alikeLabelsCheck } from './alikeLabels.ts';
import { constantsCheck } from './constants.ts';
import { derivedCheck } from './derived.ts';
import { duplicatesCheck } from './duplicates.ts';
import { gapsCheck } from './gaps.ts';
import { groupsCheck } from './groups.ts';
import { longFormCheck } from './longForm.ts';
import { lookupsCheck } from './lookups.ts';
import { mergedCellsCheck } from './mergedCells.ts';
import { missingLabelsCheck } from './missingLabels.ts';
import { mixedUnitsCheck } from './mixedUnits.ts';
import { outliersCheck } from './outliers.ts';
import { sentinelsCheck } from './sentinels.ts';
import { totalsCheck } from './totals.ts';
import { transposedCheck } from './transposed.ts';
import { twoScalesCheck } from './twoScales.ts';
import { typesCheck } from './types.ts';
import { uncertaintiesCheck } from './uncertainties.ts';
import { unitsCheck } from './units.ts';
import { zerosCheck } from './zeros.ts';

export const dataChecks: readonly DataCheck[] = [
  transposedCheck,
  longFormCheck,
  sentinelsCheck,
  zerosCheck,
  missingLabelsCheck,
  mergedCellsCheck,
  gapsCheck,
  outliersCheck,
  duplicatesCheck,
  derivedCheck,
  combinationsCheck,
  lookupsCheck,
  constantsCheck,
  totalsCheck,
  uncertaintiesCheck,
  groupsCheck,
  typesCheck,
  alikeLabelsCheck,
  unitsCheck,
  mixedUnitsCheck,
  twoScalesCheck,
];

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
  const breath = new Breath();
  const breathe = async (): Promise<void> => {
    await breath.take();
    if (signal?.aborted === true) throw cancelled();
  };
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
