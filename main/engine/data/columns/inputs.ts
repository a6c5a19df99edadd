/** The inputs of the network that a column becomes. */
import { hasLogarithms } from '../../../../shared/contract/columnTypes.ts';
import type { DataSetup } from '../../../../shared/contract/schemas/setups.ts';
import type { Feature } from '../encoding/encoding.ts';
import { spreadsOverDecades } from '../table/decades.ts';
import { inputScaling } from '../table/scaling.ts';
import { median } from '../table/statistics.ts';
import { givenUnit } from '../units/columnUnits.ts';
import type { Column } from '../table/table.ts';
import { named } from '../../../../shared/named.ts';

/** One input with the column's own values, or their logarithms where the set-up or the values ask for it. */
export function numericInput(column: Column, setup: DataSetup, train: Uint32Array): Feature[] {
  const { name, values } = column;
  const middle = setup.missing === 'median' ? median(values, train) : NaN;
  const asked = hasLogarithms(column.type) ? named(setup.scales ?? {}, name) : 'linear';
  const by = asked ?? (spreadsOverDecades(values) ? 'log' : 'linear');
  const scaling = inputScaling(values, train, setup.scaling, setup.scaling === 'none' ? 'linear' : by);
  const fill = Number.isNaN(middle) ? null : middle;
  return [{ name, column: name, label: null, scaling, fill, ...givenUnit(column, setup) }];
}

/** One input for each label: 1 where the row has it, else 0. */
export function labelInputs(column: Column, setup: DataSetup, train: Uint32Array): Feature[] {
  const common = setup.missing === 'median' ? commonest(column, train) : null;
  return column.labels.map((label, code) => ({
    name: `${column.name}=${label}`,
    column: column.name,
    label,
    // Always 0 and 1, whichever values occur in the training rows.
    scaling:
      setup.scaling === 'range'
        ? { shift: 0.5, scale: 0.5 }
        : inputScaling(
            column.values.map((v) => (Number.isNaN(v) ? NaN : v === code ? 1 : 0)),
            train,
            setup.scaling,
          ),
    fill: common === null ? null : common === code ? 1 : 0,
  }));
}

/** The code of the label that most training rows have; null where none has any. */
function commonest(column: Column, train: Uint32Array): number | null {
  const counts = new Uint32Array(column.labels.length);
  for (const row of train) {
    const code = column.values[row];
    if (!Number.isNaN(code)) counts[code] = (counts[code] ?? 0) + 1;
  }
  const most = Math.max(...counts);
  return most > 0 ? counts.indexOf(most) : null;
}
