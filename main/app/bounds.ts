/** Computes where a window goes, so that it is on a screen that exists. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** How much of a window must be on a screen, in pixels of width and of height, for the window to stay where it was. */
const leastVisible = 100;

/**
 * The remembered bounds, shrunk to the work area that shows most of them, and moved inside it. If no work area shows
 * enough of them, they are centred on the first one.
 *
 * @param workAreas of the existing screens, the primary one first; not empty
 */
export function clampToScreens(
  wanted: Rectangle,
  workAreas: readonly [Rectangle, ...Rectangle[]],
): Rectangle {
  const best = workAreas.reduce((a, b) => (overlap(wanted, b).area > overlap(wanted, a).area ? b : a));
  const { width: shownWidth, height: shownHeight } = overlap(wanted, best);
  const width = Math.min(wanted.width, best.width);
  const height = Math.min(wanted.height, best.height);
  if (shownWidth < leastVisible || shownHeight < leastVisible) {
    const [area] = workAreas;
    return centreIn(area, Math.min(wanted.width, area.width), Math.min(wanted.height, area.height));
  }
  return {
    x: Math.min(Math.max(wanted.x, best.x), best.x + best.width - width),
    y: Math.min(Math.max(wanted.y, best.y), best.y + best.height - height),
    width,
    height,
  };
}

/** A rectangle of this size in the middle of an area. */
export function centreIn(area: Rectangle, width: number, height: number): Rectangle {
  return {
    x: Math.round(area.x + (area.width - width) / 2),
    y: Math.round(area.y + (area.height - height) / 2),
    width,
    height,
  };
}

function overlap(a: Rectangle, b: Rectangle): { width: number; height: number; area: number } {
  const width = Math.max(0, Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x));
  const height = Math.max(0, Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y));
  return { width, height, area: width * height };
}
