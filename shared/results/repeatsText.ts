/** Sentences about repeats of the search for formulas, for the window and the command line. Pure. */
import type { RepeatsView } from '../contract/views/repeats.ts';
import { moreText } from '../timeLeft.ts';

/** How many repeats have ended, and how long the others may take. */
export function repeatsProgress({ done, of, seconds }: RepeatsView): string {
  return `${done} of ${of} repeats done${moreText(done, of, seconds)}`;
}

/** In how many repeats the formula came first again. */
export function repeatsFound({ forms }: RepeatsView): number {
  return forms.find(({ same }) => same)?.repeats ?? 0;
}

/** How often the formula was found again; '' before the first repeat has ended. */
export function repeatsVerdict(view: RepeatsView): string {
  const { done, listed } = view;
  if (done === 0) return '';
  const first = repeatsFound(view);
  const times = (count: number): string => (count === 0 ? 'none' : count === done ? 'all' : String(count));
  const more = listed > first ? `; ${times(listed)} had it in the list` : '';
  const found = `The same formula, but for its constants, came first in ${times(first)} of ${done} repeats${more}.`;
  if (2 * first > done) return found;
  const advice = 'Your data do not tell the formulas apart. Do not rely on its form without more rows.';
  return `${found} ${advice}`;
}
