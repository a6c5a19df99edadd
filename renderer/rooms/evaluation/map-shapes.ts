/** Shapes of dots, so that classes differ without their colours too: a disc, a square, a triangle, a diamond. */
export const SHAPE_PATHS = [
  'M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0Z',
  'M-3.5 -3.5H3.5V3.5H-3.5Z',
  'M0 -4.5L4.2 3.2H-4.2Z',
  'M0 -4.8L4.8 0L0 4.8L-4.8 0Z',
] as const;
