/** `kan search --repeats`: how often a search finds the same formula again. */
import type { RepeatsView } from '../../../shared/contract/views/repeats.ts';
import { repeatsProgress, repeatsVerdict } from '../../../shared/results/repeatsText.ts';
import { searchRepeats } from '../../../shared/settings/search.ts';
import type { Session } from '../../engine/session/session.ts';
import { repeatSearch } from '../../engine/usecases/repeatSearch.ts';
import type { Arguments } from '../parsing/args.ts';
import { bestOf, type TargetFormulas } from './foundFormulas.ts';
import type { Io } from '../io.ts';
import { givenSetting } from '../parsing/settingFlags.ts';

interface TargetRepeats {
  readonly target: string;
  readonly repeats: RepeatsView;
}

/**
 * Repeats the search for the best formula of each target, if the flag was given. Ctrl-C ends it.
 * @param seconds the longest that each repeat may take. @throws KanError `cancelled`
 */
export async function repeatedFormulas(
  session: Session,
  targets: readonly TargetFormulas[],
  { args, seconds }: { readonly args: Arguments; readonly seconds: number },
  { stderr, interrupted }: Pick<Io, 'stderr' | 'interrupted'>,
): Promise<readonly TargetRepeats[]> {
  const repeats = givenSetting(args, searchRepeats);
  if (repeats === undefined) return [];
  const endListening = session.hub.listen({
    formulaRepeats: (view) => {
      stderr(`${repeatsProgress(view)}\n`);
    },
  });
  try {
    const all: TargetRepeats[] = [];
    for (const [output, found] of targets.entries()) {
      const index = bestOf(found);
      if (index < 0) continue;
      const view = await repeatSearch(session, { output, index, repeats, seconds }, interrupted);
      all.push({ target: found.target, repeats: view });
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
