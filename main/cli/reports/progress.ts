/** Progress of training on stderr: a bar on a terminal, otherwise a line at intervals. */
import type { TrainingView } from '../../../shared/contract/views/training.ts';
import { errorText, rateText, secondsText } from '../../../shared/figures.ts';
import type { Io } from '../io.ts';

export interface Progress {
  /** A decision of an automatic run, on a line of its own. */
  note(text: string): void;
  update(view: TrainingView): void;
  end(): void;
}

const redrawInterval = 100;
const lineInterval = 2000;

/** @param errorName the name of the error that the curve shows. */
export function trainingProgress(io: Io, errorName: string): Progress {
  return io.terminalWidth === null ? lines(io, errorName) : bar(io, errorName, io.terminalWidth);
}

function bar(io: Io, errorName: string, width: number): Progress {
  let drawn = -Infinity;
  let error = NaN;
  return {
    note: (text) => io.stderr(`\r\x1b[K${text}\n`),
    update: (view) => {
      error = view.points.at(-1)?.train ?? error;
      const now = performance.now();
      if (now - drawn < redrawInterval && view.step < view.steps) return;
      drawn = now;
      io.stderr(`\r\x1b[K${barLine(view, errorName, error, width)}`);
    },
    end: () => io.stderr('\r\x1b[K'),
  };
}

function barLine(view: TrainingView, errorName: string, error: number, width: number): string {
  const left = view.secondsLeft === null ? '' : `  ${secondsText(view.secondsLeft)} left`;
  const text = ` ${view.step}/${view.steps}  ${errorName} ${errorText(error)}  ${rateText(view.stepsPerSecond)} steps/s${left}`;
  const room = Math.max(0, Math.min(30, width - text.length - 3));
  const full = Math.round((room * view.step) / view.steps);
  return `${'█'.repeat(full)}${'░'.repeat(room - full)}${text}`.slice(0, width - 1);
}

function lines(io: Io, errorName: string): Progress {
  let written = performance.now();
  return {
    note: (text) => io.stderr(`${text}\n`),
    update: (view) => {
      const now = performance.now();
      const error = view.points.at(-1)?.train;
      const last = view.step === view.steps;
      if (error === undefined || (!last && now - written < lineInterval)) return;
      written = now;
      io.stderr(`step ${view.step}/${view.steps}  ${errorName} ${errorText(error)}\n`);
    },
    end: () => undefined,
  };
}
