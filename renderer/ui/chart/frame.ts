/** Where the plot of a chart lies in its drawing. Pure. */

/** Room for labels around the plot, in pixels. */
export interface Margin {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Edges of the plot, in pixels from the top left corner of the drawing. */
export interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A plot in a smaller drawing is cut off instead of turned inside out. */
const LEAST_WIDTH = 40;
const LEAST_HEIGHT = 30;

export function frameIn(width: number, height: number, margin: Margin): Frame {
  const { left, top } = margin;
  return {
    left,
    top,
    right: Math.max(left + LEAST_WIDTH, width - margin.right),
    bottom: Math.max(top + LEAST_HEIGHT, height - margin.bottom),
  };
}
