/** Formulas from the rows themselves, before any network is trained. */
import { distinctConstants, isLoose } from '../../../../shared/expression/constants.ts';
import { complexity } from '../../../../shared/expression/complexity.ts';
import { call, product, rewrite, type Expression } from '../../../../shared/expression/tree.ts';
import { Breath } from '../../breath.ts';
import type { Encoding } from '../../data/encoding/encoding.ts';
import { asShares } from '../formula/asShares.ts';
import { descriptionLength, type NamedForm } from '../formula/descriptionLength.ts';
import type { Proposed } from '../formula/farRows.ts';
import { exactShare, finishFormula, type Formula } from '../formula/finish.ts';
import { formulaError, rangesOf, type FormulaData } from '../formula/formulaData.ts';
import { formulaModel } from '../formula/formulaModel.ts';
import { shortest } from '../formula/shortest.ts';
import { gathered } from '../laws/gather.ts';
import { laws, type LawsFound } from '../laws/laws.ts';
import type { Law } from '../laws/foundLaws.ts';
import { spread } from '../laws/surface.ts';
import { inUsualMagnitudes } from '../laws/magnitudes.ts';
import type { Found } from './front.ts';
import { simplify } from '../../../../shared/expression/simplify/simplify.ts';

export interface FromRows extends Pick<LawsFound, 'note' | 'next'> {
  readonly formulas: readonly Found[];
  /** Whether no smooth function of the inputs would fit the rows better, so that networks are not needed. */
  readonly settled: boolean;
  /** See {@link LawsFound.agreed}. */
  readonly agreed: readonly Proposed[];
}

/** Laws whose description is longer than the shortest by this may still be the right ones. */
const possible = 10;
/** The most simpler laws that are finished at the end, beside those that are about as likely as the best one. */
const mostFinished = 3;

/** Yields whenever there is a better law, or other laws are looked for. */
export async function* fromRows(
  encoding: Encoding,
  train: FormulaData,
  validation: FormulaData,
  signal: AbortSignal,
): AsyncGenerator<FromRows, void> {
  const breath = new Breath();
  const done = new Map<Law, Found | null>();
  const { data, restored } = inUsualMagnitudes(train);
  const finish = async (law: Law): Promise<Found | null> => {
    const known = done.get(law);
    if (known !== undefined) return known;
    const finished = await finishedLaw(restored(law.expression), law.named, train, validation, signal);
    const formula = finished && (finished.named ? finished : shorter(finished, train));
    const model = formula && networkLike(shortest(formula.expression, rangesOf(train)), encoding, train);
    const found = formula && model ? { ...formula, model } : null;
    done.set(law, found);
    return found;
  };
  let last: Law | undefined;
  for await (const { laws: list, note, next, settled, agreed: fit = [] } of laws(data, { signal, breath })) {
    const agreed = fit.map((law) => ({ ...law, expression: restored(law.expression) }));
    const [best] = list;
    const isLast = settled || next === '';
    if (best === undefined || (best === last && !isLast)) {
      yield { formulas: [], note, next, settled, agreed };
      continue;
    }
    last = best;
    const found = await finish(best);
    if (isLast && best.error > spread(data.target, data.weights) * 1e-9) {
      const simpler = settled
        ? list.filter(({ complexity }) => complexity < best.complexity).slice(0, mostFinished)
        : [];
      const asLikely = list.filter(({ cost }) => cost < best.cost + possible);
      for (const law of new Set([...simpler, ...asLikely])) await finish(law);
    }
    const formulas = isLast ? [...done.values()].filter((one) => one !== null) : found ? [found] : [];
    yield { formulas, note, next, settled, agreed };
  }
}

/**
 * The search gives constants plain values where the rows do not tell them apart. The law keeps these, unless fitted constants have the
 * shorter description.
 */
async function finishedLaw(
  law: Expression,
  named: NamedForm | undefined,
  train: FormulaData,
  validation: FormulaData,
  signal: AbortSignal,
): Promise<Formula | null> {
  const options = { signal, named };
  const fitted = await finishFormula(law, train, validation, options);
  if (fitted === null || looseIn(fitted.expression) <= looseIn(law)) return fitted;
  const held = await finishFormula(law, train, validation, { ...options, holdsWholeNumbers: true });
  if (held === null) return fitted;
  const data = asShares(train) ?? train;
  const floor = exactShare * spread(data.target, data.weights);
  const lengthOf = ({ expression, named: name }: Formula): number =>
    descriptionLength(expression, formulaError(expression, data), data.rows, floor, name);
  return lengthOf(held) < lengthOf(fitted) ? held : fitted;
}

/** How many of its constants are fitted. */
function looseIn(expression: Expression): number {
  return distinctConstants(expression).filter(({ constant }) => isLoose(constant)).length;
}

/** A shorter form of the formula, where its simplified constants allow one. */
function shorter(formula: Formula, data: FormulaData): Formula {
  const expression = gathered(formula.expression, rangesOf(data));
  return { ...formula, expression, complexity: complexity(expression) };
}

/** A network for the formula; x^y becomes exp(y·log x) where the formula has no network otherwise. */
function networkLike(expression: Expression, encoding: Encoding, data: FormulaData): Found['model'] | null {
  const direct = formulaModel(expression, encoding);
  if (direct !== null) return direct;
  const rewritten = rewrite(expression, (node) =>
    node.kind === 'power' && node.exponent.kind !== 'number'
      ? call('exp', product([node.exponent, call('log', node.base)]))
      : node,
  );
  return (
    formulaModel(rewritten, encoding) ??
    formulaModel(simplify(rewritten, { ranges: rangesOf(data) }), encoding)
  );
}
