/** Whether decoded text looks like words: the wrong encoding mixes scripts, cases and signs. */

/** Signs beside numbers, in names of columns and in texts. */
const SIGNS = '°µ²³¹±·×÷€£¥§‰–—‘’“”„…½¼¾«»∞√≈≠≤≥∆∑∂•\u00a0\u202f';
/** Letters that are signs of units, and signs of units that are one character. */
const UNIT_LETTERS = 'µμΩÅ';
const UNITS = '℃℉Ω㎡㎥㎜㎝㎏㎎';

const signs = new Set(`${SIGNS}${UNITS}`);
const unitSigns = new Set('°µμ²³¹±·×Ω€£–' + UNITS);
const unitLetters = new Set(UNIT_LETTERS);
/** Signs that stand between letters: kWh·m, O’Hara, m²K. */
const between = new Set('°µ²³¹·×–—’\u00a0\u202f');
/** Exponents, and the most letters of the unit that can follow one without a space: m²K, dm³mol. */
const [exponents, longestUnit] = [new Set('²³¹'), 3];

const isAscii = (c: string): boolean => c <= '\x7f';

/** The characters beyond ASCII are signs of units, where these can be: T (°C), L (µm), kg/m³. */
export function isUnitSigns(text: string): boolean {
  return [...text].every((c) => isAscii(c) || unitSigns.has(c)) && isPlausible(text);
}

const SCRIPTS = [
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3005\u30fc\uff70]/u,
  /\p{Script=Hangul}/u,
];
/** Punctuation of East Asia, and Latin characters as wide as its own. */
const WIDE = /[\u3000-\u303f\uff01-\uff65\uffe0-\uffe6]/u;

/**
 * Letters of one script beside each other, no capital letter after a small one, and signs only where signs stand.
 * Only what lies beyond ASCII is looked at, and its neighbours.
 */
export function isPlausible(text: string): boolean {
  const characters = [...text];
  return characters.every((c, i) => {
    const next = characters[i + 1] ?? '';
    if (isAscii(c) && isAscii(next)) return true;
    if (!isAscii(c) && scriptOf(c) === -1 && !signs.has(c) && !WIDE.test(c)) return false;
    const [script, other] = [scriptOf(c), scriptOf(next)];
    if (unitLetters.has(c) || unitLetters.has(next)) return true;
    if (script !== -1 && other !== -1) return script === other && !(isSmall(c) && isCapital(next));
    // A sign between two letters.
    const before = characters[i - 1] ?? '';
    if (!signs.has(c) || scriptOf(before) === -1 || other === -1) return true;
    return between.has(c) && !(exponents.has(c) && lettersFrom(characters, i + 1) > longestUnit);
  });
}

function lettersFrom(characters: readonly string[], first: number): number {
  let end = first;
  while (end < characters.length && scriptOf(characters[end]) !== -1) end++;
  return end - first;
}

const scriptOf = (c: string): number => (c === '' ? -1 : SCRIPTS.findIndex((script) => script.test(c)));
const isSmall = (c: string): boolean => c !== c.toUpperCase();
const isCapital = (c: string): boolean => c !== c.toLowerCase();
