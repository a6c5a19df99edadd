/** An engine in a process of its own: `node engineChild.js <journal folder>`, with files granted by the process that started it. */
import { join } from 'node:path';
import { createEngine } from '../main/engine/engine.ts';
import { threadReader } from '../main/engine/reader/threadReader.ts';
import type { Port } from '../shared/rpc/messages.ts';

const [, , folder] = process.argv;
const engine = createEngine({
  journalFolder: join(folder, 'journal'),
  appVersion: 'fuzz',
  reader: threadReader(new URL(import.meta.url.replace('engineChild', 'reader'))),
});
engine.grant('table-file', join(folder, 'table.csv'), false);
engine.grant('other-file', join(folder, 'other.csv'), false);
engine.grant('project-file', join(folder, 'project.kan'), true);
engine.grant('output-file', join(folder, 'output.csv'), true);
const port: Port = {
  send: (message) => process.send?.(message),
  onMessage: (listener) => void process.on('message', (message) => listener(message, [])),
  onClose: (listener) => void process.on('disconnect', listener),
  close: () => undefined,
};
engine.connect(port);
process.on('disconnect', () => process.exit());
