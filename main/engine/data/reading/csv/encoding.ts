/** Finds out how the characters of a text file are encoded. */
import { isUtf8 } from 'node:buffer';
import { nameAndUnit } from '../../../../../shared/columnUnit.ts';
import { readingSettings } from '../../../../../shared/settings/reading.ts';
import { labelOf, named } from '../../../../../shared/settings/setting.ts';
import type { IssueInput } from '../../issues/issues.ts';
import { parseUnit } from '../../units/unit.ts';
import { decodeAll, type Encoding } from './decoder.ts';
import { isPlausible, isUnitSigns, oddities } from './plausible.ts';

/** How the encoding was found. */
export interface EncodingGuess {
  readonly encoding: Encoding;
  /** Words of the file with characters beyond ASCII, read so; empty where the encoding is certain. */
  readonly words: readonly string[];
  /** Another encoding is hardly worse. */
  readonly doubtful: boolean;
}

/**
 * Encodings of one or two bytes a character, and what the detector calls them; null where it knows none. Of equal ones the
 * first is taken.
 */
const LEGACY: readonly (readonly [Encoding, string | null])[] = [
  ['latin1', 'Windows-1252'],
  ['windows-1250', 'Windows-1250'],
  ['macintosh', 'MacRoman'],
  ['cp850', 'cp850'],
  ['cp437', 'cp437'],
  ['iso-8859-2', 'ISO-8859-2'],
  ['cp852', 'cp852'],
  ['maccenteuro', null],
  ['windows-1251', 'Windows-1251'],
  ['iso-8859-5', 'ISO-8859-5'],
  ['koi8-r', 'KOI8-R'],
  ['cp866', 'IBM866'],
  ['maccyrillic', 'MacCyrillic'],
  ['windows-1253', 'Windows-1253'],
  ['windows-1254', 'Windows-1254'],
  ['shift_jis', 'CP932'],
  ['euc-jp', 'EUC-JP'],
  ['gb18030', 'GB18030'],
  ['big5', 'Big5'],
  ['euc-kr', 'CP949'],
];

/** Nearly any characters of one make characters of the others: a model knows nothing from fewer bytes than these. */
const EAST_ASIAN: ReadonlySet<Encoding> = new Set(['shift_jis', 'euc-jp', 'gb18030', 'big5', 'euc-kr']);
const FEW_EAST_ASIAN_BYTES = 60;

/** Words that are looked at, and the longest of them, in bytes. */
const [MOST_WORDS, LONGEST_WORD] = [300, 200];
/** Of fewer bytes beyond ASCII a model of languages knows nothing: the encoding with the most usual letters is taken. */
const FEW_BYTES = 6;
/** Words that a remark shows. */
const SHOWN = 4;
/** Their most characters. */
const LONGEST_SHOWN = 30;
/** What a remark calls it. */
const NO_BREAK_SPACE = 'no-break space';
/** The best encoding is doubtful where another one is more than so much of it as likely. */
const CLEARLY = 0.7;
/** Western European text is this much more usual than the detector assumes. */
const PRIOR = 1.5;

/**
 * The encoding of a file that begins so; null where the bytes are not text.
 * @param complete they are the whole file
 */
export async function detectEncoding(bytes: Buffer, complete: boolean): Promise<EncodingGuess | null> {
  const certain = certainEncoding(bytes, complete);
  if (certain === 'none') return null;
  return certain === 'legacy' ? guessLegacy(bytes) : { encoding: certain, words: [], doubtful: false };
}

/**
 * The encoding that the bytes tell by themselves: UTF-16 or UTF-8; else `legacy`, one of those with one or two bytes a character,
 * or `none` where they are not text.
 * @param complete they are the whole file
 */
export function certainEncoding(
  bytes: Buffer,
  complete: boolean,
): 'utf-8' | 'utf-16le' | 'utf-16be' | 'legacy' | 'none' {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  let [even, odd, control] = [0, 0, 0];
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    if (byte === 0 && i % 2 === 0) even++;
    else if (byte === 0) odd++;
    else if (byte < 9 || (byte > 13 && byte < 32 && byte !== 26 && byte !== 27)) control++;
  }
  // In UTF-16 every line end and every digit has a zero, always on the same side.
  if (odd > 50 * even && isUtf16(bytes, 'utf-16le')) return 'utf-16le';
  if (even > 50 * odd && isUtf16(bytes, 'utf-16be')) return 'utf-16be';
  if (even + odd > 0 || control > bytes.length / 100) return 'none';
  return isUtf8(complete ? bytes : withoutCutCharacter(bytes)) ? 'utf-8' : 'legacy';
}

/** Lines of characters that have a meaning, many of them ASCII: no control characters, no halves of characters. */
function isUtf16(bytes: Buffer, encoding: Encoding): boolean {
  const text = decodeAll(bytes.subarray(0, bytes.length - (bytes.length % 2)), encoding, true);
  const ascii = text.replace(/[^\0-\x7f]+/g, '').length;
  return (
    /[\n\r]/.test(text) && ascii > text.length / 3 && !/[^\P{Cc}\t\n\v\f\r]|[\p{Cs}\p{Co}\p{Cn}]/u.test(text)
  );
}

/** The bytes without the first bytes of a character of UTF-8 at their end. */
function withoutCutCharacter(bytes: Buffer): Buffer {
  for (let cut = 1; cut <= 3 && cut <= bytes.length; cut++) {
    const byte = bytes[bytes.length - cut];
    if (byte >= 0xc0) return bytes.subarray(0, bytes.length - cut);
    if (byte < 0x80) break;
  }
  return bytes;
}

/**
 * The encoding that makes words of the bytes: signs of units only; else letters as words have them. Of the encodings that do
 * so, those in which the most names end with a unit that is understood (“Débit (m³/h)”, not “mł/h”), and of these the one that a model of languages finds the most likely.
 * @param bytes text that is not UTF-8
 */
export async function guessLegacy(bytes: Buffer): Promise<EncodingGuess> {
  const words = wordsBeyondAscii(bytes);
  const read = LEGACY.map(([encoding, name]) => {
    const texts = words.map((word) => decodeAll(word, encoding, true));
    const share = shareOf(texts, isPlausible);
    return { encoding, name, texts, key: texts.join('\n'), share, units: shareOf(texts, endsWithUnit) };
  });
  const ofUnits = read.find(({ texts }) => texts.every(isUnitSigns));
  if (ofUnits !== undefined) return guessOf(ofUnits, ofUnits.encoding !== 'latin1');
  const best = Math.max(...read.map(({ share }) => share));
  const readable = read.filter(({ share }) => share === best);
  const mostUnits = Math.max(...readable.map(({ units }) => units));
  const plausible = readable.filter(({ units }) => units === mostUnits);
  const bytesSeen = bytesBeyondAscii(words);
  if (bytesSeen < FEW_BYTES) {
    const odd = plausible.map(({ texts }) => oddities(texts.join('\n')));
    const least = Math.min(...odd);
    const usual = plausible[odd.indexOf(least)];
    return guessOf(usual, usual.encoding !== 'latin1' || least > 0);
  }
  const likely = await likelihoods(words);
  const likelihood = ({ name, encoding }: (typeof read)[number]): number =>
    (name === null ? 0 : (likely.get(name) ?? 0)) * (encoding === 'latin1' ? PRIOR : 1);
  // Encodings that read the same are one, called by the name that comes first.
  const ranked = plausible
    .filter((one, i) => plausible.findIndex(({ key }) => key === one.key) === i)
    .map((one) => ({
      ...one,
      likelihood: Math.max(...plausible.filter(({ key }) => key === one.key).map(likelihood)),
    }))
    .sort((one, other) => other.likelihood - one.likelihood);
  const [first, second] = ranked;
  const isOpen =
    bytesSeen < FEW_EAST_ASIAN_BYTES &&
    EAST_ASIAN.has(first.encoding) &&
    ranked.filter(({ encoding }) => EAST_ASIAN.has(encoding)).length > 1;
  const isClose = (second?.likelihood ?? 0) > CLEARLY * first.likelihood;
  return guessOf(first, best < 1 || isOpen || isClose);
}

/** Whether a name of a column ends with a unit that has characters beyond ASCII and is understood. */
function endsWithUnit(text: string): boolean {
  const { unit } = nameAndUnit(text.trim());
  return /[^\0-\x7f]/.test(unit) && parseUnit(unit) !== null;
}

/** How many bytes beyond ASCII the different parts of the words have between other characters than letters. */
function bytesBeyondAscii(words: readonly Buffer[]): number {
  const parts = new Set(words.flatMap((word) => word.toString('latin1').split(/[^a-z\x80-\xff]+/i)));
  return [...parts].reduce((sum, part) => sum + part.replace(/[a-z]+/gi, '').length, 0);
}

function guessOf(
  { encoding, texts }: { readonly encoding: Encoding; readonly texts: readonly string[] },
  doubtful: boolean,
): EncodingGuess {
  return { encoding, words: texts.slice(0, SHOWN).map((word) => word.trim() || NO_BREAK_SPACE), doubtful };
}

const shareOf = (texts: readonly string[], test: (text: string) => boolean): number =>
  texts.filter(test).length / Math.max(1, texts.length);

/** The different words with bytes beyond ASCII, without digits and marks between cells. */
function wordsBeyondAscii(bytes: Buffer): Buffer[] {
  const found = new Set<string>();
  // eslint-disable-next-line no-control-regex -- bytes, not text
  for (const word of bytes.toString('latin1').split(/[\0-\x1f",;\d]+/)) {
    if (!/[\x80-\xff]/.test(word)) continue;
    found.add(word.replace(/^ +/, '').slice(0, LONGEST_WORD));
    if (found.size === MOST_WORDS) break;
  }
  return [...found].map((word) => Buffer.from(word, 'latin1'));
}

/** The first words with characters beyond ASCII, as they are read in an encoding. */
export function wordsAs(bytes: Buffer, encoding: Encoding): readonly string[] {
  return wordsBeyondAscii(bytes)
    .slice(0, SHOWN)
    .map((word) => shortened(decodeAll(word, encoding, true).trim() || NO_BREAK_SPACE));
}

function shortened(word: string): string {
  return word.length > LONGEST_SHOWN ? `${word.slice(0, LONGEST_SHOWN - 1)}…` : word;
}

/** How likely a model of languages finds each encoding, by the detector's names. */
async function likelihoods(words: readonly Buffer[]): Promise<ReadonlyMap<string, number>> {
  // It takes a tenth of a second to load, and most files are UTF-8.
  const { detectAll } = await import('jschardet');
  const text = Buffer.concat(words.flatMap((word) => [word, Buffer.from('\n')]));
  const results = detectAll(text, {
    detectEncodings: LEGACY.flatMap(([, name]) => name ?? []),
    minimumThreshold: 0,
  });
  return new Map(results.map(({ encoding, confidence }) => [encoding ?? '', confidence]));
}

/** The name of an encoding for people. */
export function encodingLabel(encoding: Encoding): string {
  return labelOf(readingSettings.encoding, encoding);
}

/** What a person must know of a guess; nothing where the encoding is certain. */
export function encodingIssues({ encoding, words, doubtful }: EncodingGuess): IssueInput[] {
  if (words.length === 0) return [];
  const shown = words.map((word) => `“${shortened(word)}”`).join(', ');
  return [
    {
      severity: doubtful ? 'warning' : 'note',
      code: 'csv.encoding',
      message: `The file is not written in UTF-8. It ${doubtful ? 'may be' : 'seems to be'} ${encodingLabel(encoding)}, and is read so: ${shown}.`,
      hint: `If these words look wrong, choose another ${named(readingSettings.encoding)}.`,
    },
  ];
}
