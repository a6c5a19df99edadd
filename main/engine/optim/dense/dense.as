// Products of matrices and Cholesky factors in double precision, two numbers at a time. All matrices are row-major.

/** out[j][r] += Σᵢ w[j·down + i]·a[i][r]. `panel` is room for 4·inputs numbers. */
export function addProduct(out: usize, w: usize, down: i32, a: usize, outputs: i32, inputs: i32, rows: i32, panel: usize): void {
  const outBytes = <usize>rows << 3;
  const wBytes = <usize>down << 3;
  for (let r = 0; r < rows; r += 4) {
    const width = min(4, rows - r);
    const from = <usize>r << 3;
    // Four columns lie together, so that all rows of weights meet them in the cache.
    pack(panel, a + from, outBytes, inputs, width);
    let o = out + from;
    let p = w;
    let j = 0;
    for (; j + 3 < outputs; j += 4) {
      let s0 = f64x2.splat(0);
      let t0 = s0;
      let s1 = s0;
      let t1 = s0;
      let s2 = s0;
      let t2 = s0;
      let s3 = s0;
      let t3 = s0;
      const p1 = p + wBytes;
      const p2 = p1 + wBytes;
      const p3 = p2 + wBytes;
      let at = panel;
      for (let i: usize = 0, end = <usize>inputs << 3; i < end; i += 8) {
        const x = v128.load(at);
        const y = v128.load(at, 16);
        at += 32;
        const w0 = v128.load64_splat(p + i);
        s0 = f64x2.add(s0, f64x2.mul(x, w0));
        t0 = f64x2.add(t0, f64x2.mul(y, w0));
        const w1 = v128.load64_splat(p1 + i);
        s1 = f64x2.add(s1, f64x2.mul(x, w1));
        t1 = f64x2.add(t1, f64x2.mul(y, w1));
        const w2 = v128.load64_splat(p2 + i);
        s2 = f64x2.add(s2, f64x2.mul(x, w2));
        t2 = f64x2.add(t2, f64x2.mul(y, w2));
        const w3 = v128.load64_splat(p3 + i);
        s3 = f64x2.add(s3, f64x2.mul(x, w3));
        t3 = f64x2.add(t3, f64x2.mul(y, w3));
      }
      addFour(o, s0, t0, width);
      addFour(o + outBytes, s1, t1, width);
      addFour(o + 2 * outBytes, s2, t2, width);
      addFour(o + 3 * outBytes, s3, t3, width);
      o += 4 * outBytes;
      p = p3 + wBytes;
    }
    for (; j < outputs; j++) {
      let s = f64x2.splat(0);
      let t = s;
      let at = panel;
      for (let i: usize = 0, end = <usize>inputs << 3; i < end; i += 8) {
        const weight = v128.load64_splat(p + i);
        s = f64x2.add(s, f64x2.mul(v128.load(at), weight));
        t = f64x2.add(t, f64x2.mul(v128.load(at, 16), weight));
        at += 32;
      }
      addFour(o, s, t, width);
      o += outBytes;
      p += wBytes;
    }
  }
}

function pack(panel: usize, from: usize, rowBytes: usize, inputs: i32, width: i32): void {
  for (let i = 0; i < inputs; i++) {
    if (width == 4) {
      v128.store(panel, v128.load(from));
      v128.store(panel, v128.load(from, 16), 16);
    } else {
      for (let q = 0; q < 4; q++) {
        const at = <usize>q << 3;
        store<f64>(panel + at, q < width ? load<f64>(from + at) : 0);
      }
    }
    panel += 32;
    from += rowBytes;
  }
}

// @ts-ignore: decorator
@inline
function addFour(to: usize, first: v128, second: v128, width: i32): void {
  if (width == 4) {
    v128.store(to, f64x2.add(v128.load(to), first));
    v128.store(to, f64x2.add(v128.load(to, 16), second), 16);
    return;
  }
  store<f64>(to, load<f64>(to) + f64x2.extract_lane(first, 0));
  if (width > 1) store<f64>(to, load<f64>(to, 8) + f64x2.extract_lane(first, 1), 8);
  if (width > 2) store<f64>(to, load<f64>(to, 16) + f64x2.extract_lane(second, 0), 16);
}

/** out[j·down + i] += Σᵣ b[j][r]·a[i][r]; where `lower`, only for i ≤ j. */
export function addInnerProducts(out: usize, down: i32, b: usize, a: usize, outputs: i32, inputs: i32, rows: i32, lower: bool): void {
  const bytes = <usize>rows << 3;
  const outBytes = <usize>down << 3;
  let j = 0;
  for (; j + 3 < outputs; j += 4) {
    const to = out + <usize>j * outBytes;
    // Tiles of two columns as far as all four rows have them.
    const whole = lower ? min(inputs, j + 1) : inputs;
    let i = 0;
    for (; i + 1 < whole; i += 2) {
      tile(to + (<usize>i << 3), outBytes, b + <usize>j * bytes, bytes, a + <usize>i * bytes, bytes, bytes, 1);
    }
    for (let q = 0; q < 4; q++) {
      const end = lower ? min(inputs, j + q + 1) : inputs;
      for (let c = i; c < end; c++) {
        const at = to + <usize>q * outBytes + (<usize>c << 3);
        store<f64>(at, load<f64>(at) + dot(b + <usize>(j + q) * bytes, a + <usize>c * bytes, bytes));
      }
    }
  }
  for (; j < outputs; j++) {
    const end = lower ? min(inputs, j + 1) : inputs;
    for (let i = 0; i < end; i++) {
      const at = out + <usize>j * outBytes + (<usize>i << 3);
      store<f64>(at, load<f64>(at) + dot(b + <usize>j * bytes, a + <usize>i * bytes, bytes));
    }
  }
}

/** out[j][i] += sign·Σₜ x[j][t]·y[i][t] for four j and two i; `bytes` is the length of the sums. */
// @ts-ignore: decorator
@inline
function tile(out: usize, outBytes: usize, x: usize, xBytes: usize, y: usize, yBytes: usize, bytes: usize, sign: f64): void {
  let s0 = f64x2.splat(0);
  let t0 = s0;
  let s1 = s0;
  let t1 = s0;
  let s2 = s0;
  let t2 = s0;
  let s3 = s0;
  let t3 = s0;
  const x1 = x + xBytes;
  const x2 = x1 + xBytes;
  const x3 = x2 + xBytes;
  const y1 = y + yBytes;
  const even = bytes & ~15;
  for (let t: usize = 0; t < even; t += 16) {
    const u = v128.load(y + t);
    const v = v128.load(y1 + t);
    const w0 = v128.load(x + t);
    s0 = f64x2.add(s0, f64x2.mul(w0, u));
    t0 = f64x2.add(t0, f64x2.mul(w0, v));
    const w1 = v128.load(x1 + t);
    s1 = f64x2.add(s1, f64x2.mul(w1, u));
    t1 = f64x2.add(t1, f64x2.mul(w1, v));
    const w2 = v128.load(x2 + t);
    s2 = f64x2.add(s2, f64x2.mul(w2, u));
    t2 = f64x2.add(t2, f64x2.mul(w2, v));
    const w3 = v128.load(x3 + t);
    s3 = f64x2.add(s3, f64x2.mul(w3, u));
    t3 = f64x2.add(t3, f64x2.mul(w3, v));
  }
  const odd = bytes > even;
  addSums(out, sign, s0, t0, odd ? load<f64>(x + even) : 0, y + even, y1 + even, odd);
  addSums(out + outBytes, sign, s1, t1, odd ? load<f64>(x1 + even) : 0, y + even, y1 + even, odd);
  addSums(out + 2 * outBytes, sign, s2, t2, odd ? load<f64>(x2 + even) : 0, y + even, y1 + even, odd);
  addSums(out + 3 * outBytes, sign, s3, t3, odd ? load<f64>(x3 + even) : 0, y + even, y1 + even, odd);
}

// @ts-ignore: decorator
@inline
function addSums(to: usize, sign: f64, s: v128, t: v128, last: f64, y: usize, y1: usize, odd: bool): void {
  let first = f64x2.extract_lane(s, 0) + f64x2.extract_lane(s, 1);
  let second = f64x2.extract_lane(t, 0) + f64x2.extract_lane(t, 1);
  if (odd) {
    first += last * load<f64>(y);
    second += last * load<f64>(y1);
  }
  store<f64>(to, load<f64>(to) + sign * first);
  store<f64>(to, load<f64>(to, 8) + sign * second, 8);
}

function dot(x: usize, y: usize, bytes: usize): f64 {
  let s = f64x2.splat(0);
  let u = s;
  let t: usize = 0;
  for (; t + 31 < bytes; t += 32) {
    s = f64x2.add(s, f64x2.mul(v128.load(x + t), v128.load(y + t)));
    u = f64x2.add(u, f64x2.mul(v128.load(x + t, 16), v128.load(y + t, 16)));
  }
  s = f64x2.add(s, u);
  let sum = f64x2.extract_lane(s, 0) + f64x2.extract_lane(s, 1);
  for (; t < bytes; t += 8) sum += load<f64>(x + t) * load<f64>(y + t);
  return sum;
}

/** Columns of a block of the factor. */
const BLOCK: i32 = 32;
/** A smaller matrix is in the cache as a whole: it is factored row by row. */
const SMALL: i32 = 200;

/**
 * The lower triangle becomes the factor. A pivot below `least` of its diagonal entry becomes that value, and 5e-324 at
 * the least; where `definite`, the factor ends at a pivot that is not above 0. @returns whether it was finished
 */
export function factorize(a: usize, size: i32, least: f64, definite: bool): bool {
  return size < SMALL ? factorizeRows(a, size, least, definite) : factorizeBlocks(a, size, least, definite);
}

function factorizeRows(a: usize, size: i32, least: f64, definite: bool): bool {
  const bytes = <usize>size << 3;
  for (let i = 0; i < size; i++) {
    const row = a + <usize>i * bytes;
    const length = <usize>i << 3;
    let other = a;
    for (let at: usize = 0; at < length; at += 8) {
      store<f64>(row + at, (load<f64>(row + at) - dotInFour(row, other, at)) / load<f64>(other + at));
      other += bytes;
    }
    if (!setPivot(row + length, dotInFour(row, row, length), least, definite)) return false;
  }
  return true;
}

/** The diagonal entry of the factor, from that of the matrix. @returns false where it is not above 0 and `definite` */
// @ts-ignore: decorator
@inline
function setPivot(at: usize, sum: f64, least: f64, definite: bool): bool {
  const entry = load<f64>(at);
  const pivot = entry - sum;
  if (definite) {
    if (!(pivot > 0)) return false;
    store<f64>(at, Math.sqrt(pivot));
  } else store<f64>(at, Math.sqrt(Math.max(Math.max(pivot, least * Math.abs(entry)), f64.MIN_VALUE)));
  return true;
}

/** In the order of `dot` of cholesky.ts: four sums, the first of which takes what is left over. */
// @ts-ignore: decorator
@inline
function dotInFour(x: usize, y: usize, bytes: usize): f64 {
  let s = f64x2.splat(0);
  let u = s;
  let t: usize = 0;
  for (; t + 31 < bytes; t += 32) {
    s = f64x2.add(s, f64x2.mul(v128.load(x + t), v128.load(y + t)));
    u = f64x2.add(u, f64x2.mul(v128.load(x + t, 16), v128.load(y + t, 16)));
  }
  let first = f64x2.extract_lane(s, 0);
  for (; t < bytes; t += 8) first += load<f64>(x + t) * load<f64>(y + t);
  return first + f64x2.extract_lane(s, 1) + (f64x2.extract_lane(u, 0) + f64x2.extract_lane(u, 1));
}

function factorizeBlocks(a: usize, size: i32, least: f64, definite: bool): bool {
  const bytes = <usize>size << 3;
  for (let c = 0; c < size; c += BLOCK) {
    const end = min(c + BLOCK, size);
    for (let i = c; i < end; i++) {
      const row = a + <usize>i * bytes;
      for (let j = c; j < i; j++) settle(row, a + <usize>j * bytes, j, 0);
      if (!setPivot(row + (<usize>i << 3), dot(row, row, <usize>i << 3), least, definite)) return false;
    }
    // The rows below: first what the columns before the block take away, then the block itself.
    const before = <usize>c << 3;
    let i = end;
    for (; i + 3 < size; i += 4) {
      const row = a + <usize>i * bytes;
      let j = c;
      if (before > 0) {
        for (; j + 1 < end; j += 2) {
          tile(row + (<usize>j << 3), bytes, row, bytes, a + <usize>j * bytes, bytes, before, -1);
        }
        for (; j < end; j++) for (let q = 0; q < 4; q++) take(row + <usize>q * bytes, a + <usize>j * bytes, j, before);
      }
      for (let q = 0; q < 4; q++) for (j = c; j < end; j++) settle(row + <usize>q * bytes, a + <usize>j * bytes, j, c);
    }
    for (; i < size; i++) for (let j = c; j < end; j++) settle(a + <usize>i * bytes, a + <usize>j * bytes, j, 0);
  }
  return true;
}

// @ts-ignore: decorator
@inline
function take(row: usize, other: usize, j: i32, bytes: usize): void {
  const at = row + (<usize>j << 3);
  store<f64>(at, load<f64>(at) - dot(row, other, bytes));
}

/** The entry of a row in column j of the factor, from its sum over the columns from `from` on. */
// @ts-ignore: decorator
@inline
function settle(row: usize, other: usize, j: i32, from: i32): void {
  const at = <usize>j << 3;
  const skip = <usize>from << 3;
  store<f64>(row + at, (load<f64>(row + at) - dot(row + skip, other + skip, at - skip)) / load<f64>(other + at));
}

/**
 * matrix[u][v] += factor·x[u]·x[v] for each u and each v up to the end of u's run. `runs` holds pairs: the first index of a run
 * of neighbouring indices, ascending, and its length; `packed` the values of all runs one after another.
 */
export function addOuterProduct(matrix: usize, size: i32, packed: usize, runs: usize, count: i32, factor: f64): void {
  const bytes = <usize>size << 3;
  let x = packed;
  for (let own = 0; own < count; own++) {
    const first = load<i32>(runs + (<usize>own << 3));
    const length = load<i32>(runs + (<usize>own << 3), 4);
    for (let u = 0; u < length; u++) {
      const value = factor * load<f64>(x);
      x += 8;
      if (value == 0) continue;
      const row = matrix + <usize>(first + u) * bytes;
      const values = f64x2.splat(value);
      let y = packed;
      for (let other = 0; other <= own; other++) {
        const run = runs + (<usize>other << 3);
        let to = row + (<usize>load<i32>(run) << 3);
        let left = load<i32>(run, 4);
        for (; left > 1; left -= 2) {
          v128.store(to, f64x2.add(v128.load(to), f64x2.mul(values, v128.load(y))));
          to += 16;
          y += 16;
        }
        if (left == 0) continue;
        store<f64>(to, load<f64>(to) + value * load<f64>(y));
        y += 8;
      }
    }
  }
}

/** The first address that is free for matrices. */
export function firstAddress(): usize {
  return __heap_base;
}
