import type { EquationView } from './equationViews.ts';

/** Before any equation. */
export const idleEquation: EquationView = { status: 'idle', error: null, progress: null, solution: null };
