/** A picture as a list of shapes, which can be written as SVG or painted on a canvas. Pure values. */

export interface Stroke {
  readonly color: string;
  readonly width: number;
  readonly opacity?: number;
  readonly dash?: readonly number[];
}

/** M x y, L x y, C x1 y1 x2 y2 x y, Z. */
export type Step =
  | readonly ['M' | 'L', number, number]
  | readonly ['C', number, number, number, number, number, number]
  | readonly ['Z'];

export type Shape =
  | {
      readonly type: 'path';
      readonly steps: readonly Step[];
      readonly fill?: string;
      readonly opacity?: number;
      readonly stroke?: Stroke;
    }
  | {
      readonly type: 'rect';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly radius: number;
      readonly fill?: string;
      readonly stroke?: Stroke;
    }
  | {
      readonly type: 'circle';
      readonly x: number;
      readonly y: number;
      readonly radius: number;
      readonly fill: string;
    }
  | {
      readonly type: 'text';
      /** Where the text begins, on its baseline. */
      readonly x: number;
      readonly y: number;
      readonly text: string;
      readonly size: number;
      readonly weight: 400 | 500 | 600;
      readonly anchor: 'start' | 'middle' | 'end';
      readonly fill: string;
      /** Colour of an outline around the letters, where lines may pass behind them. */
      readonly halo?: string;
    };

export interface Picture {
  /** A description for screen readers. */
  readonly title: string;
  /** The part of the plane that is shown, in pixels at scale 1. */
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  /** null for none. */
  readonly background: string | null;
  readonly shapes: readonly Shape[];
}

/** The fonts to use if those of the app are not installed. */
export const FONTS = "'Inter Variable', Inter, 'Helvetica Neue', Helvetica, Arial, sans-serif";
