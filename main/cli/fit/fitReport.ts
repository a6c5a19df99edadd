/** The texts of `kan fit` about a network and its training. */
import type { DeviceUse } from '../../../shared/contract/views/devices.ts';
import type { ImportanceView } from '../../../shared/contract/views/importance.ts';
import type { HeldOutView, LinesView, PresentLadder } from '../../../shared/contract/views/ladder.ts';
import type { NetworkSetup } from '../../../shared/contract/schemas/setups.ts';
import type { RevisionView } from '../../../shared/contract/views/history.ts';
import type { TrainingView } from '../../../shared/contract/views/training.ts';
import type { ErrorMeasure } from '../../../shared/contract/views/scores.ts';
import { countText, importanceText, plural, rateText, secondsText } from '../../../shared/figures.ts';
import { ladderSentence } from '../../../shared/results/heldOut.ts';
import { importanceRowsText } from '../../../shared/results/apartText.ts';
import { unusedText } from '../../../shared/results/unusedText.ts';
import { sharedBackend } from '../../engine/compute/devices/shared.ts';
import type { Dataset } from '../../engine/data/dataset/dataset.ts';
import type { Table } from '../../engine/data/table/table.ts';
import { measureOf, type Revision } from '../../engine/history/revision.ts';
import type { KanModel } from '../../engine/kan/model.ts';
import { countedParameters } from '../../engine/train/objective/countedParameters.ts';
import { formulaJson, type FormulaSteps } from './fitFormula.ts';
import type { FitPlan } from './fitPlan.ts';
import { networkJson, networkLine } from '../networkText.ts';
import {
  aligned,
  allScoresTable,
  heldOutJson,
  ladderTable,
  linesJson,
  scoresJson,
} from '../reports/report.ts';

type AllScores = NonNullable<RevisionView['scores']>;

/**
 * The rows of each split, and the network unless the run chooses it.
 * @param inPhases all rows are learned, whatever split they are in
 */
export function introduction(
  table: Table,
  { train, validation, test, encoding }: Dataset,
  model: KanModel,
  { automatic }: NetworkSetup,
  inPhases: boolean,
): string {
  const used = train.rows + validation.rows + test.rows;
  const held = validation.rows > 0 ? `, ${countText(validation.rows)} for validation` : '';
  const tested = test.rows > 0 ? `, ${countText(test.rows)} for testing` : '';
  const split = inPhases
    ? `${countText(used)} of them learned in phases`
    : `${countText(train.rows)} for training${held}${tested}`;
  return (
    `${table.fileName}: ${plural(table.rows, 'row')}, ${split}\n` +
    (automatic ? '' : networkLine(model, encoding, countedParameters(model)))
  );
}

/** @param present the model of the ladder that is used: the chosen one, or that of `--rung`. */
export function fitSummary(
  { optimizer, step, seconds, ladder }: TrainingView,
  present: PresentLadder | null,
  { model, encoding }: Pick<Revision, 'model' | 'encoding' | 'data'>,
  parameters: number,
  measure: ErrorMeasure,
): string {
  const speed = seconds > 0 ? `, ${rateText(step / seconds)} steps/s` : '';
  const trained = `Trained ${step} ${step === 1 ? 'step' : 'steps'} (${optimizer}) in ${secondsText(seconds)}${speed}\n`;
  if (ladder === null) return trained;
  const sentence = present === null ? '' : `  ${ladderSentence(present)}\n`;
  return trained + ladderTable(ladder, measure) + sentence + networkLine(model, encoding, parameters);
}

/** The text for a law in the rows that made training unnecessary. */
export function lawSummary(): string {
  return 'A law was found in the rows: no network was trained\n';
}

/** The errors on each split, and the important columns. */
export function resultText(
  scores: AllScores,
  heldOut: HeldOutView | null,
  importance: ImportanceView,
  measure: ErrorMeasure,
): string {
  return allScoresTable(scores, heldOut, measure) + columnsText(importance);
}

/** The most important columns. */
const mostColumns = 10;

function columnsText(importance: ImportanceView): string {
  const { columns } = importance;
  const sorted = columns.filter(({ used }) => used).sort((one, other) => other.share - one.share);
  const more =
    sorted.length > mostColumns ? `  and ${plural(sorted.length - mostColumns, 'more column')}\n` : '';
  const unused = columns.length - sorted.length;
  return (
    `Importance, by shuffling each column among ${importanceRowsText(importance)}\n` +
    aligned(sorted.slice(0, mostColumns).map(({ name, share }) => [name, importanceText(share)])) +
    more +
    (unused > 0 ? `  ${unusedText(unused)}\n` : '')
  );
}

interface Fitted {
  /** The trained network, before any step towards its formula. */
  readonly trained: Pick<Revision, 'model' | 'encoding' | 'data'>;
  /** As `parametersOf` counts them. */
  readonly parameters: number;
  readonly scores: AllScores;
  /** For a model of a ladder: its error on held-out rows. */
  readonly heldOut: HeldOutView | null;
  /** The model of the ladder that is used; null where there is no ladder. */
  readonly present: PresentLadder | null;
  /** The comparison with straight lines, if their error is lower. */
  readonly lines: LinesView | null;
  readonly importance: ImportanceView;
  readonly training: TrainingView;
  readonly further: FormulaSteps;
}

/** What `kan fit --json` prints. Errors are in the units of the targets. */
export function fitFacts(
  { network }: FitPlan,
  { trained, parameters, scores, heldOut, present, lines, importance, training, further }: Fitted,
): object {
  const { step, seconds, device, ladder } = training;
  const measure = measureOf(trained);
  return {
    ...networkJson(trained.model, trained.encoding, parameters),
    steps: step,
    seconds,
    train: scoresJson(scores.train, measure),
    ...(scores.validation.rows > 0 && { validation: scoresJson(scores.validation, measure) }),
    ...(heldOut !== null && { held_out: heldOutJson(heldOut) }),
    test: scoresJson(scores.test, measure),
    ...(lines !== null && { behind_straight_lines: linesJson(lines) }),
    importance: importance.columns.map(({ name, share, shuffled, attribution }) => {
      return { column: name, share, error_shuffled: shuffled, attribution };
    }),
    importance_rows: importance.heldOut ? 'held_out' : 'training',
    importance_row_count: importance.rows,
    importance_error: importance.error,
    seed: network.seed,
    engine: sharedBackend().name,
    device: device && deviceJson(device),
    ...(ladder && { ladder }),
    ...(present !== null && { verdict: ladderSentence(present) }),
    ...(present !== null && present.rung !== null && { rung: present.ladder.rungs[present.rung].title }),
    ...formulaJson(further),
  };
}

function deviceJson({ id, title, reason, weighed }: DeviceUse): object {
  const alternatives = weighed.map((one) => ({
    device: one.id,
    title: one.title,
    rows_per_second: one.rowsPerSecond,
    note: one.note,
  }));
  return { used: id, title, reason, alternatives };
}
