/**
 * Columns of another table that are surely those that a network needs, although their names are spelled otherwise:
 * “T [K]”, “T / K” or “T(K)” for “T (K)”, “flow rate” or “Flow_Rate” for “Flow rate”.
 */
import { nameAndUnit } from '../../../../shared/columnUnit.ts';
import { dayZero } from './dayUnit.ts';
import { isSameUnit } from './sameUnit.ts';
import { parseUnit } from './unit.ts';

/** A column, with its unit where that is not the one in its name. */
export interface NamedColumn {
  readonly name: string;
  readonly unit?: string;
}

/** A column of a table that is taken for one with another name. */
export interface OtherSpelling {
  /** The name that the network knows. */
  readonly name: string;
  /** The name in the table. */
  readonly column: string;
  /** The unit that the network's column has, and that of the table's; '' where it is not said. */
  readonly units: { readonly known: string; readonly there: string };
}

interface Spellings {
  readonly taken: readonly OtherSpelling[];
  /** The columns of the table that might be one that the network needs, by its name, where there are several. */
  readonly inDoubt: ReadonlyMap<string, readonly string[]>;
  /** The column of the table that is called the same but for another unit, by the name that the network knows. */
  readonly inOtherUnit: ReadonlyMap<string, string>;
}

/**
 * A name counts as the same if it differs in blanks, underscores, capitals, or in how its unit is written, but never in
 * the unit itself. None is taken where two columns might be meant, or where it might be meant by two names.
 */
export function otherSpellings(wanted: readonly NamedColumn[], present: readonly NamedColumn[]): Spellings {
  const [known, there] = [new Set(wanted.map(({ name }) => name)), new Set(present.map(({ name }) => name))];
  const byBase = new Map<string, Parts[]>();
  for (const column of present) {
    if (known.has(column.name)) continue;
    const parts = partsOf(column);
    const base = parts.base.toLowerCase();
    byBase.set(base, [...(byBase.get(base) ?? []), parts]);
  }
  const inOtherUnit = new Map<string, string>();
  const found = wanted.flatMap((column) => {
    if (there.has(column.name)) return [];
    const own = partsOf(column);
    const alike = byBase.get(own.base.toLowerCase()) ?? [];
    const others = alike.filter((other) => isSame(own, other));
    if (others.length > 0) return [{ own, others }];
    const [other] = alike.filter(({ unit }) => unit !== '');
    if (own.unit !== '' && other !== undefined) inOtherUnit.set(own.name, other.name);
    return [];
  });
  const uses = new Map<Parts, number>();
  for (const other of found.flatMap(({ others }) => others)) uses.set(other, (uses.get(other) ?? 0) + 1);
  const isSure = ({ others }: { readonly others: readonly Parts[] }): boolean =>
    others.length === 1 && uses.get(others[0]) === 1;
  return {
    taken: found.filter(isSure).map(({ own, others: [other] }) => ({
      name: own.name,
      column: other.name,
      units: { known: own.unit, there: other.unit },
    })),
    inOtherUnit,
    inDoubt: new Map(
      found
        .filter((one) => !isSure(one))
        .map(({ own, others }) => [own.name, others.map(({ name }) => name)]),
    ),
  };
}

/** A name without its unit, blanks and underscores alike; and the unit, '' for none. */
interface Parts {
  readonly name: string;
  readonly base: string;
  readonly unit: string;
}

/** “T/K”, “T, K” and “T in K”: only a unit that is understood shows that it is one. */
const LOOSE = /^(.*\S)(?:\/| ?, ?| in )([^\s/,]\S*)$/;

function partsOf({ name, unit }: NamedColumn): Parts {
  const said = nameAndUnit(name);
  const loose = said.unit === '' ? LOOSE.exec(name) : null;
  const { base, unit: own } =
    loose !== null && parseUnit(loose[2]) !== null ? { base: loose[1], unit: loose[2] } : said;
  const given = unit === undefined ? own : dayZero(unit) === null ? unit : '';
  return { name, base: base.replace(/[\s_]+/gu, ' ').trim(), unit: given };
}

function isSame(one: Parts, other: Parts): boolean {
  const saidByBoth = one.unit !== '' && other.unit !== '';
  if (saidByBoth && !isSameUnit(one.unit, other.unit)) return false;
  // “rate” is not “rate (max)”.
  if (one.unit !== other.unit && !saidByBoth && parseUnit(one.unit || other.unit) === null) return false;
  // t and T may be a time and a temperature.
  return one.base === other.base || saidByBoth || one.base.length > 1;
}
