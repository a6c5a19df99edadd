/** What the engine has noted since the window opened, the newest last. */
import type { LogLine } from '../../shared/contract/contract.ts';

const KEEP = 500;

export interface NumberedLine extends LogLine {
  readonly id: number;
}

export class LogState {
  lines = $state.raw<readonly NumberedLine[]>([]);
  #next = 1;

  add(line: LogLine): void {
    this.lines = [...this.lines, { ...line, id: this.#next++ }].slice(-KEEP);
  }
}
