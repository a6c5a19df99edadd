import type { FormulaSearchView } from './formulaViews.ts';

/** What is told of the search for formulas where none was made. */
export const idleSearch: FormulaSearchView = {
  status: 'idle',
  method: 'discover',
  seconds: 0,
  notes: [],
  outputs: [],
  message: '',
};
