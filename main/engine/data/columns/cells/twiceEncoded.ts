/** Words that were written in UTF-8 twice: “Â°C” for “°C”, “MÃ¼nchen” for “München”. */

import { C1 } from './windows1252.ts';

/**
 * The first byte of a character in UTF-8 as a letter, and a sign that stands behind no such letter in any language:
 * quotation marks, dashes and blanks do, and are no proof.
 */
const proof =
  /[ÂÃÎ][\u0080-\u009f¡-ª¬-º¼-¿€‚ƒ†‡ˆ‰Š‹ŒŽ™š›œžŸ]|â[\u0080-\u009f€‚„†ˆ‰][\u0080-\u009f¡-ª¬-º¼-¿ƒ™œ“”’˜ž]/u;

/** The text as it was before it was written a second time; null where nothing shows that it was. */
export function onceEncoded(text: string): string | null {
  if (!proof.test(text)) return null;
  const bytes = [...text].map((character) => {
    const place = C1.indexOf(character);
    return place === -1 ? character.charCodeAt(0) : 128 + place;
  });
  if (bytes.some((byte) => byte > 255)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes));
  } catch {
    return null;
  }
}
