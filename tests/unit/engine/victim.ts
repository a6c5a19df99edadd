/** An engine in a process of its own that trains until it is killed; it writes one line for each checkpoint on disk. */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { prepared, trainingSetup } from './studio.ts';

const [, , folder] = process.argv;
const { client } = await prepared(folder, true);
await client.call('train.start', {
  ...trainingSetup,
  optimizer: 'adam',
  learningRate: 0.003,
  steps: 1_000_000,
});
let seen = 0;
setInterval(() => {
  const file = join(folder, 'journal', 'checkpoint.kan');
  const changed = existsSync(file) ? statSync(file).mtimeMs : 0;
  if (changed === seen) return;
  seen = changed;
  void client.call('session.snapshot', undefined).then(({ training }) => {
    process.stdout.write(`${training.step}\n`);
  });
}, 20);
