/** Files that are small and would take all time and memory: each is refused before it does. */
import { strToU8 } from 'fflate';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { packFiles, unpackFiles, type Files } from '../../../main/engine/storage/container.ts';
import { decodeProject, encodeProject } from '../../../main/engine/storage/project.ts';
import { decodeTensors } from '../../../main/engine/storage/safetensors.ts';
import { edgeFunction, functionFault, isEdgeFunction } from '../../../shared/expression/edgeFunction.ts';
import { parseExpression } from '../../../shared/expression/parse.ts';
import { simplify } from '../../../shared/expression/simplify/simplify.ts';
import { complexity } from '../../../shared/expression/complexity.ts';
import { app, ofVersion, refusalOf } from './containers.ts';
import { sampleProject } from './samples.ts';

afterEach(() => void vi.restoreAllMocks());

const filesOf = (): Map<string, Uint8Array> =>
  new Map(unpackFiles(encodeProject(sampleProject(), app), 'a.kan').files);

/** A project with one of its files changed, whole in all else. */
function changed(path: string, change: (text: string) => string, version = 3): Uint8Array {
  const files = filesOf();
  files.set(path, strToU8(change(new TextDecoder().decode(files.get(path)))));
  return ofVersion(version, packFiles(files, app));
}

/** The longest text that was read as JSON meanwhile. */
function longestRead(work: () => void): number {
  const parse = vi.spyOn(JSON, 'parse');
  work();
  return Math.max(...parse.mock.calls.map(([text]) => text.length));
}

describe('a small project that unpacks to a very large one', () => {
  it('a curve of millions of points in 60 KB is refused before it is read', () => {
    const points = Array.from({ length: 2_500_000 }, () => '[1,1,1]').join(',');
    const bytes = changed('project.json', (text) =>
      text.replace(/"curve": \[[^]*?\]\s*\n?\}$/u, `"curve": [${points}]}`),
    );
    expect(bytes.length).toBeLessThan(100_000);
    expect(longestRead(() => expect(refusalOf(bytes)).toBe('project.damaged'))).toBeLessThan(1_000_000);
  });

  it('files of zeros, and one file many times over, are refused before they are unpacked', () => {
    const zeros: Files = new Map([...filesOf(), ['data/zeros', new Uint8Array(100 * 2 ** 20)]]);
    const bytes = packFiles(zeros, app);
    expect(bytes.length).toBeLessThan(2 ** 20);
    expect(refusalOf(bytes)).toBe('project.damaged');
    expect(refusalOf(overlapping(encodeProject(sampleProject(), app)))).toBe('project.damaged');
  });

  it.each([1, 2, 3])(
    'a formula within formulas, a hundred thousand deep, is damaged (version %i)',
    (version) => {
      const deep = `${'{"kind":"power","exponent":{"kind":"variable","name":"x"},"base":'.repeat(1e5)}1${'}'.repeat(1e5)}`;
      const operation = `{"type":"symbolic","formulas":["x"],"trees":[${deep}]}`;
      const bytes = changed(
        'revisions/first/model.json',
        (text) => text.replace(/"operation": \{[^]*?\n \}/u, `"operation": ${operation}`),
        version,
      );
      expect(refusalOf(bytes)).toBe('project.damaged');
    },
  );

  it('a formula of a hundred thousand terms is damaged', () => {
    const terms = Array.from({ length: 1e5 }, () => '{"kind":"variable","name":"x"}').join(',');
    const operation = `{"type":"symbolic","formulas":["x"],"trees":[{"kind":"sum","terms":[${terms}]}]}`;
    const bytes = changed('revisions/first/model.json', (text) =>
      text.replace(/"operation": \{[^]*?\n \}/u, `"operation": ${operation}`),
    );
    expect(refusalOf(bytes)).toBe('project.damaged');
  });

  it('the project of a long run and a large table is accepted', () => {
    const project = sampleProject();
    const curve = Array.from({ length: 300_000 }, (_, step) => ({
      step,
      train: 1 / (step + 1),
      validation: 0.125,
    }));
    const embedded = new Uint8Array(16 * 2 ** 20).fill(48);
    const read = decodeProject(encodeProject({ ...project, curve, embedded }, app), 'a.kan');
    expect(read.curve).toHaveLength(300_000);
    expect(read.embedded).toHaveLength(embedded.length);
  });

  it('overlapping tensors are refused', () => {
    const entry = { dtype: 'F64', shape: [2], data_offsets: [0, 16] };
    const header = strToU8(JSON.stringify({ a: entry, b: entry }));
    const file = new Uint8Array(8 + header.length + 16);
    new DataView(file.buffer).setBigUint64(0, BigInt(header.length), true);
    file.set(header, 8);
    expect(() => decodeTensors(file)).toThrow('b: wrong length');
  });
});

/** Each entry of the central directory twice, over the same bytes. */
function overlapping(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = bytes.length - 22;
  const [count, length, start] = [
    view.getUint16(end + 10, true),
    view.getUint32(end + 12, true),
    view.getUint32(end + 16, true),
  ];
  const directory = bytes.subarray(start, start + length);
  const copies = 20;
  const file = new Uint8Array(bytes.length + (copies - 1) * length);
  file.set(bytes.subarray(0, start));
  for (let copy = 0; copy < copies; copy++) file.set(directory, start + copy * length);
  file.set(bytes.subarray(end), start + copies * length);
  const tail = new DataView(file.buffer, start + copies * length);
  tail.setUint16(8, count * copies, true);
  tail.setUint16(10, count * copies, true);
  tail.setUint32(12, length * copies, true);
  return file;
}

describe('functions typed by hand', () => {
  it('powers of powers are refused with a clear error, in the window and in files', () => {
    const tower = Array.from({ length: 200 }, () => 'x').join('^');
    expect(functionFault(tower)?.detail).toMatchObject({ kind: 'user', code: 'expression.large' });
    expect(isEdgeFunction(tower)).toBe(false);
    expect(edgeFunction('x^x^x^x').value(1.2)).toBeCloseTo(1.2 ** (1.2 ** (1.2 ** 1.2)), 12);
  });

  it('sums within powers are not expanded beyond a readable length', () => {
    let text = 'x';
    for (let depth = 0; depth < 30; depth++) text = `(${text}+1)^2`;
    const formula = parseExpression(text);
    expect(complexity(simplify(formula))).toBeLessThanOrEqual(complexity(formula));
    expect(complexity(simplify(parseExpression('(x+1)^2-x^2-2*x')))).toBe(1);
  });
});
