/** How a command tells its result and its remarks: to people, or with `--json` to programs. */
import type { Environment, Io, Remark } from './io.ts';

/** @param asJson whether the result is printed as JSON: nothing else is written on stdout then */
export class Telling implements Io {
  readonly #environment: Environment;
  readonly #asJson: boolean;
  readonly #remarks: Remark[] = [];
  #reported = false;
  #saved = false;

  constructor(environment: Environment, asJson: boolean) {
    this.#environment = environment;
    this.#asJson = asJson;
  }

  get stdin(): Environment['stdin'] {
    return this.#environment.stdin;
  }

  get terminalWidth(): number | null {
    return this.#environment.terminalWidth;
  }

  get interrupted(): AbortSignal {
    return this.#environment.interrupted;
  }

  readonly stdout = (text: string): void => {
    this.#environment.stdout(text);
  };

  readonly stderr = (text: string): void => {
    this.#environment.stderr(text);
  };

  readonly remark = (severity: Remark['severity'], message: string): void => {
    if (message === '') return;
    // It would be missing in the JSON object.
    if (this.#reported) throw new Error(`A remark came after the report: ${message}`);
    this.#remarks.push({ severity, message });
    this.stderr(`${severity}: ${message}\n`);
  };

  readonly report = (facts: () => object, text: () => string): void => {
    this.#reported = true;
    if (!this.#asJson) {
      this.stdout(text());
      return;
    }
    const interrupted = this.interrupted.aborted ? { interrupted: true } : {};
    this.stdout(`${JSON.stringify({ ...facts(), remarks: this.#remarks, ...interrupted })}\n`);
  };

  readonly saved = (path: string, text = `Saved ${path}`): void => {
    this.#saved = true;
    (this.#asJson ? this.stderr : this.stdout)(`${text}\n`);
  };

  /** Whether Ctrl-C ended the command before it had saved anything. */
  get endedForNothing(): boolean {
    return this.interrupted.aborted && !this.#saved;
  }
}
