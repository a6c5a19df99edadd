/**
 * Derivatives as people write them: u_xx, u″ or u'', du/dx, d2u/dx2, laplacian(u), and values at a place: u(x, 0),
 * u_t(0, t). Each becomes a variable of an ordinary expression.
 */
import { userError } from '../../../../shared/errors.ts';
import { plural } from '../../../../shared/figures.ts';
import { parseExpression } from '../../../../shared/expression/parse.ts';
import { within } from '../../../../shared/expression/syntaxError.ts';
import { subtract, variablesOf, type Expression } from '../../../../shared/expression/tree.ts';
import type { CurveTerm, Residual, Term } from './residual.ts';
import { closingAt, topLevelParts } from './parts.ts';

/** The names that an equation may use. */
export interface Names {
  readonly coordinates: readonly string[];
  readonly functions: readonly string[];
  /** Known and unknown constants. */
  readonly constants: readonly string[];
  /** Unknown functions, and the name of their argument. */
  readonly curves: readonly { readonly name: string; readonly argument: string }[];
}

/** The text of one argument of u(…), for each coordinate; null stands for all its values. */
export type PlaceText = readonly (string | null)[];

export interface Notation {
  readonly residual: Residual;
  /** The places of its terms. A term without arguments is at the first place, where no coordinate has a fixed value. */
  readonly places: readonly PlaceText[];
}

const word = /[\p{L}][\p{L}\p{M}\p{N}_]*/uy;
const primes = /(?:'|′|″)+/uy;
const quotient =
  /d(?:\^?(\d))? ?([\p{L}][\p{L}\p{M}\p{N}]*) ?\/ ?d ?([\p{L}][\p{L}\p{M}\p{N}]*?)(?:\^?(\d))?(?![\p{L}\p{N}_^])/uy;
const laplacian = /(?:laplacian ?\( ?([\p{L}][\p{L}\p{M}\p{N}]*) ?\)|∇[²2] ?([\p{L}][\p{L}\p{M}\p{N}]*))/uy;

/**
 * `left = right` as the residual left − right; without “=”, the text itself is the residual.
 * @throws KanError `equation.*` where a derivative or a place cannot be read, `expression.*`
 */
export function readEquation(text: string, names: Names): Notation {
  const sides = text.split(/==?/u);
  if (sides.length > 2) {
    throw userError(
      'equation.sign',
      `“${text}” has more than one “=”.`,
      'Write each equation on a line of its own.',
    );
  }
  const reader = new Reader(names, text);
  const [left, right] = sides.map((side) => reader.expression(side));
  const expression = right === undefined ? left : subtract(left, right);
  const used = new Set(variablesOf(expression));
  const curves = reader.curves.filter(({ symbol }) => used.has(symbol));
  const terms = reader.terms.filter(
    ({ symbol }) => used.has(symbol) || curves.some(({ of }) => of === symbol),
  );
  const curveTerms = curves.map(({ of, ...curve }): CurveTerm => {
    return { ...curve, place: 0, term: of === null ? null : terms.findIndex(({ symbol }) => symbol === of) };
  });
  return {
    residual: { text, expression, terms, ...(curveTerms.length > 0 && { curves: curveTerms }) },
    places: reader.places,
  };
}

/** An unknown function, or a derivative of it, in an equation. @param of the term that is its argument, if one is */
interface NamedCurve extends Pick<CurveTerm, 'symbol' | 'curve' | 'order'> {
  readonly of: string | null;
}

/** The order of the derivative by each coordinate for a subscript such as `xxy`; null where it is not made of their names. */
export function subscriptOrders(subscript: string, coordinates: readonly string[]): number[] | null {
  const orders = coordinates.map(() => 0);
  let rest = subscript;
  while (rest !== '') {
    const at = coordinates.findIndex((name) => rest.startsWith(name));
    if (at < 0) return null;
    orders[at]++;
    rest = rest.slice(coordinates[at].length);
  }
  return orders;
}

class Reader {
  readonly terms: Term[] = [];
  readonly curves: NamedCurve[] = [];
  readonly places: PlaceText[];
  readonly #names: Names;
  readonly #text: string;

  constructor(names: Names, text: string) {
    this.#names = names;
    this.#text = text;
    this.places = [names.coordinates.map(() => null)];
  }

  expression(side: string): Expression {
    const { coordinates, constants } = this.#names;
    const plain = this.#plain(side);
    const symbols = [...this.terms, ...this.curves].map(({ symbol }) => symbol);
    return within(
      this.#text,
      () => parseExpression(plain, [...coordinates, ...constants, ...symbols]),
      'Give it a value as a known constant, or name it as an unknown one to find it from measured values.',
    );
  }

  /** The side with each derivative written as a quoted variable. */
  #plain(side: string): string {
    let at = 0;
    const match = (pattern: RegExp): RegExpExecArray | null => {
      pattern.lastIndex = at;
      const found = pattern.exec(side);
      if (found !== null) at = pattern.lastIndex;
      return found;
    };
    let plain = '';
    while (at < side.length) {
      const sum = match(laplacian);
      if (sum !== null) {
        plain += this.#laplacian(sum[1] ?? sum[2]);
        continue;
      }
      const start = at;
      const ratio = match(quotient);
      if (ratio !== null) {
        const term = this.#quotient(ratio);
        if (term !== null) {
          plain += term;
          continue;
        }
        at = start;
      }
      const name = match(word);
      if (name === null) {
        plain += side[at++];
        continue;
      }
      const marks = match(primes)?.[0] ?? '';
      const curve = this.#curve(name[0], marks);
      if (curve !== null) {
        plain += curve;
        at += this.#argumentLength(name[0], side.slice(at));
        continue;
      }
      const found = this.#derivative(name[0], marks);
      if (found === null) {
        plain += name[0];
        continue;
      }
      const open = /^ ?\(/u.exec(side.slice(at));
      let place = 0;
      if (open !== null) {
        const from = at + open[0].length;
        const end = closingAt(side, from);
        if (end < 0) throw userError('equation.place', `In “${this.#text}” a “)” is missing.`, 'Add it.');
        place = this.#placeOf(found.label, side.slice(from, end));
        at = end + 1;
      }
      plain += this.#term(found.label, found.output, found.orders, place);
    }
    return plain;
  }

  #derivative(name: string, marks: string): { label: string; output: number; orders: number[] } | null {
    const { coordinates, functions } = this.#names;
    const order = orderOf(marks);
    const whole = functions.indexOf(name);
    if (whole >= 0) {
      if (order > 0 && coordinates.length > 1) {
        throw userError(
          'equation.prime',
          `${name}${marks} does not say by which coordinate (${coordinates.join(', ')}) it is differentiated.`,
          `Write ${name}_${coordinates[0].repeat(order)}.`,
        );
      }
      return {
        label: `${name}${marks}`,
        output: whole,
        orders: coordinates.map((_, at) => (at === 0 ? order : 0)),
      };
    }
    const cut = name.lastIndexOf('_');
    const output = functions.indexOf(name.slice(0, Math.max(cut, 0)));
    if (output < 0 || order > 0) return null;
    const orders = subscriptOrders(name.slice(cut + 1), coordinates);
    if (orders !== null) return { label: name, output, orders };
    throw userError(
      'equation.subscript',
      `${name} is not a derivative by coordinates of the domain.`,
      `The coordinates are ${coordinates.join(', ')}.`,
    );
  }

  #quotient([, above, name, coordinate, below]: RegExpExecArray): string | null {
    const output = this.#names.functions.indexOf(name);
    const by = this.#names.coordinates.indexOf(coordinate);
    if ((above ?? '1') !== (below ?? '1')) return null;
    const order = Number(above ?? 1);
    if (output < 0) return this.#curve(`${name}_${coordinate.repeat(order)}`, '');
    if (by < 0) return null;
    const orders = this.#names.coordinates.map((_, at) => (at === by ? order : 0));
    return this.#term(`${name}_${coordinate.repeat(order)}`, output, orders, 0);
  }

  /** An unknown function or a derivative of it: D, D′, D_x; null where the name is none. */
  #curve(name: string, marks: string): string | null {
    const { curves, functions, coordinates } = this.#names;
    const cut = name.lastIndexOf('_');
    const whole = curves.findIndex((one) => one.name === name);
    const curve =
      whole >= 0 ? whole : curves.findIndex((one) => one.name === name.slice(0, Math.max(cut, 0)));
    if (curve < 0) return null;
    const { name: own, argument } = curves[curve];
    const by = whole >= 0 ? null : subscriptOrders(name.slice(cut + 1), [argument]);
    if (whole < 0 && by === null) {
      throw userError(
        'equation.subscript',
        `${own} is a function of ${argument}: it has no derivative ${name}.`,
        `Write ${own}_${argument}, or ${own}'.`,
      );
    }
    const order = orderOf(marks) + (by?.[0] ?? 0);
    const output = functions.indexOf(argument);
    if (output >= 0)
      this.#term(
        argument,
        output,
        coordinates.map(() => 0),
        0,
      );
    const symbol = `${own}${"'".repeat(order)}`;
    if (!this.curves.some((one) => one.symbol === symbol)) {
      this.curves.push({ symbol, curve, order, of: output >= 0 ? argument : null });
    }
    return ` \`${symbol}\` `;
  }

  /** How many signs the argument of an unknown function has, as in D(x). */
  #argumentLength(name: string, rest: string): number {
    const given = /^ ?\( ?([^()]*?) ?\)/u.exec(rest);
    if (given === null) return 0;
    const curve = this.#names.curves.find((one) => name === one.name || name.startsWith(`${one.name}_`));
    if (curve === undefined || given[1] === curve.argument) return given[0].length;
    throw userError(
      'equation.place',
      `${name}(${given[1]}) in “${this.#text}” is not at ${curve.argument}.`,
      `Write ${name} or ${name}(${curve.argument}): it is taken where the equation or the condition holds.`,
    );
  }

  #laplacian(name: string): string {
    const { coordinates, functions } = this.#names;
    const output = functions.indexOf(name);
    if (output < 0)
      throw userError(
        'equation.function',
        `There is no function “${name}”.`,
        `There is: ${functions.join(', ')}.`,
      );
    const terms = coordinates
      .filter((coordinate) => coordinate !== 't')
      .map((coordinate) => {
        const orders = coordinates.map((other) => (other === coordinate ? 2 : 0));
        return this.#term(`${name}_${coordinate}${coordinate}`, output, orders, 0);
      });
    return `(${terms.join('+')})`;
  }

  #term(label: string, output: number, orders: readonly number[], place: number): string {
    const symbol = place === 0 ? label : `${label} at ${place}`;
    if (!this.terms.some((term) => term.symbol === symbol))
      this.terms.push({ symbol, output, orders, place });
    return ` \`${symbol}\` `;
  }

  #placeOf(label: string, inside: string): number {
    const { coordinates } = this.#names;
    const given = topLevelParts(inside);
    if (given.length !== coordinates.length) {
      throw userError(
        'equation.place',
        `${label}(${inside}) has ${plural(given.length, 'value')} for ${plural(coordinates.length, 'coordinate')}.`,
        `Give one for each of ${coordinates.join(', ')}.`,
      );
    }
    const place = given.map((text, at) => (text === coordinates[at] ? null : text));
    if (place.every((text) => text === null)) return 0;
    const known = this.places.findIndex((other) => other.join('|') === place.join('|'));
    return known >= 0 ? known : this.places.push(place) - 1;
  }
}

/** How often primes differentiate. */
function orderOf(marks: string): number {
  return [...marks].reduce((sum, mark) => sum + (mark === '″' ? 2 : 1), 0);
}
