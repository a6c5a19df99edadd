/** Units of one letter that contradict the name of their column: “T (C)” is hardly in coulombs, “N(t)” may be a function of t. */
import { columnTypeFacts } from '../../../../shared/contract/columnTypes.ts';
import { nameAndUnit } from '../../../../shared/columnUnit.ts';
import { named } from '../../../../shared/named.ts';
import { givenUnit, unitTextOf } from '../units/columnUnits.ts';
import { sameDimension } from '../units/dimension.ts';
import { bracketsOf } from '../units/functionNames.ts';
import { parseUnit } from '../units/unit.ts';
import type { Column } from '../table/table.ts';
import type { Checked, DataCheck } from './check.ts';
import type { DataFinding } from '../../../../shared/contract/views/checks.ts';

/** A letter that people also write for another unit. */
interface Letter {
  /** What it means by the rules of units. */
  readonly means: string;
  /** What else it may mean. */
  readonly instead: string;
}

const letters: Readonly<Record<string, Letter>> = {
  C: { means: 'coulomb', instead: '°C' },
  F: { means: 'farad', instead: '°F' },
  R: { means: 'roentgen', instead: '°R' },
  m: { means: 'metre', instead: 'min' },
  S: { means: 'siemens', instead: 's' },
  g: { means: 'gram', instead: 'gee' },
  G: { means: 'gauss', instead: 'gee' },
  B: { means: 'byte', instead: 'Btu' },
  P: { means: 'poise', instead: 'Pa' },
  t: { means: 'tonne', instead: 's' },
  d: { means: 'day', instead: 'deg' },
};

/** Words in names, and a unit of the quantity that they mean. Letters alone only where they stand for that quantity. */
const words: readonly { readonly names: RegExp; readonly unit: string }[] = [
  { names: /^(t|temp|temps|temperature|temperatur|tmin|tmax|tmean|tavg|tamb|tair)$|temperat/i, unit: 'K' },
  { names: /^(time|zeit|duration|dauer|period|age|alter|runtime|laufzeit)$/i, unit: 's' },
  { names: /^(accel|acceleration|beschleunigung)$/i, unit: 'm/s^2' },
  { names: /^(energy|energie|heat|wärme)$/i, unit: 'J' },
  { names: /^(pressure|druck|p)$/i, unit: 'Pa' },
  { names: /^(angle|winkel|theta|phi|heading|azimuth|latitude|longitude)$/i, unit: 'rad' },
];

type Found = Omit<DataFinding, 'check'>;

export const unitsCheck: DataCheck = {
  name: 'units',
  help: 'Units of one letter that contradict the name of their column, such as “T (C)”, and brackets that may name another column, such as “N(t)”.',
  find: (checked) =>
    checked.table.columns.flatMap((column) => [
      ...contradiction(column, checked),
      ...unsureBrackets(column, checked),
    ]),
};

/** “N(t)” beside a column t: whether t is a unit is not known. */
function unsureBrackets(column: Column, { table, roles }: Checked): Found[] {
  const { name, type } = column;
  if (columnTypeFacts[type].holds !== 'quantities' || named(roles.units ?? {}, name) !== undefined) return [];
  const others = table.columns.filter((other) => other !== column).map((other) => other.name);
  const brackets = bracketsOf(name, others);
  if (brackets === null || brackets.isSure) return [];
  const { holds, text } = brackets;
  const is = holds === 'unit' ? text : '';
  if (unitTextOf(column) !== is) return [];
  return [
    {
      severity: 'note',
      message:
        holds === 'unit'
          ? `The ${text} of “${name}” is read as a unit, but a column has that name too. Is it a function of ${text}?`
          : `“${name}” is read as a function of ${text}, another column, without a unit. Is ${text} its unit?`,
      columns: [name],
      count: null,
      mends: [
        holds === 'unit'
          ? { label: `Read “${name}” without a unit`, units: { [name]: '' } }
          : { label: `Set the unit of “${name}” to ${text}`, units: { [name]: text } },
      ],
    },
  ];
}

function contradiction(column: Column, { roles }: Pick<Checked, 'roles'>): Found[] {
  if (columnTypeFacts[column.type].holds !== 'quantities') return [];
  const { name } = column;
  const text = unitTextOf({ ...column, ...givenUnit(column, roles) });
  if (!Object.hasOwn(letters, text)) return [];
  const { means, instead } = letters[text];
  const parts = nameAndUnit(name).base.split(/[^\p{L}]+|(?<=\p{Ll})(?=\p{Lu})/u);
  const [read, other] = [parseUnit(text), parseUnit(instead)];
  const meant = words.find(({ names, unit }) => {
    const dimension = parseUnit(unit)?.dimension;
    return (
      dimension &&
      other &&
      sameDimension(other.dimension, dimension) &&
      parts.some((part) => names.test(part))
    );
  });
  if (meant === undefined || read === null) return [];
  return [
    {
      severity: 'warning',
      message: `The unit ${text} of “${name}” is read as ${means}, which does not go with the name. Is it ${instead}?`,
      columns: [name],
      count: null,
      mends: [{ label: `Set the unit of “${name}” to ${instead}`, units: { [name]: instead } }],
    },
  ];
}
