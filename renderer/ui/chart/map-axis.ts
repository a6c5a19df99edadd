/** Axes of a map, and where its values lie in the drawing. */
import type { Frame } from './frame.ts';

export interface MapAxis {
  readonly name: string;
  /** Even steps, rising; with `logarithm`, even steps of the logarithms. */
  readonly values: Float64Array;
  readonly logarithm?: boolean;
  /** The values are days. */
  readonly dated?: boolean;
  /** A value as it is written. */
  readonly text: (value: number) => string;
}

export interface MapPlaces {
  readonly frame: Frame;
  /** From a value to its place in pixels. */
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
}
