/** Functions that an edge might be, as windows see them. */
import type { SuggestionsView, SuggestionView } from '../../../shared/contract/views/formula.ts';
import type { EdgeRef } from '../../../shared/refs.ts';
import { edgeFunction, symbolicEdge } from '../../../shared/expression/edgeFunction.ts';
import { printExpression } from '../../../shared/expression/print/print.ts';
import { applyRules } from '../../../shared/expression/simplify/simplify.ts';
import { variable } from '../../../shared/expression/tree.ts';
import { toUnits, type Scaling } from '../data/table/scaling.ts';
import { detailGrid } from '../measure/edgeGrid.ts';
import { endsOf } from '../symbolic/suggest/ends.ts';
import type { Candidate } from '../symbolic/suggest/suggest.ts';
import type { Suggestions } from '../symbolic/suggest/suggestForEdge.ts';
import type { Shown } from './shown.ts';

/** Significant digits of the numbers in LaTeX. */
const digits = 4;

/** With a curve of each over the x of the edge's own curve in the inspector. */
export function suggestionsView(
  { id, model, encoding }: Shown,
  ref: EdgeRef,
  { candidates, best, range, message, before }: Suggestions & { readonly before: boolean },
): SuggestionsView {
  const units = ref.layer === 0 ? encoding.features[ref.input].scaling : { shift: 0, scale: 1 };
  const x = detailGrid(model.layers[ref.layer], ref.input, ...range);
  return {
    ...ref,
    revision: id,
    x,
    candidates: candidates.map((candidate) => suggestionView(candidate, x, range, units)),
    best,
    message,
    before,
  };
}

function suggestionView(
  candidate: Candidate,
  x: Float64Array,
  range: readonly [number, number],
  units: Scaling,
): SuggestionView {
  const { name, a, b, c, d, r2, unexplained, complexity, safe, pareto } = candidate;
  const fn = edgeFunction(name);
  const formula = applyRules(symbolicEdge(name, [a, b, c, d], variable('x')), {});
  return {
    function: name,
    latex: printExpression(formula, 'latex', { digits }).code,
    affine: [a, b, c, d],
    r2,
    unexplained,
    complexity,
    safe,
    pareto,
    ends: endsOf((at) => fn.value(a * at + b), range).map((end) => ({ ...end, at: toUnits(units, end.at) })),
    y: x.map((at) => {
      const value = c * fn.value(a * at + b) + d;
      return Number.isFinite(value) ? value : NaN;
    }),
  };
}
