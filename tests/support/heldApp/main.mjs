/**
 * Runs the built app, which is not ready until Playwright has attached: one that attaches while a window opens can wait for
 * ever. Playwright's own loader holds the app in the same way, but it is not used where a test names the Electron to run, it
 * may be too late on a busy machine, and it changes Chromium's switches.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

const root = join(import.meta.dirname, '../../..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
app.setName(manifest.productName);
app.setVersion(manifest.version);
app.setAppPath(root);

const emit = app.emit.bind(app);
const attached = Promise.withResolvers();
let isReady = false;
/** What Electron tells with the event `ready`. */
let details = [];

const held = Promise.all([app.whenReady(), attached.promise]).then(() => {
  isReady = true;
  emit('ready', ...details);
});
app.isReady = () => isReady;
app.whenReady = () => held;
app.emit = (event, ...told) => {
  if (event !== 'ready') return emit(event, ...told);
  details = told;
  return true;
};
// The tests may have attached before this file was loaded.
globalThis.whenAttached = attached.resolve;
if (globalThis.isAttached) attached.resolve();

await import(pathToFileURL(join(root, manifest.main)).href);
