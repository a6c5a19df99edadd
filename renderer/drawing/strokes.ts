/** How strong an edge looks, on the screen as in a picture: strength 0 to 1, lengths in model units. Pure. */

/** Of a link of strength 0 and of strength 1. */
const LINK = { width: [0.75, 3.25], opacity: [0.12, 0.6] } as const;
/** Opacity of a curve of strength 0. */
const FAINTEST_CURVE = 0.38;

export function linkWidth(strength: number): number {
  return LINK.width[0] + (LINK.width[1] - LINK.width[0]) * strength;
}

export function linkOpacity(strength: number): number {
  return LINK.opacity[0] + (LINK.opacity[1] - LINK.opacity[0]) * strength;
}

export function curveOpacity(strength: number): number {
  return FAINTEST_CURVE + (1 - FAINTEST_CURVE) * strength;
}
