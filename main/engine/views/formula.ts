/** The formula of a network, with its errors on the present data. */
import type { ModelFormulaView } from '../../../shared/contract/views/formula.ts';
import type { LawParts } from '../../../shared/contract/views/ladder.ts';
import { withoutRoundingErrors } from '../../../shared/expression/constants.ts';
import { userError } from '../../../shared/errors.ts';
import type { Backend } from '../compute/backend.ts';
import type { Dataset } from '../data/dataset/dataset.ts';
import { beforeFormula } from '../history/beforeFormula.ts';
import { farRowsIn, fittedRows } from '../history/fittedRows.ts';
import type { History } from '../history/history.ts';
import { lawAt, presentLadder } from '../history/ladder.ts';
import { isOfLogarithm } from '../history/logarithmFit.ts';
import { scoringDataset } from '../history/scoringDataset.ts';
import type { Revision } from '../history/revision.ts';
import { isSpline, presentEdgeCount } from '../kan/places.ts';
import { shownEdgeCount } from '../measure/labelValues.ts';
import { asShares } from '../symbolic/formula/asShares.ts';
import { withErrorsOfMany } from '../symbolic/formula/standardErrors.ts';
import type { OwnFormula } from '../symbolic/auto/discoverTask.ts';
import { namedFormOf } from '../symbolic/laws/named/namedForm.ts';
import { inOwnForm } from '../symbolic/laws/named/ownForm.ts';
import { classScores } from '../symbolic/formula/classScores.ts';
import { asShown, scored } from '../symbolic/formula/score.ts';
import { withFarRows, type JudgedFormula, type ScoringData } from '../symbolic/formula/scoringData.ts';
import { formulaData, joinedRows } from '../symbolic/formula/formulaData.ts';
import { formulasOf, noFormula, type Formulas } from '../symbolic/formula/modelFormulas.ts';
import { networkStructure } from '../symbolic/formula/structure.ts';
import { scoringDataFor } from './scoringData.ts';

/** @param history of the revision */
export async function formulaView(
  backend: Backend,
  history: History,
  revision: Revision,
  dataset: Dataset | null,
): Promise<ModelFormulaView> {
  const { scoring, formulas, law } = await knownOf(backend, history, revision, dataset);
  const { id, model, encoding, operation } = revision;
  const repeats = operation.type === 'symbolic' ? (operation.repeats ?? []) : [];
  const shown = formulas && asShown(formulas, scoring);
  return {
    revision: id,
    formulas:
      formulas?.map((formula, output) =>
        scored(formula, scoring[output], encoding, {
          repeats: repeats[output] ?? null,
          law: (law && namedFormOf(law)?.name) ?? null,
        }),
      ) ?? [],
    classes: shown && scoring[0].classes && classScores(shown, scoring[0].classes),
    splines: shownEdgeCount(model, encoding, isSpline),
    structure: formulas === null ? networkStructure(model, encoding) : [],
  };
}

/** The formula of each output. @throws KanError `formula.splines`, `formula.too-large` */
export async function requireFormulas(
  backend: Backend,
  history: History,
  revision: Revision,
  dataset: Dataset | null,
): Promise<readonly JudgedFormula[]> {
  const { formulas, scoring } = await knownOf(backend, history, revision, dataset);
  if (formulas === null) throw noFormula(revision.model, revision.encoding);
  return formulas.map((expression, output) => ({ expression, data: scoring[output] }));
}

/** The formula of one output. @throws KanError `formula.output`, and as {@link requireFormulas} does. */
export async function requireFormula(
  backend: Backend,
  history: History,
  revision: Revision,
  dataset: Dataset | null,
  output: number,
): Promise<JudgedFormula> {
  const formula = (await requireFormulas(backend, history, revision, dataset)).at(output);
  if (formula !== undefined) return formula;
  throw userError('formula.output', `The network has no output ${output + 1}.`);
}

/**
 * The formula of each output that a network is: its law with a name, in its own form, or the straight lines that the automatic run has
 * chosen. Empty for other networks, also for those whose functions a person has fixed: nothing has compared these with straight lines.
 */
export async function ownFormulasOf(
  backend: Backend,
  history: History,
  revision: Revision,
  dataset: Dataset,
): Promise<readonly OwnFormula[]> {
  const { formulas, law, scoring } = await knownOf(backend, history, revision, dataset);
  const named = law && namedFormOf(law);
  const isChosen = isRung(history, revision.id) && presentEdgeCount(revision.model) > 0;
  if (formulas === null || dataset.encoding.task === 'classification' || !(named || isChosen)) return [];
  return formulas.map((expression, output) => {
    const { trained, isOfLogarithm, fitted } = scoring[output];
    return {
      ...{ expression, ...(named && { named }), ...(trained && { trained }) },
      ...{ ...(isOfLogarithm && { isOfLogarithm }), ...(fitted && { fitted }) },
    };
  });
}

interface Known {
  readonly dataset: Dataset | null;
  readonly scoring: readonly ScoringData[];
  readonly formulas: Formulas;
  /** What law with a name the formula is. */
  readonly law: LawParts | null;
}

/** A cache for each model: models are immutable, so a result stays valid while the data stay the same. */
const known = new WeakMap<Revision, Known>();

async function knownOf(
  backend: Backend,
  history: History,
  revision: Revision,
  given: Dataset | null,
): Promise<Known> {
  const before = known.get(revision);
  if (before && before.dataset === given) return before;
  const { model, encoding, operation } = revision;
  // Formulas of classes are compared with the logits of a network. As in the search, that is not the formula itself.
  const compared = encoding.task === 'classification' ? beforeFormula(history, revision) : revision;
  const dataset = given && scoringDataset({ history }, revision, given);
  const fitted = given && fittedRows({ history }, compared, given);
  const measured = await scoringDataFor(backend, compared, dataset, fitted);
  const took = given !== null && dataset !== given && encoding.task === 'regression';
  const all = took ? measured.map((data, output) => withValidation(data, given, output)) : measured;
  const training = all.map(({ train, fitted }) => fitted ?? train);
  const far = farRowsIn(revision);
  const isFound = operation.type === 'symbolic';
  const rows = dataset ? all.map((data, o) => withFarRows(data, dataset, o, far[o])) : all;
  const ofLogarithm = isOfLogarithm(revision);
  const source = { model, encoding, found: isFound ? operation : null, isOfLogarithm: ofLogarithm };
  const plain = formulasOf(source, training);
  const law = isFound ? null : (lawAt(history, revision.id) ?? null);
  const named = law && plain && inOwnForm(plain[0], law, training[0]);
  // A network has the constants in its own units.
  const own = named && withoutRoundingErrors(named);
  // A rung's constants were fitted as those of formulas are; further training counts all errors alike.
  const isAsFitted = own !== null && isRung(history, revision.id);
  const scoring: readonly ScoringData[] =
    isFound || isAsFitted
      ? rows
      : rows.map((data) => ({ ...data, trained: true, ...(ofLogarithm && { isOfLogarithm: true }) }));
  const formulas = own
    ? [withErrorsOfMany(own, (isAsFitted && asShares(training[0])) || training[0])]
    : plain;
  const found = { dataset: given, scoring, formulas, law: own && law };
  known.set(revision, found);
  return found;
}

/** Whether a revision is a rung of its ladder, with the numbers that it had there. */
const isRung = (history: History, id: string): boolean => (presentLadder(history, id)?.rung ?? null) !== null;

/** With the rows for validation among those that the constants were fitted to. @param dataset with these rows */
function withValidation(
  data: ScoringData,
  { encoding, validation, groups }: Dataset,
  output: number,
): ScoringData {
  return { ...data, fitted: joinedRows(data.train, formulaData(encoding, validation, output, groups)) };
}
