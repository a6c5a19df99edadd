/**
 * Runs the built app, which is not ready until Playwright has attached: one that attaches while a window opens can wait for
 * ever. Playwright calls `__playwright_run` then. Its own loader holds the app in the same way, but Playwright does not use it
 * where a test names the Electron to run, and it also changes Chromium's switches.
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
const ready = app.whenReady();
const attached = Promise.withResolvers();
let isReady = false;
/** What Electron tells with the event `ready`. */
let details = [];

app.isReady = () => isReady;
app.whenReady = () => attached.promise;
app.emit = (event, ...told) => {
  if (event !== 'ready') return emit(event, ...told);
  details = told;
  return true;
};
globalThis.__playwright_run = async () => {
  await ready;
  isReady = true;
  attached.resolve();
  emit('ready', ...details);
};

await import(pathToFileURL(join(root, manifest.main)).href);
