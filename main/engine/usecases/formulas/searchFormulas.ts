/**
 * The search for formulas. It runs beside other work, reports each thing it tried, and can be stopped at any moment. Its list is
 * kept in projects, and shown again with the data that it belongs to.
 */
import type { FormulaSearchMethod } from '../../../../shared/contract/views/formula.ts';
import { userError } from '../../../../shared/errors.ts';
import { variablesOf } from '../../../../shared/expression/tree.ts';
import { searchSeconds } from '../../../../shared/settings/search.ts';
import type { Dataset } from '../../data/dataset/dataset.ts';
import { changedSince, type FoundFormulas } from '../../findings/findings.ts';
import { beforeFormula } from '../../history/beforeFormula.ts';
import { fittedRows } from '../../history/fittedRows.ts';
import { find } from '../../history/history.ts';
import type { Revision } from '../../history/revision.ts';
import { madeFor } from '../../session/findingsView.ts';
import { fitsPresentData } from '../../session/revisionData.ts';
import type { Session } from '../../session/session.ts';
import type { OwnFormula } from '../../symbolic/auto/discoverTask.ts';
import type { Found } from '../../symbolic/auto/front.ts';
import { searchFormulas as search } from '../../symbolic/auto/searchFormulas.ts';
import { ownFormulasOf } from '../../views/formula.ts';
import { scoringDataFor, regressionOf } from '../../views/scoringData.ts';
import { FormulaSearch } from './formulaSearch.ts';

export interface SearchLimits {
  /** The time limit for all outputs together. */
  readonly seconds?: number;
  /** False to look only for laws in the rows, without networks. */
  readonly networks?: boolean;
  /** Of the random numbers; 0 for that of the network. */
  readonly seed?: number | undefined;
  /** For each output, formulas that an earlier search found in these rows. The search continues from them. */
  readonly known?: readonly (readonly Found[])[];
}

/**
 * Starts a search and stops the previous one. If the present network is a formula, the search works from the network
 * before it (`beforeFormula`).
 * @param method `network` reads the network only; `discover` also trains small networks.
 * @throws KanError `data.none`, `formula.no-network`
 */
export async function searchFormulas(
  session: Session,
  method: FormulaSearchMethod,
  { seed: asked, ...limits }: SearchLimits = {},
): Promise<FormulaSearch> {
  const before = session.search;
  const dataset = session.requireDataset();
  const network = networkFor(session, method, dataset);
  const seed = asked || session.seed;
  const mostSeconds = limits.seconds ?? searchSeconds.default * dataset.encoding.outputs.length;
  const of = madeFor(session.state, network?.id ?? '');
  const started = new FormulaSearch(session, of, dataset, { status: 'running', method, seed, mostSeconds });
  const { backend } = session.options;
  started.start(async (signal) => ({
    scoring: await scoringDataFor(backend, network, dataset, rowsOf(session, network, dataset)),
    progress: search({
      ...{ dataset: await regressionOf(backend, network, dataset), backend, seed, signal, method },
      model: network?.model ?? null,
      own: await ownFormulas(session, network, dataset),
      ...limits,
    }),
  }));
  session.search = started;
  session.hub.emit('formulaSearch', started.view);
  await before?.stop();
  return started;
}

/** @throws KanError `formula.no-network` */
function networkFor(
  { current, state }: Session,
  method: FormulaSearchMethod,
  { encoding }: Dataset,
): Revision | null {
  const network = current && beforeFormula(state.history, current);
  if (network === null && (method === 'network' || encoding.task === 'classification')) {
    throw userError(
      'formula.no-network',
      method === 'network'
        ? 'There is no network to turn into a formula.'
        : 'Formulas of classes are searched for the logits of a network, and there is no network yet.',
      'Create a network and train it.',
    );
  }
  return network;
}

/** The data set with the rows that a network was fitted to. */
function rowsOf({ state }: Session, network: Revision | null, dataset: Dataset): Dataset {
  return network ? fittedRows(state, network, dataset) : dataset;
}

async function ownFormulas(
  { options, state }: Session,
  network: Revision | null,
  dataset: Dataset,
): Promise<readonly OwnFormula[]> {
  if (network === null || !fitsPresentData(state, network)) return [];
  return ownFormulasOf(options.backend, state.history, network, dataset);
}

/** Shows the kept list again, where it was found in the present data and there is no later search of them. */
export async function showKeptFormulas(session: Session): Promise<void> {
  const { dataset, findings, history } = session.state;
  const { formulas } = findings;
  if (dataset === null || formulas === null || session.search !== null) return;
  const network = find(history, formulas.of.revision);
  if (!belongsTo(session, formulas, dataset) || (network === null && formulas.of.revision !== '')) return;
  const fitted = rowsOf(session, network, dataset);
  const scoring = await scoringDataFor(session.options.backend, network, dataset, fitted);
  if (session.state.dataset !== dataset || session.search !== null) return;
  const shown = new FormulaSearch(session, formulas.of, dataset, formulas.search);
  session.search = shown;
  shown.restore(formulas, scoring);
}

function belongsTo({ state }: Session, { of, outputs }: FoundFormulas, { encoding }: Dataset): boolean {
  const names = encoding.features.map(({ name }) => name);
  return (
    changedSince(of, madeFor(state, of.revision)).length === 0 &&
    outputs.length === encoding.outputs.length &&
    outputs.every((list) =>
      list.every(({ formula }) => variablesOf(formula.expression).every((name) => names.includes(name))),
    )
  );
}
