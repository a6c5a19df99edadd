/**
 * A new export takes its record and a line in the actions of its room; menu, palette, dialog and filter follow. A new format
 * of pictures takes how it is written, and its record.
 */
import { expect, it } from 'vitest';
import { filesThatName } from '../../support/recipe.ts';

it.each([
  ['predictions', /\bpredictionsExport\b/u, 'predict'],
  ['code', /\bcodeExport\b/u, 'formula'],
  ['solution', /\bsolutionExport\b/u, 'equations'],
])('%s: an export is named in its own file and in the actions of its room', (name, pattern, room) => {
  expect(filesThatName(pattern)).toEqual([
    `renderer/rooms/${room}/actions.ts`,
    `renderer/rooms/${room}/${name}-export.ts`,
  ]);
});

it.each([
  ['svg', /\btoSvg\b/u],
  ['png', /\btoPng\b/u],
])('%s: a format of pictures is named in its writer and in its record', (name, pattern) => {
  expect(filesThatName(pattern)).toEqual([
    'renderer/rooms/picture/formats.ts',
    `renderer/rooms/picture/${name}.ts`,
  ]);
});
