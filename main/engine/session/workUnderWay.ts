/** What a session is doing. */
import type { WorkKind } from '../../../shared/contract/workKinds.ts';
import type {
  ActiveComparison,
  ActiveEquation,
  ActiveRun,
  ActiveSearch,
  ActiveSizeStudy,
  Learning,
} from './active.ts';
import type { Ongoing } from './ongoing.ts';

/** All work of a session. */
interface Work {
  readonly active: ActiveRun | null;
  readonly search: ActiveSearch | null;
  readonly comparison: ActiveComparison | null;
  readonly sizeStudy: ActiveSizeStudy | null;
  readonly learning: Learning | null;
  readonly equation: ActiveEquation | null;
  readonly ongoing: Ongoing;
}

/** All that would be interrupted by the end of the app. */
export function workUnderWay(work: Work): readonly WorkKind[] {
  const { active, search, comparison, sizeStudy, learning, equation, ongoing } = work;
  const runs = (of: { readonly view: { readonly status: string } } | null): boolean =>
    of?.view.status === 'running';
  const kinds: readonly (readonly [WorkKind, boolean])[] = [
    ['training', active !== null],
    ['formulas', runs(search)],
    ['comparison', runs(comparison)],
    ['sizes', runs(sizeStudy)],
    ['phases', learning !== null],
    ['equation', runs(equation)],
  ];
  return [...kinds.filter(([, isUnderWay]) => isUnderWay).map(([kind]) => kind), ...ongoing.kinds];
}
