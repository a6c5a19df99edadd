/** The formulas of a model that is at hand without its data. */
import { userError } from '../../../../shared/errors.ts';
import { parseExpression } from '../../../../shared/expression/parse.ts';
import { simplify } from '../../../../shared/expression/simplify/simplify.ts';
import type { Expression } from '../../../../shared/expression/tree.ts';
import type { Encoding } from '../../data/dataset/dataset.ts';
import type { Operation, Revision } from '../../history/revision.ts';
import { networkFormulas, splineEdges } from './networkFormula.ts';

/**
 * One for each output: those that the automatic search found, else read from the network.
 * @throws KanError `formula.splines` where edges are still splines.
 */
export function formulasOf({ model, encoding, operation }: Revision): readonly Expression[] {
  if (operation.type === 'symbolic') return adoptedFormulas(operation, encoding);
  const formulas = networkFormulas(model, encoding);
  if (formulas !== null) return formulas.map((formula) => simplify(formula));
  const left = splineEdges(model).map((edge) => edge.join(','));
  throw userError(
    'formula.splines',
    `There is no formula yet: ${left.length} ${left.length === 1 ? 'edge is a spline' : 'edges are splines'} (${left.slice(0, 8).join('; ')}${left.length > 8 ? '; …' : ''}).`,
    'Set them to functions with kan fix, or train with kan fit --symbolic.',
  );
}

/** The formulas that a search found, as they were kept. */
export function adoptedFormulas(
  { formulas, trees }: Extract<Operation, { type: 'symbolic' }>,
  { features }: Encoding,
): readonly Expression[] {
  const names = features.map(({ name }) => name);
  return trees ?? formulas.map((text) => parseExpression(text, names));
}
