/** The kinds of work that the end of the app can interrupt. */
export const workKinds = ['training', 'formulas', 'comparison', 'sizes', 'phases', 'equation'] as const;

export type WorkKind = (typeof workKinds)[number];
