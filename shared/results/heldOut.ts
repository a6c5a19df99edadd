/** Texts about errors on held-out rows, the same in the window and on the command line. */
import type { HeldOutView, LadderView, LinesView, PresentLadder } from '../contract/views/ladder.ts';
import { countText, errorText, plural } from '../figures.ts';

/** The name of the error of a ladder's model: it is not a validation error. */
export function heldOutName({ crossValidated }: Pick<HeldOutView, 'crossValidated'>): string {
  return crossValidated ? 'Cross-validated' : 'Held out';
}

/** Which rows an error is of: `94 rows, by 10-fold cross-validation`, or `2,550 held-out rows`. */
export function heldOutRowsText({ rows, judgedBy, crossValidated }: HeldOutView): string {
  return crossValidated && rows !== null ? `${plural(rows, 'row')}, by ${judgedBy}` : judgedBy;
}

/** The same of all models of a ladder: `94 rows, by 10-fold cross-validation`, or `2,550 held-out rows of 14,450`. */
export function comparedRowsText({ rows, judgedBy, crossValidated }: LadderView): string {
  return crossValidated ? `${plural(rows, 'row')}, by ${judgedBy}` : `${judgedBy} of ${countText(rows)}`;
}

/** `54.21 ± 1.93` */
export function withStandardError(error: number, standardError: number): string {
  return Number.isFinite(standardError)
    ? `${errorText(error)} ± ${errorText(standardError, 2)}`
    : errorText(error);
}

/**
 * The warning where a network has a larger error than straight lines.
 * @param present the ladder that the network came from: its choice is told what the comparison of its models said of the lines
 */
export function linesWarning(lines: LinesView, present: PresentLadder | null): string {
  const { rows, count, measure, error, linesError, fittedTo, clear, far } = lines;
  const ladder = present !== null && present.rung === present.ladder.chosen ? present.ladder : null;
  const network = nameOf(ladder, measure);
  const figures =
    `${measure} ${errorText(linesError)} in place of ${errorText(error)} on the ${rows} rows, ` +
    `fitted to the ${fittedTo} rows`;
  if (far > 0) {
    const who = far === 1 ? 'one row that lies' : `${countText(far)} rows that lie`;
    return `Only ${who} far from the rest ${far === 1 ? 'makes' : 'make'} straight lines better than ${network}: ${figures}. By Huber’s loss, which limits large errors, ${network} is better.`;
  }
  if (!clear) {
    const who = count === 1 ? 'One row' : `${countText(count)} rows`;
    return `Straight lines have a lower error than ${network}: ${figures}. ${who} cannot tell which is better: the difference may be chance.`;
  }
  const compared =
    ladder === null
      ? ''
      : ` The comparison of models, on ${comparedRowsText(ladder)}, did not show this clearly.`;
  return `Straight lines do better than ${network}: ${figures}.${compared}`;
}

/** What a network is called in such a warning. @param ladder the one whose choice it is */
function nameOf(ladder: LadderView | null, measure: string): string {
  if (ladder?.rungs[ladder.chosen].kind !== 'constant') return 'this network';
  return measure.includes('RMSE') ? 'the mean' : 'the shares of the classes';
}

/** The relation between a network and the ladder that it came from. */
export function ladderSentence({ ladder, rung }: PresentLadder): string {
  const { rungs, chosen, sentence } = ladder;
  if (rung === null) return `${sentence} The network was changed since.`;
  if (rung === chosen) return sentence;
  return `You use the model “${rungs[rung].title}”; the automatic choice was “${rungs[chosen].title}”.`;
}
