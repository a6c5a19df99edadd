/** What has happened since the window opened, the newest last: what the engine notes, runs, revisions and notices. */
import { wallClock } from '../../../shared/time.ts';
import type { LogLine } from '../../../shared/contract/events.ts';
import type { HistoryView } from '../../../shared/contract/views/history.ts';
import type { TrainingView } from '../../../shared/contract/views/training.ts';
import { statusLabel } from '../../common/run-status.ts';

const KEEP = 500;

export interface NumberedLine extends LogLine {
  readonly id: number;
}

export class LogState {
  lines = $state.raw<readonly NumberedLine[]>([]);
  #next = 1;
  #current: string | null = null;

  note(level: LogLine['level'], text: string): void {
    this.add({ time: wallClock(), level, text });
  }

  /** What is new of a run since it was last told of. */
  followRun(before: TrainingView, now: TrainingView): void {
    const known = now.step < before.step ? 0 : before.decisions.length;
    for (const decision of now.decisions.slice(known)) this.note('info', decision);
    if (now.status === before.status || now.status === 'idle') return;
    const message = now.decisions.includes(now.message) ? '' : ` ${now.message}`;
    this.note(now.status === 'failed' ? 'error' : 'info', `${statusLabel(now.status)}.${message}`.trim());
  }

  /** Which revision is current, once it is another one. */
  followHistory({ revisions, current }: HistoryView): void {
    const revision = revisions.find(({ id }) => id === current);
    if (!revision || current === this.#current) return;
    this.#current = current;
    this.note('info', `The network is now: ${revision.name || revision.label}.`);
  }

  add(line: LogLine): void {
    this.lines = [...this.lines, { ...line, id: this.#next++ }].slice(-KEEP);
  }
}
