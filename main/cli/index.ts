/** Entry of the command line: `kan`. */
import { main } from './main.ts';

const interruption = new AbortController();
process.on('SIGINT', () => {
  // A second Ctrl-C ends the program at once.
  if (interruption.signal.aborted) process.exit(1);
  interruption.abort();
});

for (const stream of [process.stdout, process.stderr]) {
  // The reader of the output (head, less) has closed it: this is not an error.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
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
process.stdout.write('', () => process.stderr.write('', () => process.exit()));
