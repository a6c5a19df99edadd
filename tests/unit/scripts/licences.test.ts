import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { importsOf, readSources } from '../../../scripts/lib/imports.mjs';
import {
  allowedLicences,
  billOfMaterials,
  componentsOf,
  noticesText,
} from '../../../scripts/lib/licences.mjs';

const root = resolve(import.meta.dirname, '../../..');
const components = componentsOf(root, importsOf(readSources(root, ['main', 'shared', 'renderer'])));

it('everything in the app has an allowed licence, with its text', () => {
  expect(components.filter(({ licence }) => !allowedLicences.includes(licence))).toEqual([]);
  const names = components.map(({ name }) => name);
  // A font, the runtime, a library, what a library depends on, and what is compiled into the kernel.
  for (const name of [
    '@fontsource-variable/inter',
    'electron',
    'svelte',
    'd3-interpolate',
    'assemblyscript',
  ]) {
    expect(names).toContain(name);
  }
  expect(noticesText(components)).toContain('SIL OPEN FONT LICENSE');
  // Some come without the text, which they ask to be kept with them.
  const mit = components.filter(({ licence }) => licence === 'MIT');
  expect(mit.filter(({ text }) => !text.includes('Permission is hereby granted'))).toEqual([]);
  expect(components.find(({ name }) => name === 'seedrandom')?.text).toMatch(/^Copyright \(c\) David Bau$/m);
});

it('the bill of materials lists each part with its version', () => {
  const { components: listed, bomFormat } = billOfMaterials(components, '1.2.3');
  expect(bomFormat).toBe('CycloneDX');
  expect(listed).toHaveLength(components.length);
  expect(listed.every(({ purl }) => /^pkg:npm\/.+@\d/u.test(purl))).toBe(true);
});
