/** What the command line needs of its surroundings, so that tests can stand in for them. */
export interface Io {
  /** Not touched unless a table is named `-`. */
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** Columns of the terminal that stderr writes to; null where it is no terminal. */
  readonly terminalWidth: number | null;
  /** Aborts when the person presses Ctrl-C. */
  readonly interrupted: AbortSignal;
}
