/** The formulas of a search beside straight lines, which come into the list where they predict other rows better than all of them. */
import { complexity } from '../../../../shared/expression/complexity.ts';
import { presentEdgeCount } from '../../kan/places.ts';
import { asShares, shareError } from '../formula/asShares.ts';
import type { FarRows } from '../formula/farRows.ts';
import { formulaError } from '../formula/formulaData.ts';
import { formulaModel } from '../formula/formulaModel.ts';
import { isBehind, straightLinesOf, type StraightLines } from '../formula/lines/straightLines.ts';
import type { DiscoverTask } from './discoverTask.ts';
import { costSize, type Found } from './front.ts';
import { searchWithout, type SearchData } from './searchData.ts';

/** Straight lines of some rows, and as a formula of the list. */
interface Lines {
  readonly search: SearchData;
  readonly lines: StraightLines;
  readonly found: Found;
}

/**
 * Marks the formulas of a list that straight lines of the same rows are better than. Where they are better than all, they
 * stand at the end of the list, in the place of all that are no simpler.
 * Where the network is the mean, these lines are the mean too.
 * @param all the rows of the search
 */
export function besideLines(
  { dataset, model }: DiscoverTask,
  all: SearchData,
): (formulas: readonly Found[]) => readonly Found[] {
  // The ladder's test of all rows tells better whether any column predicts the target: list and network say the same.
  const most = model !== null && presentEdgeCount(model) === 0 ? 0 : Infinity;
  const known = new Map<FarRows | undefined, Lines | null>();
  const marked = new WeakMap<Found, Found>();
  const linesOf = (far: FarRows | undefined): Lines | null => {
    const before = known.get(far);
    if (before !== undefined) return before;
    const search = far === undefined ? all : searchWithout(all, dataset, far);
    const lines = linesIn(search, far, most);
    known.set(far, lines);
    return lines;
  };
  return (formulas) => {
    const lines = formulas.length === 0 ? null : linesOf(formulas[0].far);
    if (lines === null) return formulas;
    const compared = formulas.map((found) => {
      const one = marked.get(found) ?? compareWith(found, lines);
      marked.set(found, one);
      return one;
    });
    if (compared.some(({ behindLines }) => behindLines !== true)) return compared;
    return [...compared.filter((one) => one.complexity < lines.found.complexity), lines.found];
  };
}

/** The formula of the network stays as it is: the ladder has compared it with straight lines. */
function compareWith(found: Found, { lines, search: { train, validation } }: Lines): Found {
  const { expression, stays } = found;
  const size = costSize(found);
  return !stays && isBehind({ expression, size }, lines, train, validation)
    ? { ...found, behindLines: true }
    : found;
}

function linesIn(search: SearchData, far: FarRows | undefined, most: number): Lines | null {
  const { train, validation, context } = search;
  const lines = straightLinesOf(train, validation, most);
  if (lines === null) return null;
  const { expression } = lines;
  const model = formulaModel(expression, context.dataset.encoding);
  if (model === null) return null;
  const shares = asShares(train) && {
    train: shareError(expression, train),
    validation: shareError(expression, validation),
  };
  const found = {
    expression,
    trainError: formulaError(expression, train),
    validationError: formulaError(expression, validation),
    ...(shares && { shares }),
    complexity: complexity(expression),
    replaced: false,
    model,
    ...(far && { far }),
  };
  return { search, lines, found };
}
