/**
 * Named arrays as a safetensors file (https://github.com/huggingface/safetensors): 8 bytes of header length, a JSON
 * header, the data. Little-endian. A network needs only two of its types: F64 and U8.
 */

export interface Tensor {
  readonly shape: readonly number[];
  /** Row by row; as many entries as the product of `shape`. */
  readonly data: Float64Array | Uint8Array;
}

const longestHeader = 100_000_000;
const lengthBytes = 8;

/** @returns the bytes of a file in which every array starts at a multiple of 8. */
export function encodeTensors(tensors: ReadonlyMap<string, Tensor>): Uint8Array {
  // Wider types come first, so that all arrays are aligned.
  const entries = [...tensors].sort(([, a], [, b]) => b.data.BYTES_PER_ELEMENT - a.data.BYTES_PER_ELEMENT);
  let end = 0;
  const header: Record<string, unknown> = {};
  for (const [name, { shape, data }] of entries) {
    const dtype = data instanceof Float64Array ? 'F64' : 'U8';
    header[name] = { dtype, shape, data_offsets: [end, end + data.byteLength] };
    end += data.byteLength;
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const start = Math.ceil((lengthBytes + text.length) / 8) * 8;
  const file = new Uint8Array(start + end);
  const view = new DataView(file.buffer);
  view.setBigUint64(0, BigInt(start - lengthBytes), true);
  file.set(text, lengthBytes);
  file.fill(0x20, lengthBytes + text.length, start);
  let at = start;
  for (const [, { data }] of entries) {
    if (data instanceof Uint8Array) file.set(data, at);
    else data.forEach((value, i) => view.setFloat64(at + 8 * i, value, true));
    at += data.byteLength;
  }
  return file;
}

/**
 * Copies of the arrays, by name. Tensors of other types than F64 and U8 are refused.
 * @throws RangeError that says what is wrong, for any bytes that are not a complete safetensors file.
 */
export function decodeTensors(file: Uint8Array): Map<string, Tensor> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (file.length < lengthBytes) throw new RangeError('too short for a safetensors file');
  const headerLength = view.getBigUint64(0, true);
  if (headerLength > BigInt(Math.min(longestHeader, file.length - lengthBytes))) {
    throw new RangeError('the header is longer than the file');
  }
  const start = lengthBytes + Number(headerLength);
  const header = parseHeader(file.subarray(lengthBytes, start));
  const tensors = new Map<string, Tensor>();
  let left = file.length - start;
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__') continue;
    const tensor = readTensor(name, entry, view, start, left);
    left -= tensor.data.byteLength;
    tensors.set(name, tensor);
  }
  return tensors;
}

function parseHeader(bytes: Uint8Array): Record<string, unknown> {
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new RangeError('the header is not JSON');
  }
  if (!isRecord(header)) throw new RangeError('the header is not an object');
  return header;
}

/** @param left bytes that no tensor has used yet, so that no two tensors overlap. */
function readTensor(name: string, entry: unknown, view: DataView, start: number, left: number): Tensor {
  if (!isRecord(entry)) throw new RangeError(`${name}: no description`);
  const { dtype, shape, data_offsets: offsets } = entry;
  const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
  if (!Array.isArray(shape) || !shape.every(isCount)) throw new RangeError(`${name}: no shape`);
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isCount)) {
    throw new RangeError(`${name}: no offsets`);
  }
  if (dtype !== 'F64' && dtype !== 'U8') throw new RangeError(`${name}: type ${String(dtype)}`);
  const [from, to] = offsets;
  const entries = shape.reduce((product, size) => product * size, 1);
  const bytes = entries * (dtype === 'F64' ? 8 : 1);
  if (to - from !== bytes || start + to > view.byteLength || bytes > left)
    throw new RangeError(`${name}: wrong length`);
  if (dtype === 'U8') {
    return { shape, data: new Uint8Array(view.buffer, view.byteOffset + start + from, entries).slice() };
  }
  const data = Float64Array.from({ length: entries }, (_, i) => view.getFloat64(start + from + 8 * i, true));
  return { shape, data };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
