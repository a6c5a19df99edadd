/** What lies under the pointer in a drawing. Pure. */

/** A place in a drawing, in pixels from its top left corner. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Where the pointer is in the element that listens to it, in the element's own pixels, also where it is magnified. */
export function placeOf(event: MouseEvent & { readonly currentTarget: Element }): Place {
  const bounds = event.currentTarget.getBoundingClientRect();
  const zoom = event.currentTarget.currentCSSZoom;
  return { x: (event.clientX - bounds.left) / zoom, y: (event.clientY - bounds.top) / zoom };
}

/** @param x and y places in pixels. @returns the nearest point within `reach` pixels; null where there is none. */
export function nearestPoint(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  at: Place,
  reach: number,
): number | null {
  let best: number | null = null;
  let closest = reach * reach;
  for (let i = 0; i < x.length; i++) {
    const distance = (x[i] - at.x) ** 2 + (y[i] - at.y) ** 2;
    if (distance <= closest) {
      closest = distance;
      best = i;
    }
  }
  return best;
}
