/**
 * Products of matrices and Cholesky factors, two numbers at a time, by a small WebAssembly kernel (dense.as) on the calling
 * thread. Its arguments are arrays in its own memory, which `withDenseMemory` lends for one piece of work.
 */
import { userError } from '../../../../shared/errors.ts';
import { kernelBase64 } from './dense.generated.ts';

interface Kernel {
  addProduct(...args: readonly number[]): void;
  addInnerProducts(...args: readonly number[]): void;
  addOuterProduct(...args: readonly number[]): void;
  factorize(...args: readonly number[]): number;
  firstAddress(): number;
}

/** Gives zeros in the kernel's memory. */
export type Take = (length: number) => Float64Array;

interface Space {
  readonly kernel: Kernel;
  readonly memory: WebAssembly.Memory;
  /** The first free address. */
  end: number;
}

const pageBytes = 65536;
let opened: Space | null = null;

function space(): Space {
  if (opened !== null) return opened;
  const memory = new WebAssembly.Memory({ initial: 16, maximum: 65536, shared: true });
  const module = new WebAssembly.Module(Buffer.from(kernelBase64, 'base64'));
  const kernel = new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as Kernel;
  opened = { kernel, memory, end: Math.ceil(kernel.firstAddress() / 16) * 16 };
  return opened;
}

/** Whether the kernel runs here: it needs WebAssembly with SIMD and shared memory. */
export function hasDenseKernel(): boolean {
  return (runs ??= opens());
}

let runs: boolean | null = null;

function opens(): boolean {
  try {
    space();
    return true;
  } catch {
    return false;
  }
}

/**
 * Lends memory until `work` returns; `work` must not wait for anything.
 * @throws KanError `compute.memory` if the memory cannot grow enough.
 */
export function withDenseMemory<T>(work: (take: Take) => T): T {
  const all = space();
  const before = all.end;
  const take: Take = (length) => {
    const address = all.end;
    const end = address + 8 * (length + (length % 2));
    const missing = end - all.memory.buffer.byteLength;
    if (missing > 0) grow(all.memory, Math.ceil(missing / pageBytes));
    all.end = end;
    return new Float64Array(all.memory.buffer, address, length).fill(0);
  };
  try {
    return work(take);
  } finally {
    all.end = before;
  }
}

function grow(memory: WebAssembly.Memory, pages: number): void {
  try {
    memory.grow(pages);
  } catch {
    throw userError(
      'compute.memory',
      'There is not enough memory for this computation.',
      'Use fewer rows or a smaller network, or close other programs.',
    );
  }
}

/** out[j][r] += Σᵢ w[j][i]·a[i][r], j < outputs, i < inputs, r < rows. @param w weights that begin at `at` */
export function addProduct(
  out: Float64Array,
  w: Float64Array,
  at: number,
  a: Float64Array,
  outputs: number,
  inputs: number,
  rows: number,
): void {
  withDenseMemory((take) => {
    const panel = take(4 * inputs).byteOffset;
    const [to, from] = [out.byteOffset, w.byteOffset + 8 * at];
    space().kernel.addProduct(to, from, inputs, a.byteOffset, outputs, inputs, rows, panel);
  });
}

/** out[at + j·inputs + i] += Σᵣ b[j][r]·a[i][r], j < outputs, i < inputs. @param lower only for i ≤ j */
export function addInnerProducts(
  out: Float64Array,
  at: number,
  b: Float64Array,
  a: Float64Array,
  outputs: number,
  inputs: number,
  rows: number,
  lower = false,
): void {
  const to = out.byteOffset + 8 * at;
  space().kernel.addInnerProducts(
    to,
    inputs,
    b.byteOffset,
    a.byteOffset,
    outputs,
    inputs,
    rows,
    Number(lower),
  );
}

/**
 * The lower triangle of matrix[u][v] += factor·x[u]·x[v], where x is 0 outside its runs.
 * @param runs pairs: the first index of a run, ascending, and its length. @param count of runs @param packed the values of all runs, one
 * after another
 */
export function addOuterProduct(
  matrix: Float64Array,
  size: number,
  packed: Float64Array,
  runs: Int32Array,
  count: number,
  factor: number,
): void {
  space().kernel.addOuterProduct(matrix.byteOffset, size, packed.byteOffset, runs.byteOffset, count, factor);
}

/**
 * The lower triangle of `a`, anywhere in memory, becomes the factor; cholesky.ts says how.
 * @returns whether it was finished, which it always is where not `definite`
 */
export function factorizeDense(a: Float64Array, size: number, least: number, definite: boolean): boolean {
  return withDenseMemory((take) => {
    const matrix = take(size * size);
    matrix.set(a.subarray(0, size * size));
    const finished = space().kernel.factorize(matrix.byteOffset, size, least, Number(definite)) !== 0;
    a.set(matrix);
    return finished;
  });
}

/** Copies the lower triangle of a matrix to the other side, in place. */
export function mirror(matrix: Float64Array, size: number): void {
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) matrix[j * size + i] = matrix[i * size + j];
  }
}
