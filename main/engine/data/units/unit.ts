/** Units as values: read from texts such as m/s^2, kg·m², J/(mol K), °C or 1/s. */
import { superscript, superscripts } from '../../../../shared/superscript.ts';
import { dimensionless, timesPower, type Dimension } from './dimension.ts';
import { meaningOf } from './symbols.ts';

/** One symbol to a power. */
export interface UnitPower {
  readonly symbol: string;
  readonly exponent: number;
}

export interface Unit {
  /** As it was written. */
  readonly text: string;
  readonly powers: readonly UnitPower[];
  readonly dimension: Dimension;
  /** value in SI units = factor · value in this unit + offset; only temperatures have an offset. */
  readonly factor: number;
  readonly offset: number;
}

/** How many of each unit of an angle are half a turn. */
const halfTurns: Readonly<Record<string, number>> = { '°': 180, '′': 10_800, '″': 648_000 };

/** How many of the unit are half a turn, which is π in radians; null where it measures no angle, or is the radian. */
export function partsOfHalfTurn(unit: Unit | null): number | null {
  const [only, ...others] = unit?.powers ?? [];
  return only?.exponent === 1 && others.length === 0 ? (halfTurns[only.symbol] ?? null) : null;
}

/**
 * The unit that a text means; null where it is empty or not understood. What follows a slash is divided by, up to the
 * next slash: J/mol K is J/(mol K), and J/mol/K is the same.
 */
export function parseUnit(text: string): Unit | null {
  const powers = new UnitReader(text).read();
  return powers === null ? null : unitOf(merged(powers), text.trim());
}

/** The unit of a product of powers, as a text of its own. */
export function unitOfPowers(powers: readonly UnitPower[]): Unit | null {
  const own = merged(powers);
  return unitOf(own, unitText(own));
}

/** Such as kg·m/s²; 1 where nothing is left. */
export function unitText(powers: readonly UnitPower[]): string {
  const above = powers.filter(({ exponent }) => exponent > 0);
  const below = powers.filter(({ exponent }) => exponent < 0);
  const one = (exponent: number, { symbol }: UnitPower): string =>
    exponent === 1
      ? symbol
      : Number.isInteger(exponent)
        ? `${symbol}${superscript(exponent)}`
        : `${symbol}^${Number(exponent.toFixed(4))}`;
  if (above.length === 0) return below.map((part) => one(part.exponent, part)).join('·') || '1';
  const numerator = above.map((part) => one(part.exponent, part)).join('·');
  const denominator = below.map((part) => one(-part.exponent, part)).join('·');
  if (below.length === 0) return numerator;
  return `${numerator}/${below.length === 1 ? denominator : `(${denominator})`}`;
}

/** Powers of equal symbols together, those that cancel left out. */
function merged(powers: readonly UnitPower[]): UnitPower[] {
  const exponents = new Map<string, number>();
  for (const { symbol, exponent } of powers) exponents.set(symbol, (exponents.get(symbol) ?? 0) + exponent);
  return [...exponents]
    .filter(([, exponent]) => Math.abs(exponent) > 1e-6)
    .map(([symbol, exponent]) => ({ symbol, exponent }));
}

function unitOf(powers: readonly UnitPower[], text: string): Unit | null {
  let dimension = dimensionless;
  let factor = 1;
  for (const { symbol, exponent } of powers) {
    const ten = /^10\^(-?\d+)$/.exec(symbol);
    const meaning = ten ? { dimension: dimensionless, factor: Number(`1e${ten[1]}`) } : meaningOf(symbol);
    if (meaning === null) return null;
    dimension = timesPower(dimension, meaning.dimension, exponent);
    factor *= exponent === 1 ? meaning.factor : meaning.factor ** exponent;
  }
  const [only] = powers;
  const offset = powers.length === 1 && only.exponent === 1 ? (meaningOf(only.symbol)?.offset ?? 0) : 0;
  return Number.isFinite(factor) && factor > 0 ? { text, powers, dimension, factor, offset } : null;
}

/** Most units are short: a longer text is something else. */
const longest = 60;

/** Reads products, quotients, powers and brackets from left to right. */
class UnitReader {
  #rest: string;

  constructor(text: string) {
    this.#rest = text.length > longest ? '?' : plainText(text);
  }

  /** null where the text is not a unit. */
  read(): UnitPower[] | null {
    const powers = this.#quotient();
    return this.#rest === '' ? powers : null;
  }

  #quotient(): UnitPower[] | null {
    const powers = this.#product();
    while (powers !== null && this.#take(/^ ?\/ ?/)) {
      const divisor = this.#product();
      if (divisor === null) return null;
      powers.push(...inverse(divisor));
    }
    return powers;
  }

  #product(): UnitPower[] | null {
    const powers: UnitPower[] = [];
    do {
      const factor = this.#factor();
      if (factor === null) return null;
      powers.push(...factor);
    } while (this.#take(/^(?: ?\* ?| )(?=[^ /)])/));
    return powers;
  }

  #factor(): UnitPower[] | null {
    const root = this.#take(/^√ ?/) === null ? 1 : 0.5;
    const base = this.#take(/^\(/) ? this.#bracketed() : this.#symbol();
    if (base === null) return null;
    const power = this.#exponent();
    return power === null
      ? null
      : base.map(({ symbol, exponent }) => ({ symbol, exponent: exponent * power * root }));
  }

  #bracketed(): UnitPower[] | null {
    const inside = this.#quotient();
    return this.#take(/^\)/) ? inside : null;
  }

  #symbol(): UnitPower[] | null {
    const ten = this.#take(/^10\^-?\d{1,2}/) ?? this.#take(/^10{1,9}(?!\d)/);
    if (ten !== null)
      return [{ symbol: ten[0].includes('^') ? ten[0] : `10^${ten[0].length - 1}`, exponent: 1 }];
    if (this.#take(/^1(?!\d)/)) return [];
    const symbol = this.#take(/^(?:°[CFR]?|%|‰|′|″|\p{L}+)/u);
    return symbol && [{ symbol: symbol[0], exponent: 1 }];
  }

  /** 1 where there is none, null where it is not a number. */
  #exponent(): number | null {
    if (!this.#take(/^\^/)) return Number(this.#take(/^-?\d{1,2}(?!\d)/)?.[0] ?? 1);
    const plain = this.#take(/^\(?(-?\d+(?:\.\d+)?)(?:\/(\d+)\))?/);
    if (plain === null) return null;
    if (plain[0].startsWith('(') && plain[2] === undefined && !this.#take(/^\)/)) return null;
    return Number(plain[1]) / Number(plain[2] ?? 1);
  }

  #take(pattern: RegExp): RegExpExecArray | null {
    const found = pattern.exec(this.#rest);
    if (found) this.#rest = this.#rest.slice(found[0].length);
    return found;
  }
}

function inverse(powers: readonly UnitPower[]): UnitPower[] {
  return powers.map(({ symbol, exponent }) => ({ symbol, exponent: -exponent }));
}

/** The same in few signs: * for products, ^ for powers, − as -, ° in front of C and F. */
function plainText(text: string): string {
  return text
    .trim()
    .replace(/\s+/gu, ' ')
    .replace(/(?:° ?|º ?|\b[Dd]eg ?)(?=[CFR]\b)/gu, '°')
    .replace(/º|\b[Dd]eg(?:rees?)?\b/gu, '°')
    .replace(/[·⋅∙•×]|\*\*?/gu, (sign) => (sign === '**' ? '^' : '*'))
    .replace(/[−–]/gu, '-')
    .replace(/[⁺⁻⁰¹²³⁴-⁹]+/gu, (digits) => `^${[...digits].map(plainDigit).join('')}`);
}

function plainDigit(digit: string): string {
  const at = superscripts.indexOf(digit);
  return at >= 0 ? String(at) : digit === '⁻' ? '-' : '';
}
