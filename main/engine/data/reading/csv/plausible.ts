/** Whether decoded text looks like words: the wrong encoding mixes scripts, cases and signs. */

/** Signs beside numbers, in names of columns and in texts. */
const SIGNS = '°µ²³¹±·×÷€£¥§‰–—‘’“”„…½¼¾«»∞√≈≠≤≥∆∑∂•\u00a0\u202f';
/** Letters that are signs of units, and signs of units that are one character. */
const UNIT_LETTERS = 'µμΩÅ';
const UNITS = '℃℉Ω㎡㎥㎜㎝㎏㎎';

const signs = new Set(`${SIGNS}${UNITS}`);
/** Also the blank that does not break a line, between groups of digits. */
const unitSigns = new Set('°µμ²³¹±·×Ω€£–\u00a0' + UNITS);
const unitLetters = new Set(UNIT_LETTERS);
/** Signs that stand between letters: kWh·m, O’Hara, m²K. */
const between = new Set('°µ²³¹·×–—’\u00a0\u202f');
/** Exponents, and the most letters of the unit that can follow one without a space: m²K, dm³mol. */
const [exponents, longestUnit] = [new Set('²³¹'), 3];

const isAscii = (c: string): boolean => c <= '\x7f';

/** The characters beyond ASCII are signs of units, where these can be: T (°C), L (µm), kg/m³, m²K; not súly read as s·ly. */
export function isUnitSigns(text: string): boolean {
  const characters = [...text];
  const isUnit = (c: string, i: number): boolean =>
    unitSigns.has(c) &&
    (exponents.has(c) ||
      !(unitLetters.has(c) ? isBetweenLetters(characters, i) : isLetter(characters[i - 1])));
  return characters.every((c, i) => isAscii(c) || isUnit(c, i)) && isPlausible(text);
}

const SCRIPTS = [
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  // Also the marks of repeated, long and voiced sounds, which belong to no script.
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3005\u30fc\uff70\uff9e\uff9f]/u,
  /\p{Script=Hangul}/u,
];
const [LATIN, CYRILLIC] = [0, 1];
/** Punctuation of East Asia, and Latin characters as wide as its own. */
const WIDE = /[\u3000-\u303f\uff01-\uff65\uffe0-\uffe6]/u;

/**
 * Letters of one script beside each other, capital letters at the beginning of a word or together, and signs only where
 * signs stand. Only what lies beyond ASCII is looked at, and its neighbours.
 */
export function isPlausible(text: string): boolean {
  const characters = [...text];
  return characters.every((c, i) => {
    const next = characters[i + 1] ?? '';
    if (isAscii(c) && isAscii(next)) return true;
    if (!isAscii(c) && scriptOf(c) === -1 && !signs.has(c) && !WIDE.test(c)) return false;
    const [script, other] = [scriptOf(c), scriptOf(next)];
    if (isOfUnit(characters, i) || isOfUnit(characters, i + 1)) return true;
    if (script !== -1 && other !== -1)
      return script === other && !(isSmall(c) && isCapital(next)) && !isCapitalInside(characters, i);
    if (!signs.has(c) || !isBetweenLetters(characters, i)) return true;
    const after = lettersFrom(characters, i + 1, 1);
    if (c === '·') return after <= longestUnit && lettersFrom(characters, i - 1, -1) <= longestUnit;
    return between.has(c) && !(exponents.has(c) && after > longestUnit);
  });
}

/** Letters beyond ASCII that are frequent in a language with Latin letters. */
const USUAL = new Set('äöüßéèàçêñáíóúãåæøąćęłńśźżčďěňřšťůýžőűğış');

/** How many characters beyond ASCII are seldom in words: letters of few words, signs that are not those of units. */
export function oddities(text: string): number {
  const characters = [...text];
  return characters.filter((c, i) => {
    if (isAscii(c)) return false;
    const script = scriptOf(c);
    if (script === -1 && !WIDE.test(c)) return !unitSigns.has(c) || isBetweenLetters(characters, i);
    if (script === LATIN) return !USUAL.has(c.toLowerCase());
    return script === CYRILLIC && !/[а-яё]/iu.test(c);
  }).length;
}

/** A letter that is the sign of a unit here: µm and kΩm, but not Müller read as MÅller. */
const isOfUnit = (characters: readonly string[], i: number): boolean =>
  unitLetters.has(characters[i] ?? '') && lettersFrom(characters, i + 1, 1) <= longestUnit;

/** A capital letter beyond ASCII after a letter and before a small one: the Ñ of Länge read as LÑnge. */
const isCapitalInside = (characters: readonly string[], i: number): boolean =>
  scriptOf(characters[i]) === LATIN &&
  !isAscii(characters[i]) &&
  isCapital(characters[i]) &&
  isLetter(characters[i - 1]) &&
  isSmall(characters[i + 1]);

const isBetweenLetters = (characters: readonly string[], i: number): boolean =>
  isLetter(characters[i - 1]) && isLetter(characters[i + 1]);

/** How many letters stand beside each other from a place on, in steps of 1 or −1. */
function lettersFrom(characters: readonly string[], first: number, step: 1 | -1): number {
  let end = first;
  while (isLetter(characters[end])) end += step;
  return Math.abs(end - first);
}

const scriptOf = (c: string): number => (c === '' ? -1 : SCRIPTS.findIndex((script) => script.test(c)));
const isLetter = (c: string | undefined): boolean => scriptOf(c ?? '') !== -1;
const isSmall = (c: string): boolean => c !== c.toUpperCase();
const isCapital = (c: string): boolean => c !== c.toLowerCase();
