/** How a table is written: what stands between cells, digits and lines, and in which characters. */
import { pick, type Random } from '../arguments.ts';
import { scripts, type Script } from './words.ts';

export interface Dialect {
  /** ' ' stands for runs of spaces. */
  readonly delimiter: ',' | ';' | '\t' | '|' | ' ';
  readonly decimal: '.' | ',';
  /** Between groups of three digits; '' for none. */
  readonly thousands: string;
  readonly newline: '\n' | '\r\n' | '\r';
  readonly header: boolean;
  /** Every cell stands between quotation marks; else only those that need them, and some of the others. */
  readonly quoteAll: boolean;
  /** How a quotation mark is written inside a quoted cell. */
  readonly escape: '""' | '\\"';
  /** Cells are filled up with spaces. */
  readonly padded: boolean;
  /** The last line ends with a newline. */
  readonly ended: boolean;
  /** What stands where there is no value. */
  readonly missing: string;
  readonly script: Script;
}

const NARROW = ['\u00a0', '\u202f'];

const rarely = (random: Random, times: number): boolean => random.integer(times) === 0;

export function randomDialect(random: Random): Dialect {
  const script = pick(random, pick(random, scripts));
  const delimiter = pick(random, [',', ';', '\t', '|', ' '] as const);
  const decimal = pick(random, ['.', '.', ','] as const);
  const other = decimal === '.' ? ',' : '.';
  return {
    ...{ delimiter, decimal },
    // Narrow spaces are in Unicode only.
    thousands: pick(random, ['', '', other, ' ', "'", ...(script.encoding.startsWith('utf') ? NARROW : [])]),
    newline: pick(random, ['\n', '\n', '\r\n', '\r'] as const),
    header: !rarely(random, 6),
    quoteAll: rarely(random, 8),
    escape: rarely(random, 10) ? '\\"' : '""',
    padded: delimiter !== ' ' && rarely(random, 8),
    ended: !rarely(random, 8),
    missing: pick(random, [
      ...(delimiter === ' ' ? [] : ['', '', '']),
      'NA',
      'NaN',
      '-',
      'null',
      'n/a',
      '?',
      'None',
    ]),
    script,
  };
}
