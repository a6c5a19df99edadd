// Writes the licences of all that comes with the app, and its bill of materials, to out/notices. `npm run dist` runs it.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importsOf, readSources } from './lib/imports.mjs';
import { allowedLicences, billOfMaterials, componentsOf, noticesText } from './lib/licences.mjs';
import { root } from './lib/run.mjs';

const components = componentsOf(root, importsOf(readSources(root, ['main', 'shared', 'renderer'])));
const refused = components.filter(({ licence }) => !allowedLicences.includes(licence));
if (refused.length > 0) {
  throw new Error(
    `May not come with the app: ${refused.map(({ name, licence }) => `${name} (${licence})`).join(', ')}`,
  );
}
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const folder = join(root, 'out', 'notices');
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'THIRD-PARTY-NOTICES.txt'), noticesText(components));
writeFileSync(
  join(folder, 'sbom.cdx.json'),
  `${JSON.stringify(billOfMaterials(components, version), null, 2)}\n`,
);
