/** The columns of a table whose values can be phases. Pure. */
import { columnTypeFacts } from '../../../shared/contract/columnTypes.ts';
import type { DataSetup } from '../../../shared/contract/schemas/setups.ts';
import type { TableView } from '../../../shared/contract/views/data.ts';
import { phasesSettings } from '../../../shared/settings/phases.ts';

/** With 2 to 50 different values, without gaps; a target is none. */
export function phaseColumns(table: TableView | null, setup: DataSetup | null): readonly string[] {
  const { least, most } = phasesSettings.phaseParts;
  return (table?.columns ?? [])
    .filter(
      ({ name, type, distinct, missing }) =>
        columnTypeFacts[type].holds !== 'nothing' &&
        missing === 0 &&
        distinct >= least &&
        distinct <= most &&
        !(setup?.targets ?? []).includes(name),
    )
    .map(({ name }) => name);
}
