/**
 * Finds the columns of values that equal given values up to a factor, a constant, and a multiple of one known column, in
 * constant time. Columns are kept by quotients that none of these changes: v without the straight line through its
 * first rows, as a share of the first value that is left.
 */

/** Rows that are compared. */
export const probeRows = 6;

/** Quotients of columns that match may differ by this share. */
const tolerance = 1e-8;
/** What is left below this share of the values has lost too many digits to be compared. */
const cancelled = 1e-6;
/** Quotients this near to 0 and 1 say little: one value is much larger than all others. */
const alike = 1e-3;
/** Columns that match are at most half a cell apart, and what rounding adds. */
const reach = 0.51;
const none = -1;

export class AffineIndex {
  /** The known column; null for none. */
  readonly #beside: Float64Array | null;
  /** Rows on the line: the quotients are those of the rows after the next one. */
  readonly #from: number;
  readonly #count: number;
  readonly #cells: Int32Array;
  /** A bit for each hash of a cell that a column lies in or near: small enough to stay in the processor's cache. */
  readonly #near: Uint32Array;
  /** The next column in the same cell. */
  readonly #next: Int32Array;
  readonly #quotients: Float64Array;
  readonly #own: Float64Array;
  /** The slope of the line through the first rows of the last values, and what is left of their first row after it. */
  #slope = 0;
  #unit = 0;

  /** @param columns with `probeRows` values each. Of those that match each other, only the first is kept. */
  constructor(columns: readonly Float64Array[], beside: Float64Array | null = null) {
    this.#beside = beside;
    this.#from = beside === null ? 1 : 2;
    this.#count = probeRows - this.#from - 1;
    this.#own = new Float64Array(this.#count);
    this.#cells = new Int32Array(2 ** Math.ceil(Math.log2(2 * columns.length + 2))).fill(none);
    this.#near = new Uint32Array(Math.max(1, this.#cells.length / 4));
    this.#next = new Int32Array(columns.length).fill(none);
    this.#quotients = new Float64Array(columns.length * this.#count);
    columns.forEach((values, column) => {
      if (!this.#measure(values) || this.#first() !== none) return;
      this.#quotients.set(this.#own, column * this.#count);
      const cell = this.#cellOf(Math.floor(placeOf(this.#own[0])));
      this.#next[column] = this.#cells[cell];
      this.#cells[cell] = column;
      this.#mark(placeOf(this.#own[0]));
    });
  }

  /** Rows that the first quotient is computed from. */
  get leading(): number {
    return this.#from + 2;
  }

  /** Whether a column equals the values in the first quotient, which takes the leading rows only: most values equal none. */
  mayFind(values: Float64Array): boolean {
    this.#own[0] = this.#begin(values);
    if (Number.isNaN(this.#own[0])) return false;
    const bit = hashOf(Math.floor(placeOf(this.#own[0])));
    return ((this.#near[this.#wordOf(bit)] >>> (bit & 31)) & 1) === 1 && this.#first(1) !== none;
  }

  /** A column that matches the values; −1 where there is none. */
  find(values: Float64Array): number {
    return this.#measure(values) ? this.#first() : none;
  }

  /** @param count how many quotients must match */
  #first(count = this.#count): number {
    const place = placeOf(this.#own[0]);
    const near = Math.floor(place);
    const found = this.#inCell(near, count);
    // The match may lie on the other side of a cell's border.
    return found !== none ? found : this.#inCell(place - near < 0.5 ? near - 1 : near + 1, count);
  }

  #inCell(place: number, count: number): number {
    for (let column = this.#cells[this.#cellOf(place)]; column !== none; column = this.#next[column])
      if (this.#matches(column, count)) return column;
    return none;
  }

  /** Sets the bits of all cells in which a value may lie that matches. */
  #mark(place: number): void {
    for (const part of [-reach, 0, reach]) {
      const bit = hashOf(Math.floor(place + part));
      this.#near[this.#wordOf(bit)] |= 1 << (bit & 31);
    }
  }

  #wordOf(bit: number): number {
    return (bit >>> 5) & (this.#near.length - 1);
  }

  #matches(column: number, count: number): boolean {
    const from = column * this.#count;
    for (let k = 0; k < count; k++) {
      const quotient = this.#quotients[from + k];
      if (!(Math.abs(quotient - this.#own[k]) <= tolerance * (1 + Math.abs(quotient)))) return false;
    }
    return true;
  }

  #cellOf(place: number): number {
    return hashOf(place) & (this.#cells.length - 1);
  }

  /** Computes the quotients; false where they are not finite, or too few digits are left, or too few rows differ. */
  #measure(values: Float64Array): boolean {
    this.#own[0] = this.#begin(values);
    let distinct = 0;
    for (let k = 0; k < this.#count; k++) {
      if (k > 0) this.#own[k] = this.#left(values, this.#from + 1 + k) / this.#unit;
      const quotient = this.#own[k];
      if (!Number.isFinite(quotient)) return false;
      if (Math.abs(quotient) > alike && Math.abs(quotient - 1) > alike) distinct++;
    }
    return distinct > 1;
  }

  /** The first quotient; NaN where too few digits are left. */
  #begin(values: Float64Array): number {
    const beside = this.#beside;
    const start = values[0];
    this.#slope = beside === null ? 0 : (values[1] - start) / (beside[1] - beside[0]);
    this.#unit = this.#left(values, this.#from);
    const size = Math.max(Math.abs(start), Math.abs(values[this.#from]), Math.abs(values[1]));
    if (!(Math.abs(this.#unit) > cancelled * size)) return NaN;
    return this.#left(values, this.#from + 1) / this.#unit;
  }

  /** A value without the straight line through the first rows. */
  #left(values: Float64Array, row: number): number {
    const beside = this.#beside;
    return values[row] - values[0] - (beside === null ? 0 : this.#slope * (beside[row] - beside[0]));
  }
}

function hashOf(cell: number): number {
  const hash = Math.imul(cell | 0, 0x9e3779b1);
  return hash ^ (hash >>> 15);
}

/** A quotient's cell: cells are twice as wide as the tolerance. */
function placeOf(quotient: number): number {
  return quotient / (1 + Math.abs(quotient)) / (2 * tolerance);
}
