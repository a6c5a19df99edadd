// npm run check: which folder imports which, against scripts/lib/layers.mjs.
import { importsOf, readSources } from './lib/imports.mjs';
import { violationsOf } from './lib/violations.mjs';
import { root } from './lib/run.mjs';

const sources = readSources(root, ['main', 'shared', 'renderer']);
const violations = violationsOf(importsOf(sources));
for (const violation of violations) console.log(violation);
console.log(`${sources.size} files, ${violations.length} imports that may not be.`);
process.exitCode = violations.length === 0 ? 0 : 1;
