/** A column of labels that names the quantity of the number beside it: several variables in one column. */
import { columnTypeFacts } from '../../../../shared/contract/columnTypes.ts';
import type { Column } from '../table/table.ts';
import type { DataCheck } from './check.ts';
import { namesOf } from './words.ts';

const NAMES_QUANTITIES =
  /^(?:variables?|parameters?|param|quantity|quantities|metrics?|measures?|measurand|analytes?|attributes?|indicators?|variable[ _.-]?name|messgr(?:ö|oe)(?:ss|ß)e|kenngr(?:ö|oe)(?:ss|ß)e|grandeur|paramètre|parámetro|magnitud)$/iu;
const HOLDS_THEM =
  /^(?:values?|val|results?|readings?|measurements?|measured|amounts?|obs(?:erved|ervation)?[ _.-]?values?|wert|messwert|valeur|valor|valore)(?:[ _.-]?num(?:eric)?)?$/iu;

export const longFormCheck: DataCheck = {
  name: 'long-form',
  help: 'Several variables in one column of numbers, with a column that names them.',
  find({ table: { columns } }) {
    const name = columns.find(isOfNames);
    const held = columns.find(
      ({ name: called, type }) => columnTypeFacts[type].holds === 'quantities' && HOLDS_THEM.test(called),
    );
    if (name === undefined || held === undefined) return [];
    return [
      {
        severity: 'warning',
        message: `“${held.name}” holds different quantities, which “${name.name}” names (${namesOf(name.labels)}): a network would mix them. Give each a column of its own in the file, one row for each measured time or sample (a pivot table; in Python pandas.pivot).`,
        columns: [name.name, held.name],
        count: name.labels.length,
        mends: [],
      },
    ];
  },
};

/** Labels of two quantities or more, by the name of the column. */
function isOfNames({ name, type, labels }: Column): boolean {
  return columnTypeFacts[type].holds === 'labels' && labels.length >= 2 && NAMES_QUANTITIES.test(name);
}
