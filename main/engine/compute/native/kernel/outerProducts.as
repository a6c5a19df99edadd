// Sums of the outer products of the Jacobian's runs: see gaussNewton.as.
import { GaussNewton, groupAt } from './gaussNewtonWork';
import { layerAt } from './job';
import { Context } from './structs';
import { zero } from './zero';

/**
 * Adds the products of a run of `stored` rows with itself and all later runs to a matrix. For each pair of runs the
 * rows are sorted by their position in the matrix, so that all rows with the same position are summed in registers.
 * Sums are added in pairs of columns. A later run of odd length also writes to the first column of the next one, so all
 * later runs belong to one thread.
 */
export function addRun(
  context: Context,
  work: GaussNewton,
  run: i32,
  thread: i32,
  stored: i32,
  rows: usize,
  places: usize,
  matrix: usize,
): void {
  const order = work.sorted + <usize>thread * work.sortedBytes;
  const at = <usize>positionOf(work, run) << 3;
  const length = lengthOf(context, work, run);
  const placeBytes = work.placeBytes;
  for (let other = run; other <= work.groupCount; other++) {
    const own = places + (<usize>run << 2);
    const others = places + (<usize>other << 2);
    const count = sortRows(context, work, run, other, stored, own, others, order);
    const otherAt = <usize>positionOf(work, other) << 3;
    const otherBytes = (<usize>((lengthOf(context, work, other) + 1) & ~1)) << 3;
    let i = 0;
    while (i < count) {
      const row = <usize>load<u32>(order + (<usize>i << 2)) * placeBytes;
      const place = load<i32>(own + row);
      const otherPlace = load<i32>(others + row);
      const begin = i++;
      while (i < count) {
        const next = <usize>load<u32>(order + (<usize>i << 2)) * placeBytes;
        if (load<i32>(own + next) != place || load<i32>(others + next) != otherPlace) break;
        i++;
      }
      const column = <usize>columnOf(work, run, place);
      const to = matrix + column * work.matrixBytes + (<usize>columnOf(work, other, otherPlace) << 3);
      addProducts(work, rows, order + (<usize>begin << 2), i - begin, at, length, otherAt, otherBytes, to);
    }
  }
}

/** First column of a run at a position. */
function columnOf(work: GaussNewton, run: i32, place: i32): i32 {
  if (run == work.groupCount) return work.denseColumn;
  const group = groupAt(work, run);
  return group.column + place * group.outputCount;
}

/** Number of positions that a run can have. */
function placeCount(context: Context, work: GaussNewton, run: i32): i32 {
  if (run == work.groupCount) return 1;
  const layer = layerAt(context, groupAt(work, run).layer);
  return layer.bases - layer.order;
}

/**
 * Writes the indices of the rows in which neither run is zero, sorted by the positions of both (counting sort). If
 * there are more positions than counters, the rows keep their own order.
 */
function sortRows(
  context: Context,
  work: GaussNewton,
  run: i32,
  other: i32,
  stored: i32,
  own: usize,
  others: usize,
  order: usize,
): i32 {
  const width = placeCount(context, work, other);
  const places = placeCount(context, work, run) * width;
  const counting = places <= work.counters;
  const starts = order + (<usize>work.capacity << 2);
  const bytes = work.placeBytes;
  if (counting) zero(starts, <usize>(places + 1) << 2);
  let count = 0;
  for (let index = 0; index < stored; index++) {
    const place = load<i32>(own + <usize>index * bytes);
    const otherPlace = load<i32>(others + <usize>index * bytes);
    if ((place | otherPlace) < 0) continue;
    if (counting) {
      const start = starts + (<usize>(place * width + otherPlace + 1) << 2);
      store<i32>(start, load<i32>(start) + 1);
    } else store<i32>(order + (<usize>count << 2), index);
    count++;
  }
  if (!counting) return count;
  for (let place = 1; place < places; place++) {
    const start = starts + (<usize>place << 2);
    store<i32>(start, load<i32>(start) + load<i32>(start - 4));
  }
  for (let index = 0; index < stored; index++) {
    const place = load<i32>(own + <usize>index * bytes);
    const otherPlace = load<i32>(others + <usize>index * bytes);
    if ((place | otherPlace) < 0) continue;
    const start = starts + (<usize>(place * width + otherPlace) << 2);
    const position = load<i32>(start);
    store<i32>(start, position + 1);
    store<i32>(order + (<usize>position << 2), index);
  }
  return count;
}

/** to[p][t] += Σ row[at + p] · row[otherAt + t] over the rows of a list of indices, four p by four t at a time. */
function addProducts(
  work: GaussNewton,
  rows: usize,
  list: usize,
  count: i32,
  at: usize,
  length: i32,
  otherAt: usize,
  otherBytes: usize,
  to: usize,
): void {
  const bytes = work.matrixBytes;
  const rowBytes = work.rowBytes;
  let p = 0;
  for (; p + 3 < length; p += 4) {
    let t: usize = 0;
    for (; t + 16 < otherBytes; t += 32) {
      let s00 = f64x2.splat(0);
      let s01 = s00;
      let s10 = s00;
      let s11 = s00;
      let s20 = s00;
      let s21 = s00;
      let s30 = s00;
      let s31 = s00;
      for (let i = 0; i < count; i++) {
        const row = rows + <usize>load<u32>(list + (<usize>i << 2)) * rowBytes;
        const x = row + at;
        const y = row + otherAt + t;
        const y0 = v128.load(y);
        const y1 = v128.load(y, 16);
        const x0 = v128.load64_splat(x);
        s00 = f64x2.add(s00, f64x2.mul(x0, y0));
        s01 = f64x2.add(s01, f64x2.mul(x0, y1));
        const x1 = v128.load64_splat(x, 8);
        s10 = f64x2.add(s10, f64x2.mul(x1, y0));
        s11 = f64x2.add(s11, f64x2.mul(x1, y1));
        const x2 = v128.load64_splat(x, 16);
        s20 = f64x2.add(s20, f64x2.mul(x2, y0));
        s21 = f64x2.add(s21, f64x2.mul(x2, y1));
        const x3 = v128.load64_splat(x, 24);
        s30 = f64x2.add(s30, f64x2.mul(x3, y0));
        s31 = f64x2.add(s31, f64x2.mul(x3, y1));
      }
      const out = to + t;
      addPair(out, s00, s01);
      addPair(out + bytes, s10, s11);
      addPair(out + 2 * bytes, s20, s21);
      addPair(out + 3 * bytes, s30, s31);
    }
    if (t < otherBytes) {
      let s0 = f64x2.splat(0);
      let s1 = s0;
      let s2 = s0;
      let s3 = s0;
      for (let i = 0; i < count; i++) {
        const row = rows + <usize>load<u32>(list + (<usize>i << 2)) * rowBytes;
        const x = row + at;
        const y = v128.load(row + otherAt + t);
        s0 = f64x2.add(s0, f64x2.mul(v128.load64_splat(x), y));
        s1 = f64x2.add(s1, f64x2.mul(v128.load64_splat(x, 8), y));
        s2 = f64x2.add(s2, f64x2.mul(v128.load64_splat(x, 16), y));
        s3 = f64x2.add(s3, f64x2.mul(v128.load64_splat(x, 24), y));
      }
      const out = to + t;
      addOne(out, s0);
      addOne(out + bytes, s1);
      addOne(out + 2 * bytes, s2);
      addOne(out + 3 * bytes, s3);
    }
    at += 32;
    to += 4 * bytes;
  }
  for (; p < length; p++) {
    for (let t: usize = 0; t < otherBytes; t += 16) {
      let sum = f64x2.splat(0);
      for (let i = 0; i < count; i++) {
        const row = rows + <usize>load<u32>(list + (<usize>i << 2)) * rowBytes;
        sum = f64x2.add(sum, f64x2.mul(v128.load64_splat(row + at), v128.load(row + otherAt + t)));
      }
      addOne(to + t, sum);
    }
    at += 8;
    to += bytes;
  }
}

// @ts-ignore: decorator
@inline
function addOne(to: usize, sum: v128): void {
  v128.store(to, f64x2.add(v128.load(to), sum));
}

// @ts-ignore: decorator
@inline
function addPair(to: usize, first: v128, second: v128): void {
  v128.store(to, f64x2.add(v128.load(to), first));
  v128.store(to, f64x2.add(v128.load(to, 16), second), 16);
}

function positionOf(work: GaussNewton, run: i32): i32 {
  return run == work.groupCount ? work.atDense : groupAt(work, run).at;
}

function lengthOf(context: Context, work: GaussNewton, run: i32): i32 {
  if (run == work.groupCount) return work.denseCount;
  const group = groupAt(work, run);
  return group.outputCount * (layerAt(context, group.layer).order + 1);
}
