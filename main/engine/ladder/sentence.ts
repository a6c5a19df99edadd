/** The sentences that say which rung was chosen, and why. */
import { countText, percentText } from '../../../shared/figures.ts';
import { listed } from '../../../shared/listed.ts';
import { filledText, namedText } from '../../../shared/results/apartText.ts';
import type { Dataset } from '../data/dataset/dataset.ts';
import type { Encoding } from '../data/encoding/encoding.ts';
import { usedInputs } from '../kan/places.ts';
import { filledInputs } from '../measure/filledInputs.ts';
import { showsCurves } from './choice.ts';
import { excess, significant } from './judging/judge.ts';
import { fittedBy, rungRecords } from './kinds.ts';
import type { Reached } from './reached.ts';
import { strongText } from './wide/strongText.ts';

/** Says what was chosen, and what the next simpler and the next larger rung would give. */
export function sentenceOf(
  rungs: readonly Reached[],
  chosen: number,
  dataset: Pick<Dataset, 'encoding' | 'filled'>,
  tableRows: Uint32Array,
  validated: boolean,
): string {
  const { encoding } = dataset;
  const rung = rungs[chosen];
  const lines = rungs.find(({ kind }) => kind === 'lines');
  const isLower = (other: Reached | undefined): boolean =>
    other !== undefined && other !== rung && excess(rung.heldOut, other.heldOut).mean > 0;
  const warning =
    rung.kind !== 'constant' && isLower(lines) ? ' Straight lines have a lower error on held-out rows.' : '';
  const all =
    validated && rung.kind !== 'hidden' ? ' The network is trained on the validation rows too.' : '';
  const blend = blendOf(rung);
  const mixture =
    blend === ''
      ? ''
      : ` It is a blend of ${blend}: the held-out rows show no more of the ${isPairs(rung) ? 'pairs' : 'curves'}.`;
  const classifies = encoding.task === 'classification';
  const doubt =
    rung.kind === 'lines' && isLower(rungs[0])
      ? ` A permutation test finds a law, but ${classifies ? 'the shares of the classes have' : 'the mean has'} a lower error on held-out rows.`
      : '';
  return `${verdict(rung, furtherThan(rungs, chosen), encoding)}${doubt}${testText(rung, rungs[0], lines)}${strongText(rung, encoding.features)}${scaleText(rung, encoding)}${smoothText(rung, encoding)}${outlierText(rung, dataset, tableRows)}${mixture}${warning}${all}`;
}

/** Says of curves of classes that a test found them where the held-out rows do not. */
function testText(rung: Reached, shares: Reached, lines: Reached | undefined): string {
  if (rung.kind !== 'additive' || lines === undefined || !showsCurves(rung, shares, lines)) return '';
  const { mean, standardError } = excess(lines.heldOut, rung.heldOut);
  if (mean > significant * standardError) return '';
  return ' A test of all rows finds the curves; the errors on held-out rows alone would not show them.';
}

/** The rungs that are larger than the chosen one: for Huber's loss those of least squares too. */
function furtherThan(rungs: readonly Reached[], chosen: number): readonly Reached[] {
  const rung = rungs[chosen];
  if (rung.outliers === undefined)
    return rungs.slice(chosen + 1).filter(({ outliers }) => outliers === undefined);
  const alike = rungs.findIndex(({ kind }) => fittedBy('huber', kind) === rung.kind);
  return rungs.slice(alike + 1).filter((one) => one !== rung);
}

/** Names the inputs of lines that are on another scale than the network sees. */
function scaleText({ rescaled, kind }: Reached, { features }: Encoding): string {
  if (rescaled === undefined) return '';
  const names = listed(rescaled.inputs.map((input) => features[input].name));
  const isOne = features.length === 1;
  const lines = isOne ? 'The line is' : 'The lines are';
  if (rescaled.scale === 'values')
    return ` ${lines} in the values of ${names}, not in ${isOne ? 'its' : 'their'} logarithms.`;
  const isProduct = features.every(
    ({ label, scaling }, input) =>
      label === null && (scaling.logarithm === true || rescaled.inputs.includes(input)),
  );
  const powers = isOne ? ': a power' : ': a product of powers';
  return ` ${lines} in the logarithms of ${names}${kind === 'logLines' && isProduct ? powers : ''}.`;
}

/** Names the inputs in whose logarithms curves are smooth, of those that have a curve in the network: the fit makes some straight. */
function smoothText({ logarithms: all = [], model }: Reached, { features }: Encoding): string {
  const curved = usedInputs(model, (layer, edge) => layer.symbolic[edge] !== 'x');
  const logarithms = all.filter((input) => curved.has(input));
  if (logarithms.length === 0) return '';
  const names = listed(logarithms.map((input) => features[input].name));
  const isOne = logarithms.length === 1;
  const curves = isOne ? `The curve of ${names} is` : `The curves of ${names} are`;
  const bends = isOne ? 'it may bend more where the values' : 'they may bend more where these';
  return ` ${curves} smooth in ${isOne ? 'its logarithm' : 'their logarithms'}: ${bends} are small.`;
}

function outlierText(
  { outliers, heldOut, model }: Reached,
  dataset: Pick<Dataset, 'encoding' | 'filled'>,
  tableRows: Uint32Array,
): string {
  if (outliers === undefined) return '';
  const rows = outliers.far.map((row) => tableRows[row]).sort((a, b) => a - b);
  const far = rows.map((row) => row + 1);
  const some = `${countText(far.length)} of ${countText(heldOut.rows.length)} rows${namedText(far)} ${far.length === 1 ? 'lies' : 'lie'}`;
  return ` ${some} far from the rest. So large errors count less than their squares (Huber’s loss): this lowered the error of the other rows.${filledText(filledInputs(dataset, model, rows))}`;
}

/**
 * Says what a blend consists of: `77 % curves and 23 % straight lines`, `30 % curves with pairs and 70 % curves alone`; ''
 * for a rung that is none.
 */
export function blendOf(rung: Pick<Reached, 'kind' | 'weight'>): string {
  const { weight = 1 } = rung;
  if (weight === 0 || weight === 1) return '';
  const [larger, simpler] = isPairs(rung)
    ? ['curves with pairs', 'curves alone']
    : ['curves', 'straight lines'];
  return `${percentText(weight)} ${larger} and ${percentText(1 - weight)} ${simpler}`;
}

function isPairs({ kind }: Pick<Reached, 'kind'>): boolean {
  return rungRecords[kind].form === 'pairs';
}

/** What is said of the chosen rung itself. @param further the rungs beyond it */
function verdict(rung: Reached, further: readonly Reached[], { task, targets, features }: Encoding): string {
  const rest = [...new Set(further.map(({ kind }) => rungRecords[kind].adds))].filter(
    (words) => words !== '',
  );
  const useless =
    rest.length === 0 ? '' : `${listed(rest)} did not clearly lower the error on held-out rows.`;
  const isOne = features.length === 1;
  const classifies = task === 'classification';
  return rungRecords[rung.kind].verdict(rung, { features, isOne, classifies, target: targets[0], useless });
}
