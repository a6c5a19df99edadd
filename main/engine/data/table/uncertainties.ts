/** Columns that say how uncertain the values of another column are, recognised by their names: “e_M” beside “M_V”. */
import { columnTypeFacts, type ColumnType } from '../../../../shared/contract/columnTypes.ts';
import { nameAndUnit } from '../../../../shared/columnUnit.ts';

interface Named {
  readonly name: string;
  readonly type: ColumnType;
}

/** What an uncertainty is called, alone or beside the name of its quantity. */
const words =
  'err|errors?|unc|uncertainty|sigma|σ|sd|se|sem|std|stdev|stderr|std[ ._]?dev|std[ ._]?err(?:or)?|standard[ ._](?:deviation|error)';
const before = new RegExp(`^(?:${words})[ ._:]+(?:of[ ._])?([^ ._:].*)$`, 'i');
const behind = new RegExp(`^(.*[^ ._:])[ ._:]+\\(?(?:${words}|±|\\+/-|\\+-)\\)?$`, 'i');
const alone = new RegExp(`^(?:${words}|±|\\+/-|\\+-)$`, 'i');
/** As catalogues of stars have it. A capital E, or an e behind a name, is a field, an energy or of electrons. */
const letter = /^e[ ._:]+([^ ._:].*)$/;
/** Alone it may be a stress or a conductivity, or a number of mistakes. */
const others = /^(?:sigma|σ|errors)$/i;

/**
 * The columns of uncertainties, each with the column whose values it belongs to. A name without that of a quantity, such as “err”,
 * belongs to the column of numbers before it that has the same unit; then there must be a third column of numbers.
 */
export function uncertaintiesIn(columns: readonly Named[]): ReadonlyMap<string, string> {
  const numbers = columns
    .filter(({ type }) => columnTypeFacts[type].holds === 'quantities')
    .map(({ name }) => ({ name, ...nameAndUnit(name) }));
  const found = new Map<string, string>();
  numbers.forEach((one, at) => {
    const { name, base, unit } = one;
    const quantity = (before.exec(base) ?? letter.exec(base) ?? behind.exec(base))?.[1];
    const isAlone = alone.test(base) && !(others.test(base) && unit === '');
    const of =
      quantity === undefined
        ? isAlone && at > 0 && numbers.length > 2 && numbers[at - 1].unit === unit
          ? numbers[at - 1]
          : undefined
        : numbers.find((other) => other !== one && isCalled(other.base, quantity));
    if (of !== undefined && !found.has(of.name)) found.set(name, of.name);
  });
  return found;
}

/** Whether a column is called so without doubt: “x ±”. */
export const isPlusMinus = ({ name }: Pick<Named, 'name'>): boolean =>
  /(?:±|\+\/-|\+-)$/.test(nameAndUnit(name).base);

/** Whether a column has that name, or begins with it: “M_V” is M in the V band. */
function isCalled(base: string, quantity: string): boolean {
  const [long, short] = [base.toLowerCase(), quantity.toLowerCase()];
  return long === short || (long.startsWith(short) && /^[ _.]/.test(long.slice(short.length)));
}
