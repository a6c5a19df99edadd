/** The engine's door to the function library, which formulas and the window share. */
export { edgeFunction, edgeFunctions, type EdgeFunction } from '../../../shared/functions/library.ts';
