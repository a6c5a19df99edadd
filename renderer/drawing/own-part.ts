/** Where the names of similar columns differ, so that short forms of them differ too. Pure. */

/** Names that have fewer characters in common at their beginning are told apart by it. */
const LEAST_SHARED = 10;
/** A word that begins further back than this is not shown whole. */
const LONGEST_WORD = 12;
/** Characters of the beginning that a short form keeps, and the longest name that is written whole. */
const HEAD = 6;
const LONGEST = 22;

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

/** A name as short as a label beside a node: `concen…12 in mmol`. @param own where its own part begins */
export function labelOf(name: string, own: number): string {
  return name.length <= LONGEST || own <= HEAD ? name : `${name.slice(0, HEAD)}…${name.slice(own)}`;
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
