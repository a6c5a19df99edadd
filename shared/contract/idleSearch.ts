import type { FormulaSearchView } from './formulaViews.ts';

/** The state of the search for formulas before any search. */
export const idleSearch: FormulaSearchView = {
  status: 'idle',
  method: 'discover',
  seconds: 0,
  tried: null,
  notes: [],
  outputs: [],
  message: '',
};
