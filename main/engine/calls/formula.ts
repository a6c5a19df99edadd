/** Calls about functions of edges and formulas of the network. */
import { userError } from '../../../shared/errors.ts';
import { roundByError } from '../../../shared/expression/constants.ts';
import { printerOf, printExpression } from '../../../shared/expression/print/print.ts';
import { logistic, type Quantity } from '../../../shared/expression/print/quantity.ts';
import { substitute } from '../../../shared/expression/substitute.ts';
import { variable, type Expression } from '../../../shared/expression/tree.ts';
import type { EngineParams } from '../../../shared/contract/contract.ts';
import type { EngineHandlers } from '../../../shared/rpc/server.ts';
import { readableDigits } from '../symbolic/formula/measure.ts';
import { quantityOf, symbolicQuantity } from '../symbolic/formula/quantity.ts';
import { currentExpression, currentFormula } from '../views/currentFormula.ts';
import { adoptFormulas, FormulaSearch } from '../usecases/formulaSearch.ts';
import { fineRows, layerInputsOn, probeRows } from '../measure/probe.ts';
import { idleSearch, liveModel } from '../session/snapshot.ts';
import { suggestionsView } from '../views/suggestions.ts';
import { requireEdge } from '../kan/places.ts';
import type { Session } from '../session/session.ts';

type FormulaHandlers = Pick<
  EngineHandlers,
  | 'edge.suggest'
  | 'formula.current'
  | 'formula.print'
  | 'formula.search'
  | 'formula.stopSearch'
  | 'formula.adopt'
>;

export function formulaHandlers(session: Session): FormulaHandlers {
  return {
    'edge.suggest': async ({ edge, functions }) => {
      const { id, encoding } = session.requireCurrent();
      const model = liveModel(session)!;
      requireEdge(model, edge);
      const rows = probeRows(model, session.state.dataset, fineRows);
      const inputs = await layerInputsOn(session.options.backend, model, encoding, rows, edge.layer);
      const column = inputs.slice(edge.input * rows.rows, (edge.input + 1) * rows.rows);
      return suggestionsView(id, model, edge, column, functions);
    },

    'formula.current': () => currentFormula(session),

    'formula.print': async ({ formula, language, digits, symbols, probability }) => {
      const { encoding } = session.state.dataset ?? session.requireCurrent();
      const expression =
        formula.from === 'network'
          ? await currentExpression(session, formula.output)
          : requireSearch(session).formula(formula.output, formula.index).expression;
      const inputs = encoding.features.map(({ name }) => name);
      const quantity = (symbols ? symbolicQuantity : quantityOf)(encoding, formula.output);
      if (probability !== true) return printed(expression, inputs, quantity, { language, digits, symbols });
      return printed(logistic(expression), inputs, probabilityOf(quantity), { language, digits, symbols });
    },

    'formula.search': async ({ method }) => {
      const before = session.search;
      const search = new FormulaSearch(session, method);
      session.search = search;
      await before?.stop();
      return search.view;
    },

    'formula.stopSearch': async () => {
      await session.search?.stop();
      return session.search?.view ?? idleSearch;
    },

    'formula.adopt': ({ choice }, signal) =>
      session.lane.run(signal, () => {
        session.refuseWhileTraining();
        const search = requireSearch(session);
        requireChoice(choice, session.requireDataset().encoding.outputs.length);
        return adoptFormulas(
          session,
          choice.map((index, output) => search.formula(output, index)),
        );
      }),
  };
}

/** The search whose formulas are those of the present data. @throws KanError `formula.no-search` */
function requireSearch({ search }: Session): FormulaSearch {
  if (search !== null && !search.isStale()) return search;
  throw userError(
    'formula.no-search',
    'No search has been made for these data.',
    'Search for formulas first.',
  );
}

/** @throws KanError `formula.choice` */
function requireChoice(choice: readonly number[], outputs: number): void {
  if (choice.length === outputs) return;
  throw userError(
    'formula.choice',
    `There are ${outputs} outputs, and formulas were chosen for ${choice.length}.`,
    'Choose one formula for each output.',
  );
}

/** @throws KanError `formula.no-probability` */
function probabilityOf(quantity: Quantity): Quantity {
  if (typeof quantity !== 'string' && quantity.kind === 'logit') return { ...quantity, kind: 'probability' };
  throw userError(
    'formula.no-probability',
    'One formula gives a probability only where there are two classes.',
    'Ask for the formula itself; the softmax of the scores of all classes gives their probabilities.',
  );
}

function printed(
  expression: Expression,
  inputs: readonly string[],
  output: Quantity,
  { language, digits, symbols }: Pick<EngineParams<'formula.print'>, 'language' | 'digits' | 'symbols'>,
): { readonly code: string; readonly definition: string } {
  const named = symbols ? inputs.map((_, index) => `x_${index + 1}`) : inputs;
  const renamed = symbols
    ? substitute(expression, Object.fromEntries(inputs.map((name, i) => [name, variable(named[i])])))
    : expression;
  const supported = digits === 'supported';
  // Where the data does not tell, people are shown what can be read; code keeps the numbers.
  const read = supported && printerOf(language).forReading ? readableDigits : digits;
  const options = { inputs: named, output, ...(typeof read === 'number' && { digits: read }) };
  const printable = supported ? roundByError(renamed) : renamed;
  const { code, definition } = printExpression(printable, language, options);
  return { code, definition };
}
