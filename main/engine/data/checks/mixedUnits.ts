/** A column that names the unit of the numbers beside it, and another unit in other rows. */
import { columnTypeFacts } from '../../../../shared/contract/columnTypes.ts';
import { parseUnit } from '../units/unit.ts';
import type { DataCheck } from './check.ts';
import { namesOf } from './words.ts';

const NAMED = /(?:^|[^\p{L}])(?:units?|uom|einheit(?:en)?|unité|unidad|unità)(?:[^\p{L}]|$)/iu;

export const mixedUnitsCheck: DataCheck = {
  name: 'mixed-units',
  help: 'Numbers that are in other units in other rows, by the column that names the units.',
  find: ({ table }) =>
    table.columns.flatMap(({ name, type, labels }) => {
      if (columnTypeFacts[type].holds !== 'labels' || labels.length < 2 || !NAMED.test(name)) return [];
      if (labels.some((label) => parseUnit(label) === null)) return [];
      return [
        {
          severity: 'warning',
          message: `“${name}” names different units (${namesOf(labels)}): the numbers that they belong to are read as if they were in one. Convert them to one unit in the file.`,
          columns: [name],
          count: labels.length,
          mends: [],
        },
      ];
    }),
};
