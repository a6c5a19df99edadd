/**
 * Searches for laws in the rows, without networks: first with the columns as a sum or a product of powers, then with
 * the same law in fewer and fewer variables (`reductions`), each time as a sum or product of a few building blocks.
 */
import type { Breath } from '../../breath.ts';
import { keyOf } from '../../../../shared/expression/tree.ts';
import type { FormulaData } from '../formula/formulaData.ts';
import type { SearchControl } from './control.ts';
import { dimensionlessProblem, naturalProblem } from './dimensional/problem.ts';
import { exactShare, type Law } from './foundLaws.ts';
import { blocksJoined, LawSearch } from './lawSearch.ts';
import { mostVariables, wholeProblem, type Problem } from './problem.ts';
import type { Reduced } from './reductions/reduced.ts';
import { reductions } from './reductions/reductions.ts';
import { smoothed } from './revisions/smooth.ts';

export interface LawsFound {
  /** The best laws so far, the best first. */
  readonly laws: readonly Law[];
  /** What was tried; '' where only `next` is told. */
  readonly note: string;
  /** What is tried next, for people: `form 2 of 5: a few building blocks`; '' where nothing is. */
  readonly next: string;
  /** Whether the best law is exact, or no smooth surface fits the rows better. */
  readonly settled: boolean;
  /** At the end: the laws that most rows agree with best, single rows apart; absent where a law is exact. */
  readonly agreed?: readonly Law[];
}

/** Fewer variables are preferred: one more variable must divide the surface's error by this. */
const perVariable = 3;
/** A law in at most so many dimensionless groups is searched in these before the columns: it takes less time. */
const fewGroups = 2;

/** What is tried next, for people. */
const fewerVariables = 'the same law in fewer variables';
const revisedLaws = 'revisions of the best formulas';

/** Yields after each problem that was tried, and before other laws are looked for. */
export async function* laws(data: FormulaData, control: SearchControl): AsyncGenerator<LawsFound, void> {
  const { signal, breath } = control;
  if (signal.aborted) return;
  const search = new LawSearch(data, signal);
  const state = (note: string, next: string): LawsFound => ({
    laws: search.best,
    note: search.note(note),
    next,
    settled: search.isExact,
  });
  const begun = (next: string): LawsFound => ({ laws: [], note: '', next, settled: false });
  const whole = wholeProblem(data);
  const dimensionless = dimensionlessProblem(whole);
  const [columnsAlone, ...further] = search.steps(whole);
  const isSmall = dimensionless !== null && dimensionless.groups.length <= fewGroups;
  const inGroups = isSmall ? search.steps(dimensionless) : [];
  const natural = naturalProblem(whole);
  const inNatural = natural === null ? [] : search.steps(natural);
  const steps = [columnsAlone, ...inGroups, ...inNatural, ...further];
  for (const [place, [what, step]] of steps.entries()) {
    await step(control);
    const after = steps.at(place + 1);
    yield state(what, after ? `form ${place + 2} of ${steps.length}: ${after[0]}` : fewerVariables);
    if (search.isExact || signal.aborted) return;
  }
  const problems: Reduced[] = [];
  const inColumns = natural === null ? [whole] : [natural, whole];
  const asGroups = dimensionless === null ? [] : [dimensionless];
  const starts = isSmall ? [...asGroups, ...inColumns] : [...inColumns, ...asGroups];
  const isPlain = async (): Promise<boolean> => {
    if (search.isNoisy) await search.leaned(control);
    return search.isNoisy && search.isEvident;
  };
  for await (const reduced of reductionsOf(starts, breath, signal)) {
    const isNew = !starts.includes(reduced.problem);
    search.reached(reduced);
    problems.push(reduced);
    if (!isNew && (await isPlain())) break;
    if (isNew) await search.alone(reduced.problem, control);
    if (search.isExact || signal.aborted) break;
    if (isNew) await search.withConstants(reduced.problem, control);
    if (reduced.problem.groups.length > mostVariables) continue;
    if (search.isExact || signal.aborted) break;
    await search.inBlocks(reduced.problem, 600, { terms: 3, beam: 5, firsts: 20 }, breath);
    if (search.isExact || signal.aborted) break;
    if (isNew && !search.isNoisy) await search.joined(reduced.problem, blocksJoined, control);
    if (search.isExact || signal.aborted) break;
    yield state(kindOf(reduced.problem), fewerVariables);
    if (await isPlain()) break;
  }
  const isEvident = search.isNoisy && search.isEvident;
  const rank = ({ problem, error }: Reduced): number =>
    Math.max(error, exactShare) * perVariable ** problem.groups.length;
  problems.sort((one, other) => rank(one) - rank(other));
  const clearest = problems.filter(({ problem }) => problem.groups.length <= mostVariables + 1);
  for (const { problem } of clearest.slice(0, 2)) {
    if (isEvident || search.isExact || (search.isSettled && !search.isNoisy) || signal.aborted) break;
    yield begun('many building blocks');
    await search.inBlocks(problem, 4000, { terms: 4, beam: 8, firsts: 60 }, breath);
    if (!search.isExact) yield state(`${kindOf(problem)}, of many building blocks`, revisedLaws);
  }
  if (!search.isExact) await search.leaned(control);
  if ((search.isNoisy || search.isBeyondSurfaces) && !isEvident) {
    yield begun(revisedLaws);
    const parts = [whole, ...problems.slice(0, 1).map(({ problem }) => problem)];
    const groups = new Map(
      parts.flatMap((part) => part.groups).map((group) => [keyOf(group.expression), group]),
    );
    const surface = search.isBeyondSurfaces
      ? { smooth: data, noise: 0 }
      : smoothed(data, problems, search.spread);
    for await (const isBetter of search.revised([...groups.values()], surface, control))
      if (isBetter) yield state('revisions of the best formulas', revisedLaws);
  }
  const settled = isEvident || (search.isSettled && (search.isExact || search.leavesNothing));
  yield { ...state('laws in the rows', ''), settled, agreed: search.agreed };
}

/** The reductions of several problems, one after the other. */
async function* reductionsOf(
  starts: readonly Problem[],
  breath: Breath,
  signal: AbortSignal,
): AsyncGenerator<Reduced, void> {
  for (const start of starts) if (start.groups.length > 0) yield* reductions(start, breath, signal);
}

/** What the laws of a problem are called: its factor alone is one, where no variable is left. */
function kindOf({ groups }: Problem): string {
  if (groups.length === 0) return 'a product of columns';
  return groups.length === 1 ? 'a law in one variable' : `a law in ${groups.length} variables`;
}
