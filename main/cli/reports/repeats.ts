/** `kan search --repeats`: how often a search finds the same formula again. */
import type { RepeatsView } from '../../../shared/contract/views/repeats.ts';
import { repeatsProgress, repeatsVerdict } from '../../../shared/results/repeatsText.ts';
import type { Session } from '../../engine/session/session.ts';
import { repeatSearch } from '../../engine/usecases/formulas/repeatSearch.ts';
import { bestOf, type TargetFormulas } from './foundFormulas.ts';
import type { Io } from '../io.ts';

interface TargetRepeats {
  readonly target: string;
  readonly repeats: RepeatsView;
}

/**
 * Repeats the search for the best formula of each target. Ctrl-C ends it: what was repeated before counts.
 * @param times how often; not at all where it is undefined. @param seconds the longest that each repeat may take.
 */
export async function repeatedFormulas(
  session: Session,
  targets: readonly TargetFormulas[],
  { times, seconds }: { readonly times: number | undefined; readonly seconds: number },
  { stderr, interrupted }: Pick<Io, 'stderr' | 'interrupted'>,
): Promise<readonly TargetRepeats[]> {
  if (times === undefined) return [];
  let reached: RepeatsView | null = null;
  const endListening = session.hub.listen({
    formulaRepeats: (view) => {
      reached = view;
      stderr(`${repeatsProgress(view)}\n`);
    },
  });
  try {
    const all: TargetRepeats[] = [];
    for (const [output, found] of targets.entries()) {
      const index = bestOf(found);
      if (index < 0 || interrupted.aborted) continue;
      reached = null;
      const request = { output, index, repeats: times, seconds };
      const view = await repeatSearch(session, request, interrupted).catch((error: unknown) => {
        if (interrupted.aborted) return reached;
        throw error;
      });
      if (view !== null && view.done > 0) all.push({ target: found.target, repeats: view });
    }
    return all;
  } finally {
    endListening();
  }
}

/** `repeats` of `--json`: an object for each target. */
export function repeatsJson(all: readonly TargetRepeats[]): object {
  if (all.length === 0) return {};
  return {
    repeats: all.map(({ target, repeats: { done, listed, forms } }) => ({
      target,
      repeats: done,
      listed,
      first: forms.map(({ text, repeats, same }) => ({ text, repeats, same })),
    })),
  };
}

/** How often each formula came first, as people read it. */
export function repeatsReport(all: readonly TargetRepeats[]): string {
  return all
    .flatMap(({ target, repeats }) => [
      `Repeats for ${target}: ${repeatsVerdict(repeats)}\n`,
      ...repeats.forms.map((form) => `  ${form.repeats} ×  ${form.text}\n`),
    ])
    .join('');
}
