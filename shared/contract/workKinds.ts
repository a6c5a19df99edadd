/** The kinds of work that the end of the app can interrupt. */
export const workKinds = [
  'training',
  'formulas',
  'comparison',
  'sizes',
  'phases',
  'equation',
  'table',
  'simplification',
  'edit',
  'saving',
] as const;

export type WorkKind = (typeof workKinds)[number];

/** Of these nothing is kept: they leave a result only where they come to their end. */
export const wholeWorkKinds = [
  'table',
  'simplification',
  'edit',
  'saving',
] as const satisfies readonly WorkKind[];

export type WholeWorkKind = (typeof wholeWorkKinds)[number];
