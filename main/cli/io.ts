/** Exit status after Ctrl-C where nothing was saved, as shells have it: 128 and the number of the signal. */
export const INTERRUPTED = 130;

/** The parts of the environment that the command line uses, as an interface, so that tests can replace them. */
export interface Io {
  /** Is read only if a table is named `-`. */
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** Columns of the terminal for stderr; null if stderr is not a terminal. */
  readonly terminalWidth: number | null;
  /** Aborts when the person presses Ctrl-C. */
  readonly interrupted: AbortSignal;
}
