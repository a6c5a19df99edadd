/** Where the names of similar columns differ, so that short forms of them differ too. Pure. */

/** Names that have fewer characters in common at their beginning are told apart by it. */
const LEAST_SHARED = 10;
/** A word that begins further back than this is not shown whole. */
const LONGEST_WORD = 12;
/** An own part that begins before this is seen at the beginning of a short form. */
const HEAD = 6;
/** Characters that a short form has at least, and those of them that are the name's beginning. */
const LEAST_KEPT = 8;
const LEAST_HEAD = 3;

/**
 * Where the own part of each name begins: at the word in which it differs from the name most like it. 0 for a name
 * whose beginning tells it apart. “concentration of reagent 12 in mmol” among others of this kind has 25.
 */
export function ownParts(names: readonly string[]): ReadonlyMap<string, number> {
  const sorted = [...new Set(names)].sort();
  return new Map(
    sorted.map((name, i) => {
      const neighbours = [sorted[i - 1], sorted[i + 1]].filter((other) => other !== undefined);
      const shared = Math.max(0, ...neighbours.map((other) => sharedStart(name, other)));
      return [name, shared < LEAST_SHARED ? 0 : wordStart(name, shared)];
    }),
  );
}

/**
 * A name as short as a label beside a node has room: `concen…12 in mmol`. The middle gives way, so that names that differ
 * only at their ends do not look equal.
 * @param own where its own part begins @param fits whether a text has room
 */
export function labelOf(name: string, own: number, fits: (text: string) => boolean): string {
  if (fits(name)) return name;
  const characters = [...name];
  const ownPart = own > HEAD ? [...name.slice(own)].length : 0;
  for (let kept = characters.length - 1; kept > LEAST_KEPT; kept--) {
    const short = shortened(characters, kept, ownPart);
    if (fits(short)) return short;
  }
  return shortened(characters, LEAST_KEPT, ownPart);
}

/** So many characters of its beginning and its end: all of its own part, if at least a few are left for the beginning. */
function shortened(characters: readonly string[], kept: number, ownPart: number): string {
  const tail = ownPart > 0 && ownPart <= kept - LEAST_HEAD ? ownPart : Math.floor(kept / 2);
  return `${characters.slice(0, kept - tail).join('')}…${characters.slice(characters.length - tail).join('')}`;
}

function sharedStart(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  return at;
}

function wordStart(name: string, at: number): number {
  const start = /[\p{L}\p{N}]*$/u.exec(name.slice(0, at))!.index;
  return at - start > LONGEST_WORD ? at : start;
}
