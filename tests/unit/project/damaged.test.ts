/** Files that are no project, or a damaged one: each is refused by name. */
import fc from '../../support/properties.ts';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { packFiles, unpackFiles } from '../../../main/engine/storage/container.ts';
import { formatVersion } from '../../../main/engine/storage/format/present.ts';
import { decodeProject, encodeProject } from '../../../main/engine/storage/project.ts';
import { KanError } from '../../../shared/errors.ts';
import { app, refusalOf, rezipped } from './containers.ts';
import { sampleProject } from './samples.ts';

describe('what is no whole project', () => {
  it('says what is wrong with a file of another program', () => {
    expect(refusalOf(new Uint8Array())).toBe('project.foreign');
    expect(refusalOf(strToU8('x,y\n1,2\n'))).toBe('project.foreign');
    expect(refusalOf(zipSync({ 'word/document.xml': strToU8('<xml/>') }))).toBe('project.foreign');
    expect(refusalOf(zipSync({ 'manifest.json': strToU8('{"format":"other","version":1}') }))).toBe(
      'project.foreign',
    );
    expect(refusalOf(zipSync({ 'manifest.json': strToU8('{"format"') }))).toBe('project.damaged');
  });

  it('distinguishes a file of a later version from a damaged one', () => {
    const later = zipSync({
      'manifest.json': strToU8(`{"format":"kan-studio","version":${formatVersion + 1},"more":[]}`),
    });
    expect(refusalOf(later)).toBe('project.newer');
  });

  it('notices changed, missing and added files', () => {
    const whole = encodeProject(sampleProject(), app);
    const name = 'revisions/first/params.safetensors';
    const changed = rezipped(whole, (files) => (files[name] = files[name].with(500, files[name][500] ^ 1)));
    const removed = rezipped(whole, (files) => Reflect.deleteProperty(files, name));
    const longer = rezipped(whole, (files) => (files[name] = new Uint8Array([...files[name], 0])));
    for (const bytes of [changed, removed, longer]) {
      expect(refusalOf(bytes)).toBe('project.damaged');
    }
  });

  it('refuses contents that are complete but contradict each other', () => {
    const files = new Map(unpackFiles(encodeProject(sampleProject(), app), 'a.kan').files);
    const edit = (path: string, from: string, to: string): Uint8Array => {
      const text = new TextDecoder().decode(files.get(path));
      expect(text).toContain(from);
      return packFiles(new Map(files).set(path, strToU8(text.replace(from, to))), app);
    };
    const broken = [
      edit('revisions/second/model.json', '"sin"', '"sinus"'),
      edit('revisions/second/model.json', '"inputs": 2', '"inputs": 3'),
      edit('revisions/second/model.json', '"parent": "first"', '"parent": "second"'),
      edit('revisions/second/model.json', '"grid": 3', '"grid": 99999'),
      edit('revisions/first/model.json', '"y0"', '"y0"}, {"name":"y1"'),
      edit('project.json', '"current": "second"', '"current": "third"'),
      edit('project.json', '"second"', '"../second"'),
      packFiles(new Map(files).set('revisions/first/params.safetensors', new Uint8Array(40)), app),
    ];
    for (const bytes of broken) expect(refusalOf(bytes)).toBe('project.damaged');
  });

  it('does not trust a wrong length', () => {
    const bytes = encodeProject(sampleProject(), app);
    // Uncompressed size in every central directory entry (signature PK\1\2, offset 24).
    for (let i = 0; i + 28 < bytes.length; i++) {
      const isEntry = bytes[i] === 0x50 && bytes[i + 1] === 0x4b && bytes[i + 2] === 1 && bytes[i + 3] === 2;
      if (isEntry) bytes.set([0xff, 0xff, 0xff, 0x7f], i + 24);
    }
    expect(refusalOf(bytes)).toBe('project.damaged');
  });
});

describe('damage at random', () => {
  const whole = encodeProject(sampleProject(), app);
  const models = sampleProject().history;

  /** Either a clear error or the right models: nothing else can come of any bytes. */
  function readsRightOrRefuses(bytes: Uint8Array): void {
    const before = process.memoryUsage().arrayBuffers;
    try {
      expect(decodeProject(bytes, 'a.kan').history).toEqual(models);
    } catch (error) {
      if (!(error instanceof KanError)) throw error;
      expect(error.detail.code).toMatch(/^project\.(damaged|foreign|newer)$/);
    }
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100_000_000);
  }

  it('truncated anywhere', () => {
    fc.assert(
      fc.property(fc.nat(whole.length - 1), (length) => {
        expect(refusalOf(whole.slice(0, length))).not.toBe('none');
      }),
      { numRuns: 300 },
    );
  });

  it('bytes changed anywhere', () => {
    const edits = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 })), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(edits, (changes) => {
        const bytes = whole.slice();
        for (const [at, xor] of changes) bytes[at] ^= xor;
        readsRightOrRefuses(bytes);
      }),
      { numRuns: 1000 },
    );
  });

  it('pieces cut out, doubled or filled with zeros', () => {
    const piece = fc.tuple(
      fc.constantFrom('cut', 'double', 'zero'),
      fc.nat(whole.length - 1),
      fc.nat(whole.length - 1),
    );
    fc.assert(
      fc.property(piece, ([how, a, b]) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b) + 1];
        const middle = whole.slice(from, to);
        const replaced = how === 'cut' ? [] : how === 'double' ? [...middle, ...middle] : middle.fill(0);
        readsRightOrRefuses(new Uint8Array([...whole.slice(0, from), ...replaced, ...whole.slice(to)]));
      }),
      { numRuns: 300 },
    );
  });

  it('any bytes at all', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => readsRightOrRefuses(bytes)),
      { numRuns: 300 },
    );
  });
});
