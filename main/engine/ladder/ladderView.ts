/** The view of the ladder. */
import { countText, percentText, plural } from '../../../shared/figures.ts';
import { listed } from '../../../shared/listed.ts';
import { filledText, namedText } from '../../../shared/results/apartText.ts';
import type { LadderView, RungKind, RungView } from '../../../shared/contract/views/ladder.ts';
import type { Dataset } from '../data/dataset/dataset.ts';
import type { Encoding, Feature } from '../data/encoding/encoding.ts';
import { basisCount, shapeOf } from '../kan/model.ts';
import { filledInputs } from '../measure/filledInputs.ts';
import { errorOfLoss } from '../train/objective/errorOfLoss.ts';
import { trainableParameters } from '../train/objective/problem.ts';
import type { Folds } from './folds.ts';
import { excess } from './judge.ts';
import { pairNames } from './pairNames.ts';
import type { Reached } from './reached.ts';
import { robustKind } from './rungs.ts';
import { strongText } from './wide/strongText.ts';

const titles: Readonly<Record<RungKind, string>> = {
  constant: 'Mean',
  lines: 'Straight lines',
  law: 'Law with a name',
  additive: 'Additive',
  pairs: 'Additive with pairs',
  levels: 'Additive with levels',
  logLines: 'Straight lines (log)',
  logAdditive: 'Additive (log)',
  logPairs: 'Additive with pairs (log)',
  robustLines: 'Straight lines (robust)',
  robustAdditive: 'Additive (robust)',
  robustPairs: 'Additive with pairs (robust)',
  hidden: 'Hidden layer',
  boosted: 'Boosted curves and pairs',
};

/** The name of a rung for people. */
export function titleOf({ kind, model }: Pick<Reached, 'kind' | 'model'>, classifies: boolean): string {
  if (kind === 'constant' && classifies) return 'Class shares';
  if (kind === 'law' && model.layers[0].inputs > 1) return 'Laws with a name';
  if (kind !== 'hidden') return titles[kind];
  const nodes = shapeOf(model).slice(1, -1);
  return nodes.length === 1 ? `Hidden layer of ${nodes[0]}` : `Hidden layers of ${nodes.join(' and ')}`;
}

/** @param tableRows used for training and for the comparison. @param validated whether some of them are validation rows. */
export function ladderViewOf(
  rungs: readonly Reached[],
  chosen: number,
  dataset: Pick<Dataset, 'encoding' | 'filled'>,
  tableRows: Uint32Array,
  folds: Folds,
  validated: boolean,
): LadderView {
  const { encoding } = dataset;
  const rows = tableRows.length;
  const classifies = encoding.task === 'classification';
  const views = rungs.map((rung): RungView => {
    const parameters = parametersOf(rung);
    const { mean, standardError } = rung.heldOut;
    const error = errorOfLoss(mean, encoding);
    return {
      kind: rung.kind,
      title: titleOf(rung, classifies),
      shape: shapeOf(rung.model),
      error,
      // The relative error of a square root is half that of its argument.
      standardError: classifies ? standardError : (error * standardError) / (2 * mean || 1),
      r2: classifies ? null : 1 - mean / rungs[0].heldOut.mean,
      parameters,
      freedom: rung.freedom,
      rowsPerParameter: rows / parameters,
      // Hidden layers are trained on the training rows, and the validation rows choose when to end.
      tookValidation: validated && rung.kind !== 'hidden',
      ...(rung.law && { law: rung.law.parts }),
    };
  });
  return {
    rungs: views,
    chosen,
    measure: classifies ? 'cross-entropy' : 'RMSE',
    rows,
    heldOutRows: folds.parts > 1 ? rows : folds.held[0].length,
    judgedBy: judgedBy(folds),
    crossValidated: folds.parts > 1,
    sentence: sentenceOf(rungs, chosen, encoding, validated, outlierText(rungs[chosen], dataset, tableRows)),
  };
}

/**
 * The parameters that were fitted: of linear algebra the coefficients of curves, the slopes of straight lines and the
 * intercepts, without those of pairs' products, which are fixed to 1.
 */
function parametersOf({ kind, model, freedom, levels }: Reached): number {
  if (kind === 'hidden') return trainableParameters(model).length;
  if (kind === 'law') return freedom!;
  if (levels !== undefined) return levels.parameters;
  const [first] = model.layers;
  const curves = first.mask.reduce((sum, spline) => sum + spline, 0) * basisCount(first);
  const lines = first.symbolic.filter((name) => name !== null).length;
  return curves + lines + shapeOf(model).at(-1);
}

/** On which rows, or in which way, rungs are judged, for people. */
export function judgedBy({ parts, repeats, held, groups }: Folds): string {
  if (parts === 1) return `${countText(held[0].length)} held-out rows`;
  const times = repeats > 1 ? `, ${repeats} times` : '';
  if (groups !== undefined) return `${parts}-fold cross-validation of whole groups of “${groups}”${times}`;
  if (held.every(({ length }) => length === 1)) return 'leave-one-out cross-validation';
  return `${parts}-fold cross-validation${times}`;
}

/** Says what was chosen, and what the next simpler and the next larger rung would give. */
function sentenceOf(
  rungs: readonly Reached[],
  chosen: number,
  encoding: Encoding,
  validated: boolean,
  outliers: string,
): string {
  const rung = rungs[chosen];
  const further = furtherThan(rungs, chosen);
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
  return `${verdict(rung, further, encoding)}${doubt}${strongText(rung, encoding.features)}${scaleText(rung, encoding)}${smoothText(rung, encoding)}${outliers}${mixture}${warning}${all}`;
}

/** The rungs that are larger than the chosen one: for Huber's loss those of least squares too. */
function furtherThan(rungs: readonly Reached[], chosen: number): readonly Reached[] {
  const rung = rungs[chosen];
  if (rung.outliers === undefined)
    return rungs.slice(chosen + 1).filter(({ outliers }) => outliers === undefined);
  const alike = rungs.findIndex(({ kind }) => robustKind(kind) === rung.kind);
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

/** Names the inputs in whose logarithms curves are smooth. */
function smoothText({ logarithms }: Reached, { features }: Encoding): string {
  if (logarithms === undefined) return '';
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
  return kind === 'pairs' || kind === 'logPairs' || kind === 'robustPairs';
}

function verdict(rung: Reached, further: readonly Reached[], encoding: Encoding): string {
  const { task, targets, features } = encoding;
  const isOne = features.length === 1;
  const classifies = task === 'classification';
  const rest = [...new Set(further.map(({ kind }) => more[kind]))].filter((words) => words !== '');
  const ofLog = `the logarithm lowered the error of ${targets[0]} on held-out rows.`;
  const useless =
    rest.length === 0 ? '' : `${listed(rest)} did not clearly lower the error on held-out rows.`;
  switch (rung.kind) {
    case 'constant':
      return `The rows do not show that the inputs predict the target: no model was clearly better on held-out rows than ${classifies ? 'the shares of the classes' : 'the mean'}.`;
    case 'lines':
    case 'robustLines':
      if (useless === '') return isOne ? 'A straight line.' : 'Straight lines.';
      return `${isOne ? 'A straight line is' : 'Straight lines are'} enough: ${useless}`;
    case 'law':
      return lawText(rung, useless, isOne);
    case 'additive':
    case 'robustAdditive':
      if (useless === '' && rung.strongest) return 'A sum of functions of single inputs.';
      if (useless === '') return isOne ? 'A smooth curve.' : 'Smooth curves, one for each input.';
      return `${isOne ? 'A smooth curve' : 'Additive'} is enough: ${useless}`;
    case 'pairs':
    case 'robustPairs':
      return `Some inputs act in pairs${pairText(rung, features)}.${useless === '' ? '' : ` ${sentenceStart(useless)}`}`;
    case 'levels':
      return levelsText(rung, features);
    case 'logLines':
      return `log(${targets[0]}) is ${isOne ? 'a straight line' : 'a sum of straight lines'}: ${ofLog}`;
    case 'logAdditive':
      return `log(${targets[0]}) is ${isOne ? 'a smooth curve' : 'a sum of smooth curves, one for each input'}: ${ofLog}`;
    case 'logPairs':
      return `log(${targets[0]}) is a sum of smooth curves and of pairs of inputs${pairText(rung, features)}. ${sentenceStart(ofLog)}`;
    case 'boosted':
      return `${isOne ? 'A boosted curve' : 'Boosted curves and pairs of inputs'}, with corners instead of smooth bends, lowered the error on held-out rows.`;
    case 'hidden':
      return `${titleOf(rung, classifies)}: ${rung.model.layers.length > 2 ? 'they' : 'it'} lowered the error on held-out rows, so the inputs act together.`;
  }
}

const mostPairs = 4;

/** `: a × b and a × c`; '' where all products lie within the noise. */
function pairText({ model }: Reached, features: readonly Feature[]): string {
  const names = pairNames(model, features);
  const others = names.length - mostPairs;
  const told = others > 1 ? [...names.slice(0, mostPairs), `${countText(others)} more`] : names;
  return told.length === 0 ? '' : `: ${listed(told)}`;
}

function levelsText(rung: Reached, features: readonly Feature[]): string {
  const names = rung.levels!.inputs.map((input) => `“${features[input].name}”`);
  const pairs = rung.model.layers.length > 1 ? ` Some inputs act in pairs${pairText(rung, features)}.` : '';
  return `Each value of ${listed(names)} has a level of its own beside the curve: this lowered the error on held-out rows. So ${names.length === 1 ? 'this column' : 'each of these columns'} may say which group a row belongs to, such as a subject, a batch or a year.${pairs}`;
}

function lawText({ law, freedom }: Reached, useless: string, isOne: boolean): string {
  const { name, others } = law!;
  const enough = useless === '' ? '' : isOne ? ' is enough' : ' are enough';
  const alike = others.length === 0 ? '' : ` The rows do not tell it from: ${listed(others)}.`;
  const further = useless === '' ? '' : ` ${sentenceStart(useless)}`;
  return `${isOne ? 'A law' : 'Laws'} with a name${enough}: ${name} (${plural(freedom!, 'constant')}).${alike}${further}`;
}

const sentenceStart = (text: string): string => text[0].toUpperCase() + text.slice(1);

const more: Readonly<Record<RungKind, string>> = {
  constant: '',
  lines: 'straight lines',
  law: '',
  additive: 'curves',
  pairs: 'pairs of inputs',
  levels: 'levels of values',
  logLines: 'the logarithm of the target',
  logAdditive: 'the logarithm of the target',
  logPairs: 'the logarithm of the target',
  robustLines: '',
  robustAdditive: 'curves',
  robustPairs: 'pairs of inputs',
  hidden: 'hidden nodes',
  boosted: 'boosting',
};
