/** A sentence about the columns of yes and no in a formula, for the comment of its code and the command line. */
import { variablesOf, type Expression } from '../../../shared/expression/tree.ts';
import type { Encoding } from '../data/encoding/encoding.ts';

/** “smoker is 1 for “yes” and 0 for “no”.” '' where the formula has no such column. @param names of the inputs, as they are written */
export function wordsNote({ features }: Encoding, formula: Expression, names: readonly string[]): string {
  const used = variablesOf(formula);
  return features
    .flatMap(({ name, words }, input) => {
      if (words === undefined || !used.includes(name)) return [];
      const values = [
        ...(words[1] === '' ? [] : [`1 for “${words[1]}”`]),
        ...(words[0] === '' ? [] : [`0 for “${words[0]}”`]),
      ];
      return values.length === 0 ? [] : [`${names[input]} is ${values.join(' and ')}.`];
    })
    .join(' ');
}
