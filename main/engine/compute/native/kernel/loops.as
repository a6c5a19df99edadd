// The same arithmetic as the unrolled tiles, written as loops for any spline order.
import { gateOf } from './math';
import { bucketsOf, rowOf } from './span';
import { Active } from './structs';

// @ts-ignore: decorator
@inline
function recordBytesOf(order: i32): usize {
  return <usize>((order + 4) & ~1) << 3;
}

// @ts-ignore: decorator
@inline
function widthOf(order: i32): usize {
  return <usize>((order + 3) & ~1) << 3;
}

// @ts-ignore: decorator
@inline
function firstOf(record: usize, order: i32): usize {
  return <usize>load<u32>(record + recordBytesOf(order) - 8);
}

// @ts-ignore: decorator
@inline
function at(base: usize, index: i32): f64 {
  return load<f64>(base + (<usize>index << 3));
}

// @ts-ignore: decorator
@inline
function add(base: usize, index: i32, value: f64): void {
  const address = base + (<usize>index << 3);
  store<f64>(address, load<f64>(address) + value);
}

export function fillValues(order: i32, input: Active, xs: usize, xStride: usize, records: usize, stride: usize, count: i32): void {
  fill(order, input, xs, xStride, records, stride, count, false);
}

export function fillBoth(order: i32, input: Active, xs: usize, xStride: usize, records: usize, stride: usize, count: i32): void {
  fill(order, input, xs, xStride, records, stride, count, true);
}

function fill(order: i32, input: Active, xs: usize, xStride: usize, record: usize, stride: usize, count: i32, both: bool): void {
  const row = (order + 2) & ~1;
  const slopes = recordBytesOf(order);
  const atResidual = <usize>(order + 1) << 3;
  for (let r = 0; r < count; r++) {
    const x = load<f64>(xs);
    const table = rowOf(input, order, i32x4.extract_lane(bucketsOf(input, f64x2.splat(x)), 0), x);
    const inverse = load<f64>(table, 8);
    const u = (x - load<f64>(table)) * inverse;
    for (let q = 0; q <= order; q++) {
      let value = at(table + 32, q);
      let slope: f64 = 0;
      for (let power = 1; power <= order; power++) {
        slope = slope * u + value;
        value = value * u + at(table + 32, power * row + q);
      }
      store<f64>(record + (<usize>q << 3), value);
      if (both) store<f64>(record + slopes + (<usize>q << 3), slope * inverse);
    }
    const s = f64x2.extract_lane(gateOf(input, f64x2.splat(x)), 0);
    store<f64>(record + atResidual, x * s);
    if (both) store<f64>(record + slopes + atResidual, s + x * s * (1 - s));
    store<u64>(record + slopes - 8, load<u64>(table, 16));
    xs += xStride;
    record += stride;
  }
}

/** The address of an edge's weight for term q of a record: one of its k + 1 bases, then the residual. */
// @ts-ignore: decorator
@inline
function weightAt(w: usize, edge: usize, first: usize, q: i32, order: i32, bases: i32): usize {
  const row = q <= order ? first + <usize>q : <usize>bases;
  return w + (edge >> 1) * (<usize>(bases + 1) << 4) + (row << 4) + ((edge & 1) << 3);
}

// @ts-ignore: decorator
@inline
function outputAt(outputs: usize, edge: usize): usize {
  return outputs == 0 ? edge << 3 : <usize>load<u32>(outputs + (edge << 2));
}

export function denseForward(order: i32, records: usize, stride: usize, w: usize, bases: i32, rowBytes: usize, z: usize, count: i32): void {
  gatheredForward(order, records, stride, w, bases, rowBytes, 0, rowBytes, z, count);
}

export function denseBackward(order: i32, records: usize, stride: usize, dw: usize, bases: i32, rowBytes: usize, gz: usize, count: i32): void {
  gatheredBoth(order, records, stride, dw, dw, bases, rowBytes, 0, rowBytes, gz, 0, 0, count);
}

export function denseBoth(order: i32, records: usize, stride: usize, w: usize, dw: usize, bases: i32, rowBytes: usize, gz: usize, gx: usize, xStride: usize, count: i32): void {
  gatheredBoth(order, records, stride, w, dw, bases, rowBytes, 0, rowBytes, gz, gx, xStride, count);
}

/** @param outputs offsets of the edges' outputs; 0 if they are contiguous. */
export function gatheredForward(order: i32, records: usize, stride: usize, w: usize, bases: i32, rowBytes: usize, outputs: usize, zStride: usize, z: usize, count: i32): void {
  for (let r = 0; r < count; r++) {
    const first = firstOf(records, order);
    for (let edge: usize = 0; edge < rowBytes >> 3; edge++) {
      let sum: f64 = 0;
      for (let q = 0; q < order + 2; q++) {
        sum += at(records, q) * load<f64>(weightAt(w, edge, first, q, order, bases));
      }
      add(z + outputAt(outputs, edge), 0, sum);
    }
    records += stride;
    z += zStride;
  }
}

export function gatheredBackward(order: i32, records: usize, stride: usize, dw: usize, bases: i32, rowBytes: usize, outputs: usize, zStride: usize, gz: usize, count: i32): void {
  gatheredBoth(order, records, stride, dw, dw, bases, rowBytes, outputs, zStride, gz, 0, 0, count);
}

/** Gradient by the weights and, where gx is given, by x. */
export function gatheredBoth(order: i32, records: usize, stride: usize, w: usize, dw: usize, bases: i32, rowBytes: usize, outputs: usize, zStride: usize, gz: usize, gx: usize, xStride: usize, count: i32): void {
  const slopes = recordBytesOf(order);
  for (let r = 0; r < count; r++) {
    const first = firstOf(records, order);
    let byX: f64 = 0;
    for (let edge: usize = 0; edge < rowBytes >> 3; edge++) {
      const g = load<f64>(gz + outputAt(outputs, edge));
      for (let q = 0; q < order + 2; q++) {
        if (gx != 0) byX += g * load<f64>(weightAt(w, edge, first, q, order, bases)) * at(records + slopes, q);
        add(weightAt(dw, edge, first, q, order, bases), 0, g * at(records, q));
      }
    }
    if (gx != 0) {
      add(gx, 0, byX);
      gx += xStride;
    }
    records += stride;
    gz += zStride;
  }
}

export function listedForward(order: i32, records: usize, stride: usize, w: usize, bases: i32, z: usize, zStride: usize, count: i32): void {
  for (let r = 0; r < count; r++) {
    const row = w + (firstOf(records, order) << 3);
    let sum = at(w, bases) * at(records, order + 1);
    for (let q = 0; q <= order; q++) sum += at(row, q) * at(records, q);
    add(z, 0, sum);
    records += stride;
    z += zStride;
  }
}

export function listedBackward(order: i32, records: usize, stride: usize, dw: usize, bases: i32, gz: usize, zStride: usize, count: i32): void {
  for (let r = 0; r < count; r++) {
    const g = at(gz, 0);
    const row = dw + (firstOf(records, order) << 3);
    for (let q = 0; q <= order; q++) add(row, q, g * at(records, q));
    add(dw, bases, g * at(records, order + 1));
    records += stride;
    gz += zStride;
  }
}

/** Σ c_p u^p */
// @ts-ignore: decorator
@inline
function polynomial(order: i32, row: usize, u: f64): f64 {
  let sum = at(row, order);
  for (let p = order - 1; p >= 0; p--) sum = sum * u + at(row, p);
  return sum;
}

export function curveForward(order: i32, records: usize, curve: usize, residual: f64, z: usize, zStride: usize, values: usize, valueStride: usize, count: i32): void {
  for (let r = 0; r < count; r++) {
    const value = polynomial(order, curve + <usize>load<u32>(records, 24), at(records, 0)) + residual * at(records, 1);
    add(z, 0, value);
    if (values != 0) {
      store<f64>(values, value);
      values += valueStride;
    }
    records += 32;
    z += zStride;
  }
}

export function curveBackward(order: i32, records: usize, table: usize, curve: usize, byCurve: usize, residual: f64, gz: usize, zStride: usize, gx: usize, xStride: usize, spread: usize, count: i32): f64 {
  const factor = spread == 0 ? 0 : load<f64>(spread);
  const mean = spread == 0 ? 0 : load<f64>(spread, 8);
  let byResidual: f64 = 0;
  for (let r = 0; r < count; r++) {
    const u = at(records, 0);
    const offset = <usize>load<u32>(records, 24);
    const row = curve + offset;
    let g = at(gz, 0);
    if (factor != 0) g += factor * (polynomial(order, row, u) + residual * at(records, 1) - mean);
    let slope: f64 = 0;
    let power = g;
    for (let p = 0; p <= order; p++) {
      add(byCurve + offset, p, power);
      power *= u;
      if (p < order) slope = slope * u + <f64>(order - p) * at(row, order - p);
    }
    byResidual += g * at(records, 1);
    const inverse = load<f64>(table + <usize>load<u32>(records, 28), 8);
    add(gx, 0, g * (slope * inverse + residual * at(records, 2)));
    records += 32;
    gz += zStride;
    gx += xStride;
  }
  return byResidual;
}

export function gram(order: i32, record: usize, to: usize): void {
  const width = widthOf(order);
  const seen = load<f64>(to);
  store<f64>(to, seen + 1);
  const origin = to + 16;
  const sums = origin + width;
  let squares = sums + width;
  for (let p = 0; p < order + 2; p++) {
    if (seen == 0) {
      store<f64>(origin + (<usize>p << 3), at(record, p));
      continue;
    }
    const b = at(record, p) - at(origin, p);
    add(sums, p, b);
    for (let q = p; q < order + 2; q++) add(squares, q, b * (at(record, q) - at(origin, q)));
    squares += width;
  }
}

export function form(order: i32, record: usize, from: usize): f64 {
  const width = widthOf(order);
  const slopes = record + recordBytesOf(order);
  let sum: f64 = 0;
  for (let p = 0; p < order + 3; p++) {
    const b = p < order + 2 ? at(record, p) : 1;
    for (let q = 0; q < order + 2; q++) sum += b * at(from, q) * at(slopes, q);
    from += width;
  }
  return sum;
}
