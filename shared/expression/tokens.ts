/** From typed text to tokens. */
import { superscripts } from '../superscript.ts';
import { syntaxError } from './syntaxError.ts';

export type Token =
  | { readonly kind: 'number'; readonly value: number; readonly at: number; readonly text: string }
  /** `quoted` names are variables, never functions or constants. */
  | { readonly kind: 'name'; readonly text: string; readonly at: number; readonly quoted: boolean }
  | { readonly kind: 'symbol'; readonly text: Symbol; readonly at: number }
  | { readonly kind: 'end'; readonly text: ''; readonly at: number };

type Symbol = '+' | '-' | '*' | '/' | '^' | '(' | ')' | ',';

/** Longest first where one begins another. */
const symbols: readonly (readonly [string, Symbol])[] = [
  ['**', '^'],
  ['+', '+'],
  ['-', '-'],
  ['−', '-'],
  ['*', '*'],
  ['×', '*'],
  ['·', '*'],
  ['⋅', '*'],
  ['/', '/'],
  ['÷', '/'],
  ['^', '^'],
  ['(', '('],
  [')', ')'],
  [',', ','],
];

const blank = /\s+/uy;
const numeral = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/uy;
const identifier = /[\p{L}_][\p{L}\p{M}\p{N}_]*/uy;
const raised = /[⁰¹²³⁴⁵⁶⁷⁸⁹]+/uy;

/** @throws SyntaxFault with the position of the first character that cannot be read. */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const match = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    return pattern.exec(source)?.[0] ?? null;
  };
  while (at < source.length) {
    const space = match(blank);
    if (space !== null) {
      at += space.length;
      continue;
    }
    const digits = match(numeral);
    if (digits !== null) {
      const value = Number(digits);
      if (!Number.isFinite(value)) {
        throw syntaxError('expression.number', `The number ${digits} is too large`, at, 'Use a smaller one.');
      }
      tokens.push({ kind: 'number', value, at, text: digits });
      at += digits.length;
      continue;
    }
    const exponent = match(raised);
    if (exponent !== null) {
      const plain = [...exponent].map((digit) => superscripts.indexOf(digit)).join('');
      tokens.push(
        { kind: 'symbol', text: '^', at },
        { kind: 'number', value: Number(plain), at, text: exponent },
      );
      at += exponent.length;
      continue;
    }
    const name = match(identifier);
    if (name !== null) {
      // Superscripts are numerals to Unicode, but exponents to people.
      const [text] = name.split(/[⁰¹²³⁴⁵⁶⁷⁸⁹]/u, 1);
      tokens.push({ kind: 'name', text, at, quoted: false });
      at += text.length;
      continue;
    }
    if (source[at] === '`') {
      const { text, length } = quotedName(source, at);
      tokens.push({ kind: 'name', text, at, quoted: true });
      at += length;
      continue;
    }
    const symbol = symbols.find(([typed]) => source.startsWith(typed, at));
    if (!symbol) throw unreadable(source, at);
    tokens.push({ kind: 'symbol', text: symbol[1], at });
    at += symbol[0].length;
  }
  tokens.push({ kind: 'end', text: '', at });
  return tokens;
}

/** A name between backticks; a doubled backtick inside stands for one. */
function quotedName(source: string, at: number): { text: string; length: number } {
  let text = '';
  for (let i = at + 1; i < source.length; i++) {
    if (source[i] !== '`') text += source[i];
    else if (source[i + 1] === '`') text += source[i++];
    else if (text === '') {
      throw syntaxError(
        'expression.name',
        'There is an empty name',
        at,
        'Put the name between the backticks.',
      );
    } else return { text, length: i + 1 - at };
  }
  throw syntaxError(
    'expression.name',
    'A name begins with ` but does not end',
    at,
    'Close it with another `.',
  );
}

/** A variable's name as it is typed: in backticks unless it is a plain word. */
export function quoteName(name: string, reserved: (name: string) => boolean): string {
  const plain = /^[\p{L}_][\p{L}\p{M}\p{Nd}_]*$/u.test(name) && !reserved(name);
  return plain ? name : `\`${name.replaceAll('`', '``')}\``;
}

function unreadable(source: string, at: number): Error {
  const character = String.fromCodePoint(source.codePointAt(at)!);
  const hint =
    character === '|'
      ? 'Write abs(…) for an absolute value.'
      : character === '='
        ? 'Write only the right-hand side.'
        : 'Put names with unusual characters between backticks: `flow rate`.';
  return syntaxError('expression.character', `The character “${character}” has no meaning here`, at, hint);
}
