import fc from '../../support/properties.ts';
import { describe, expect, it } from 'vitest';
import { decodeTensors, encodeTensors, type Tensor } from '../../../main/engine/storage/safetensors.ts';

const tensor = fc
  .array(fc.integer({ min: 0, max: 4 }), { maxLength: 3 })
  .chain((shape): fc.Arbitrary<Tensor> => {
    const length = shape.reduce((product, size) => product * size, 1);
    const exactly = { minLength: length, maxLength: length };
    return fc.oneof(
      fc.float64Array(exactly).map((data) => ({ shape, data })),
      fc.uint8Array(exactly).map((data) => ({ shape, data })),
    );
  });
const tensors = fc
  .array(fc.tuple(fc.string({ minLength: 1 }), tensor), { maxLength: 6 })
  .map((entries) => new Map(entries.filter(([name]) => name !== '__metadata__' && name !== '__proto__')));

describe('safetensors', () => {
  it('reads back every bit that was written', () => {
    fc.assert(
      fc.property(tensors, (written) => {
        const read = decodeTensors(encodeTensors(written));
        expect([...read.keys()].sort()).toEqual([...written.keys()].sort());
        for (const [name, { shape, data }] of written) {
          expect(read.get(name)!.shape).toEqual(shape);
          const bits = (array: Tensor['data']): Uint8Array => new Uint8Array(array.slice().buffer);
          expect(bits(read.get(name)!.data)).toEqual(bits(data));
        }
      }),
    );
  });

  it('writes the published layout', () => {
    const file = encodeTensors(
      new Map([
        ['m', { shape: [3], data: new Uint8Array([1, 0, 1]) }],
        ['w', { shape: [1, 2], data: new Float64Array([1, -2]) }],
      ]),
    );
    const view = new DataView(file.buffer);
    const headerLength = Number(view.getBigUint64(0, true));
    expect((8 + headerLength) % 8).toBe(0);
    expect(JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + headerLength)))).toEqual({
      w: { dtype: 'F64', shape: [1, 2], data_offsets: [0, 16] },
      m: { dtype: 'U8', shape: [3], data_offsets: [16, 19] },
    });
    expect(view.getFloat64(8 + headerLength + 8, true)).toBe(-2);
    expect(file.length).toBe(8 + headerLength + 19);
  });

  it('ignores metadata that another program wrote', () => {
    const header = new TextEncoder().encode('{"__metadata__":{"by":"python"}}');
    const file = new Uint8Array(8 + header.length);
    file[0] = header.length;
    file.set(header, 8);
    expect(decodeTensors(file).size).toBe(0);
  });

  it('refuses inconsistent bytes with a RangeError', () => {
    const whole = encodeTensors(new Map([['w', { shape: [4], data: new Float64Array([1, 2, 3, 4]) }]]));
    for (let length = 0; length < whole.length; length++) {
      expect(() => decodeTensors(whole.subarray(0, length))).toThrow(RangeError);
    }
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          decodeTensors(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
    );
  });
});
