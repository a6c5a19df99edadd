/**
 * How fast a run goes now, and how long it may take: its later steps, on finer grids, take longer than its first. Pure.
 */
import type { TrainingView } from '../../../shared/contract/views/training.ts';
import { secondsText } from '../../../shared/figures.ts';
import { roundedUp } from '../../../shared/timeLeft.ts';
import { isLive } from '../../common/run-status.ts';
import { isOpenEnded } from './options.ts';

/** How far a run had come after so much training. */
export type Mark = Pick<TrainingView, 'step' | 'seconds'>;

/** The speed is measured over this many seconds of training, and over at least this many. */
const WINDOW = 5;
const ENOUGH = 0.5;

/** The marks of the last seconds with one more; those of an earlier run go. */
export function withMark(marks: readonly Mark[], { step, seconds }: Mark): readonly Mark[] {
  const same = marks.every((mark) => mark.step <= step && mark.seconds <= seconds);
  const recent = same ? marks.filter((mark) => seconds - mark.seconds <= WINDOW) : [];
  return [...recent, { step, seconds }];
}

/** Steps a second over the marks; null where they tell none yet. */
function paceOf(marks: readonly Mark[]): number | null {
  const [first, last] = [marks.at(0), marks.at(-1)];
  if (!first || !last || last.seconds - first.seconds < ENOUGH || last.step === first.step) return null;
  return (last.step - first.step) / (last.seconds - first.seconds);
}

/**
 * What is left of a run, in words; null where that is not known. One that ends by itself can only say how long it takes
 * at most.
 */
export function timeLeft(view: TrainingView, marks: readonly Mark[]): string | null {
  const pace = paceOf(marks);
  if (!isLive(view.status)) return null;
  if (!isOpenEnded(view)) {
    const seconds = pace === null ? view.secondsLeft : (view.steps - view.step) / pace;
    return seconds === null ? null : secondsText(seconds);
  }
  return pace === null ? null : `at most ${secondsText(roundedUp((view.steps - view.step) / pace))}`;
}
