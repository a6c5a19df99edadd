/** Tables whose cells are known, written in a dialect. */
import { pick, type Random } from '../arguments.ts';
import type { Dialect } from './dialect.ts';

export type ColumnKind = 'number' | 'label' | 'date';

export interface WrittenTable {
  readonly names: readonly string[];
  readonly kinds: readonly ColumnKind[];
  readonly text: string;
}

/** Labels that look like something else. */
const ODD_LABELS = [
  '18-25',
  '#ff8800',
  'a "b"',
  'x, y',
  'p;q',
  'u|v',
  'two\nlines',
  '$5',
  '2020-01',
  '%',
  '//',
];

/** Rows of few tables go on for so long that they are read piece by piece. */
const LONG_TABLES = 2000;
const LONG = 30_000;

export function randomTable(random: Random, dialect: Dialect): WrittenTable {
  const kinds = shuffled(random, [
    'number' as const,
    ...Array.from({ length: 1 + random.integer(4) }, () =>
      pick<ColumnKind>(random, ['number', 'number', 'label', 'date']),
    ),
  ]);
  const names = shuffled(random, dialect.script.names).slice(0, kinds.length);
  const cells = kinds.map((kind) => cellOf(kind, random, dialect));
  const rows = Array.from({ length: 5 + random.integer(40) }, () => cells.map((cell) => cell()));
  const times = random.integer(LONG_TABLES) === 0 ? Math.ceil(LONG / rows.length) : 1;
  const records = Array.from({ length: times }, () => rows).flat();
  const lines = (dialect.header ? [names, ...records] : records).map((record) =>
    line(record, dialect, random),
  );
  return { names, kinds, text: lines.join('\n') + (dialect.ended ? '\n' : '') };
}

function shuffled<T>(random: Random, list: readonly T[]): T[] {
  const left = [...list];
  return list.map(() => left.splice(random.integer(left.length), 1)[0]);
}

/** Writes the cells of one column, all in one style. */
function cellOf(kind: ColumnKind, random: Random, dialect: Dialect): () => string {
  const orMissing = (write: () => string) => () => (random.integer(12) === 0 ? dialect.missing : write());
  switch (kind) {
    case 'number':
      return orMissing(numbers(random, dialect));
    case 'date':
      return orMissing(dates(random));
    case 'label': {
      const labels = [...dialect.script.labels, ...(random.integer(3) === 0 ? ODD_LABELS : [])];
      return orMissing(() => pick(random, labels));
    }
  }
}

function numbers(random: Random, { decimal, thousands }: Dialect): () => string {
  const point = (text: string): string => text.replace('.', decimal);
  const grouped = (text: string): string => text.replace(/\B(?=(?:\d{3})+(?!\d))/gu, thousands);
  const large = (): number => random.normal() * 10 ** random.integer(8);
  return pick(random, [
    () => String(random.integer(100)),
    () => grouped(String(random.integer(5_000_000))),
    () => point(random.normal().toFixed(3)),
    () => point((100 * random.normal()).toFixed(2)),
    () => point(random.normal().toExponential(2)),
    () => point(random.normal().toExponential(4).replace('e', 'E')),
    () => {
      const [whole, fraction] = large().toFixed(2).split('.');
      return `${grouped(whole)}${decimal}${fraction}`;
    },
    () => String(random.integer(10_000)).padStart(5, '0'),
  ]);
}

function dates(random: Random): () => string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const [year, month, day] = [
    () => 1970 + random.integer(60),
    () => two(1 + random.integer(12)),
    () => two(1 + random.integer(28)),
  ];
  return pick(random, [
    () => `${year()}-${month()}-${day()}`,
    () => `${year()}/${month()}/${day()}`,
    () => `${day()}.${month()}.${year()}`,
    () => `${year()}-${month()}-${day()}T${two(random.integer(24))}:${two(random.integer(60))}`,
  ]);
}

function line(cells: readonly string[], dialect: Dialect, random: Random): string {
  const { delimiter, padded } = dialect;
  const written = cells.map((cell) => {
    const text = quoted(cell, dialect, random);
    return padded ? text.padStart(12) : text;
  });
  return written.join(delimiter === ' ' ? ' '.repeat(1 + random.integer(4)) : delimiter);
}

function quoted(cell: string, { delimiter, quoteAll, escape }: Dialect, random: Random): string {
  const needed =
    cell.includes('"') ||
    cell.includes('\n') ||
    cell.includes(delimiter) ||
    (delimiter === ' ' && cell === '');
  return needed || quoteAll || random.integer(10) === 0 ? `"${cell.replaceAll('"', escape)}"` : cell;
}

/** Some characters below the first line taken away, doubled, or replaced by ones that mean something. */
export function mutated(text: string, { delimiter, escape }: Dialect, random: Random): string {
  const start = text.indexOf('\n') + 1;
  const [first, rest] = [text.slice(0, start), text.slice(start)];
  const meaningful = [
    ...['', '"', delimiter, '\n', '#', ' ', '-', '0', '.', ',', ` ${delimiter} \n`, '\r\n'],
    ...(escape === '""' ? ['\\'] : []),
  ];
  let body = rest;
  for (let change = 1 + random.integer(4); change > 0 && body !== ''; change--) {
    const at = random.integer(body.length);
    body = body.slice(0, at) + pick(random, [...meaningful, body[at].repeat(2)]) + body.slice(at + 1);
  }
  return first + body;
}
