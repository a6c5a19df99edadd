/** How far work has come, in words: `Fixing: 7 of 12 edges, about 4 s more`. Pure. */
import type { WorkProgress } from '../contract/views/progress.ts';
import { countText } from '../figures.ts';
import { moreText } from '../timeLeft.ts';

/** Work that is followed from one report to the next. */
export interface FollowedWork {
  /** What is done, how far it is, and how long it may still take. */
  readonly text: string;
  /** How far it is, and how long it may still take. */
  readonly count: string;
  /** Of the work that is done; 0 to 1. */
  readonly share: number;
  readonly of: number;
  readonly done: number;
  /** Parts that were done at the first report, and when that was, in milliseconds. */
  readonly from: number;
  readonly since: number;
}

/**
 * The next report. The speed is measured over all reports of the same work: as many parts as before, and not fewer done.
 * @param now in milliseconds.
 */
export function followedWork(before: FollowedWork | null, work: WorkProgress, now: number): FollowedWork {
  const { what, done, of, unit } = work;
  const same = before !== null && before.of === of && done >= before.done;
  const { from, since } = same ? before : { from: done, since: now };
  const share = of > 0 ? Math.min(1, done / of) : 0;
  const part =
    unit === null ? `${Math.floor(100 * share)} %` : `${countText(done)} of ${countText(of)} ${unit}`;
  const count = part + moreText(done - from, of - from, (now - since) / 1000);
  return { text: `${what}: ${count}`, count, share, of, done, from, since };
}
