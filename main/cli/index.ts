/** Entry of the command line: `kan`. */
import { whyUnwritable } from '../files/unwritable.ts';
import { INTERRUPTED } from './io.ts';
import { main } from './main.ts';

const interruption = new AbortController();
process.on('SIGINT', () => {
  // A second Ctrl-C ends the program at once.
  if (interruption.signal.aborted) process.exit(INTERRUPTED);
  interruption.abort();
});

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // The reader of the output (head, less) has closed it: this is not an error.
    if (error.code === 'EPIPE') process.exit(0);
    const { reason, hint } = whyUnwritable(error);
    if (stream === process.stdout)
      process.stderr.write(`kan: The output could not be written: ${reason}.\n  ${hint}\n`);
    process.exit(2);
  });
}

process.exitCode = await main(process.argv.slice(2), {
  get stdin() {
    return process.stdin;
  },
  stdout: (text) => void process.stdout.write(text),
  stderr: (text) => void process.stderr.write(text),
  terminalWidth: process.stderr.isTTY ? process.stderr.columns : null,
  interrupted: interruption.signal,
});
// A search that was stopped by its time limit, or a graphics library, may still run. What was written is sent first.
process.stdout.write('', (error) => {
  // The listener for errors ends the program then.
  if (!error) process.stderr.write('', () => process.exit());
});
