/**
 * Straight lines as a reference for any network, compared on rows that were used to train neither: those of the ladder
 * that the network came from, or else lines fitted to the training rows.
 */
import { everyRow } from '../data/rows.ts';
import { errorName } from '../../../shared/results/measures.ts';
import type { LinesView } from '../../../shared/contract/views/ladder.ts';
import type { RevisionView } from '../../../shared/contract/views/history.ts';
import { Breath } from '../breath.ts';
import type { Backend } from '../compute/backend.ts';
import { groupsAt } from '../data/dataset/groups.ts';
import { noRows, type Dataset } from '../data/dataset/dataset.ts';
import type { KanModel } from '../kan/model.ts';
import { errorMeasure } from '../data/scores/errorMeasure.ts';
import { outputsOn } from '../measure/probe.ts';
import { scoreModel } from '../measure/scores.ts';
import type { Question } from './fits/fitDesign.ts';
import { asNormal } from '../measure/studentsT.ts';
import { byHuber, excess, heldOutLosses, lossOf, significant, type HeldOut } from './judging/judge.ts';
import { inputsWithLogarithms } from './terms/rescaled.ts';
import { outliersOf } from './judging/outliers.ts';
import { isStraight, straightLines } from './linear/lines.ts';
import { mostRows, questionOf, togetherOf } from './judging/rows.ts';

type AllScores = NonNullable<RevisionView['scores']>;

/** Products in one step towards the classes: a second or two for all of them. More rows hardly move a straight line. */
const mostWork = 3e7;
const leastRows = 500;

/** Straight lines as a model of a ladder. */
export interface LinesOfLadder {
  readonly model: KanModel;
  /** They were fitted to the validation rows too. */
  readonly tookValidation: boolean;
}

interface Scored {
  readonly model: KanModel;
  readonly scores: AllScores;
}

const known = new WeakMap<Dataset, Promise<Scored>>();

/** Straight lines fitted to the training rows, with their errors; fitted once for a data set. */
function linesFor(backend: Backend, dataset: Dataset): Promise<Scored> {
  const found = known.get(dataset) ?? fitted(backend, dataset);
  known.set(dataset, found);
  return found;
}

async function fitted(backend: Backend, dataset: Dataset): Promise<Scored> {
  const { encoding } = dataset;
  const { features, outputs } = encoding;
  const affordable = Math.max(leastRows, mostWork / (features.length ** 2 * outputs.length));
  const most = encoding.task === 'classification' ? Math.min(mostRows, affordable) : mostRows;
  const rows = togetherOf({ ...dataset, validation: noRows }, most);
  const breath = new Breath();
  const model = await straightLines(
    questionOf(rows, dataset, () => breath.take()),
    features,
    rows.inputs,
    inputsWithLogarithms(encoding, [dataset.train, dataset.validation, dataset.test]),
  );
  return { model, scores: await scoreModel(backend, model, dataset) };
}

/**
 * Whether straight lines have a lower error than a network on the test rows, or on the validation rows where there are
 * none.
 * @param scores of the network; validation scores have no rows where the network was trained on the validation rows.
 * @param ofLadder the straight lines of the ladder that the network came from: the same as in its list of models.
 * @returns null where they do not, where they cannot be compared, and for a network that consists of straight lines.
 */
export async function behindLines(
  backend: Backend,
  model: KanModel,
  scores: AllScores,
  dataset: Dataset,
  ofLadder: LinesOfLadder | null,
): Promise<LinesView | null> {
  const rows = (['test', 'validation'] as const).find((split) => scores[split].rows > 0);
  if (rows === undefined || isStraight(model, dataset.encoding.features)) return null;
  // Lines that were fitted to the validation rows say nothing on these.
  const same = rows === 'test' ? ofLadder : null;
  const lines =
    same === null
      ? await linesFor(backend, dataset)
      : { model: same.model, scores: await scoreModel(backend, same.model, dataset) };
  const errorOf = (of: AllScores): number => of[rows].rmse ?? of[rows].crossEntropy ?? NaN;
  const [error, linesError] = [errorOf(scores), errorOf(lines.scores)];
  if (!(error > linesError)) return null;
  const lossesOf = async (one: KanModel): Promise<HeldOut> =>
    lossesOn(dataset, rows, await outputsOn(backend, one, dataset.encoding, dataset[rows]));
  const compared = compareLosses(
    await lossesOf(model),
    await lossesOf(lines.model),
    dataset.encoding.task !== 'classification' && dataset.encoding.outputs.length === 1,
  );
  const measure = errorName(errorMeasure(dataset.encoding, null).kind, dataset[rows].weights !== null);
  const fittedTo = same?.tookValidation ? 'training and validation' : 'training';
  return { rows, count: scores[rows].rows, measure, error, linesError, fittedTo, ...compared };
}

/**
 * Compares as the ladder does: by Huber's loss where rows of a single number lie far from the rest, and significant as there.
 * @param robust whether Huber's loss can be used.
 */
export function compareLosses(
  network: HeldOut,
  lines: HeldOut,
  robust: boolean,
): Pick<LinesView, 'clear' | 'far'> {
  const outliers = robust ? outliersOf(network) : null;
  const judged = (one: HeldOut): HeldOut => (outliers === null ? one : byHuber(one, outliers.cut));
  const { mean, standardError } = excess(judged(network), judged(lines));
  const ratio = mean / standardError;
  // Of few rows the standard error is itself uncertain; of few groups, `excess` allows for that.
  const errors = network.groups === null ? asNormal(ratio, network.rows.length - 1) : ratio;
  return {
    clear: mean > 0 && errors > significant,
    far: outliers !== null && mean <= 0 ? outliers.far.length : 0,
  };
}

/**
 * The losses of the rows of a split for a model of its training rows; those of a single group have no standard error.
 * @param outputs of the model, [output][row]
 */
export function lossesOn(dataset: Dataset, split: 'validation' | 'test', outputs: Float64Array): HeldOut {
  const { encoding, train, groups, testApart } = dataset;
  const known = groups !== undefined && !(split === 'test' && testApart);
  const question: Question = {
    ...questionOf(dataset[split], { encoding }, () => undefined),
    ...(known && { groups: groupsAt(groups, dataset[split].tableRows) }),
  };
  const { rows } = question;
  const columns = encoding.outputs.map((_, o) => outputs.subarray(o * rows, (o + 1) * rows));
  const every = everyRow(rows);
  return heldOutLosses(question, every, rows / train.rows, (row) => lossOf(question, columns, row));
}
