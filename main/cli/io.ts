/** Exit status after Ctrl-C where nothing was saved, as shells have it: 128 and the number of the signal. */
export const INTERRUPTED = 130;

/** The parts of the environment that the command line uses, as an interface, so that tests can replace them. */
export interface Environment {
  /** Is read only if a table is named `-`. */
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** Columns of the terminal for stderr; null if stderr is not a terminal. */
  readonly terminalWidth: number | null;
  /** Aborts when the person presses Ctrl-C. */
  readonly interrupted: AbortSignal;
}

/** A sentence about a table or a result that a person must not miss. */
export interface Remark {
  readonly severity: 'note' | 'warning';
  readonly message: string;
}

/** What a command works with: the environment, and the ways to tell what it found. */
export interface Io extends Environment {
  /** Tells a remark on stderr, at once, and in `--json`: there is no other way to tell one. Nothing for `''`. */
  readonly remark: (severity: Remark['severity'], message: string) => void;
  /** Prints the result, after all remarks: as text, or the facts and the remarks as one JSON object with `--json`. */
  readonly report: (facts: () => object, text: () => string) => void;
  /** Tells that a file was saved; Ctrl-C then was no failure. @param text default: `Saved` and the path */
  readonly saved: (path: string, text?: string) => void;
}
