/**
 * The kinds of rungs. A record says all that is known of a kind before it is fitted: its form, how it is fitted, and its words. The
 * names of kinds are in the contract, since files hold them.
 */
import { countText, plural } from '../../../shared/figures.ts';
import { listed } from '../../../shared/listed.ts';
import type { RungKind } from '../../../shared/contract/views/ladder.ts';
import type { Feature } from '../data/encoding/encoding.ts';
import { shapeOf, type KanModel } from '../kan/model.ts';
import { pairNames } from './pairNames.ts';
import type { Reached } from './reached.ts';

/** What a model consists of, however it is fitted. */
type RungForm = 'constant' | 'lines' | 'law' | 'curves' | 'pairs' | 'levels' | 'boosted' | 'hidden';

/** Least squares or likelihood, the same for the logarithm of the target, or Huber's loss. */
type RungFit = 'squares' | 'logarithm' | 'huber';

/** What a verdict is about, besides the rung. */
interface Judged {
  readonly features: readonly Feature[];
  /** There is one input. */
  readonly isOne: boolean;
  readonly classifies: boolean;
  /** The first target. */
  readonly target: string;
  /** `curves and pairs of inputs did not clearly lower the error on held-out rows.`; '' where nothing further was tried. */
  readonly useless: string;
}

interface RungRecord {
  readonly form: RungForm;
  readonly fit: RungFit;
  /** Its functions have corners, as those of polygons. */
  readonly hasCorners?: true;
  /** The name for people. */
  readonly title: (model: KanModel, classifies: boolean) => string;
  /** What it has that simpler rungs lack, where a text lists what did not lower the error; '' for what is not listed. */
  readonly adds: string;
  /** What is said where it is chosen. */
  readonly verdict: (rung: Reached, judged: Judged) => string;
}

const named = (title: string) => (): string => title;

const linesVerdict: RungRecord['verdict'] = (_, { isOne, useless }) => {
  if (useless === '') return isOne ? 'A straight line.' : 'Straight lines.';
  return `${isOne ? 'A straight line is' : 'Straight lines are'} enough: ${useless}`;
};

const curvesVerdict: RungRecord['verdict'] = ({ strongest }, { isOne, useless }) => {
  if (useless !== '') return `${isOne ? 'A smooth curve' : 'Additive'} is enough: ${useless}`;
  if (strongest) return 'A sum of functions of single inputs.';
  return isOne ? 'A smooth curve.' : 'Smooth curves, one for each input.';
};

const pairsVerdict: RungRecord['verdict'] = (rung, { features, useless }) =>
  `Some inputs act in pairs${pairText(rung, features)}.${useless === '' ? '' : ` ${sentenceStart(useless)}`}`;

const ofLogarithm = (target: string): string =>
  `the logarithm lowered the error of ${target} on held-out rows.`;

/** The record of each kind. */
export const rungRecords: Readonly<Record<RungKind, RungRecord>> = {
  constant: {
    form: 'constant',
    fit: 'squares',
    title: (_, classifies) => (classifies ? 'Class shares' : 'Mean'),
    adds: '',
    verdict: (_, { classifies }) =>
      `The rows do not show that the inputs predict the target: no model was clearly better on held-out rows than ${classifies ? 'the shares of the classes' : 'the mean'}.`,
  },
  lines: {
    form: 'lines',
    fit: 'squares',
    title: named('Straight lines'),
    adds: 'straight lines',
    verdict: linesVerdict,
  },
  law: {
    form: 'law',
    fit: 'squares',
    title: ({ layers: [{ inputs }] }) => (inputs > 1 ? 'Laws with a name' : 'Law with a name'),
    adds: '',
    verdict: ({ law, freedom }, { useless, isOne }) => {
      const { name, others } = law!;
      const enough = useless === '' ? '' : isOne ? ' is enough' : ' are enough';
      const alike = others.length === 0 ? '' : ` The rows do not tell it from: ${listed(others)}.`;
      const further = useless === '' ? '' : ` ${sentenceStart(useless)}`;
      return `${isOne ? 'A law' : 'Laws'} with a name${enough}: ${name} (${plural(freedom!, 'constant')}).${alike}${further}`;
    },
  },
  additive: {
    form: 'curves',
    fit: 'squares',
    title: named('Additive'),
    adds: 'curves',
    verdict: curvesVerdict,
  },
  pairs: {
    form: 'pairs',
    fit: 'squares',
    title: named('Additive with pairs'),
    adds: 'pairs of inputs',
    verdict: pairsVerdict,
  },
  levels: {
    form: 'levels',
    fit: 'squares',
    hasCorners: true,
    title: named('Additive with levels'),
    adds: 'levels of values',
    verdict: (rung, { features }) => {
      const names = rung.levels!.inputs.map((input) => `“${features[input].name}”`);
      const pairs =
        rung.model.layers.length > 1 ? ` Some inputs act in pairs${pairText(rung, features)}.` : '';
      return `Each value of ${listed(names)} has a level of its own beside the curve: this lowered the error on held-out rows. So ${names.length === 1 ? 'this column' : 'each of these columns'} may say which group a row belongs to, such as a subject, a batch or a year.${pairs}`;
    },
  },
  logLines: {
    form: 'lines',
    fit: 'logarithm',
    title: named('Straight lines (log)'),
    adds: 'the logarithm of the target',
    verdict: (_, { target, isOne }) =>
      `log(${target}) is ${isOne ? 'a straight line' : 'a sum of straight lines'}: ${ofLogarithm(target)}`,
  },
  logAdditive: {
    form: 'curves',
    fit: 'logarithm',
    title: named('Additive (log)'),
    adds: 'the logarithm of the target',
    verdict: (_, { target, isOne }) =>
      `log(${target}) is ${isOne ? 'a smooth curve' : 'a sum of smooth curves, one for each input'}: ${ofLogarithm(target)}`,
  },
  logPairs: {
    form: 'pairs',
    fit: 'logarithm',
    title: named('Additive with pairs (log)'),
    adds: 'the logarithm of the target',
    verdict: (rung, { target, features }) =>
      `log(${target}) is a sum of smooth curves and of pairs of inputs${pairText(rung, features)}. ${sentenceStart(ofLogarithm(target))}`,
  },
  robustLines: {
    form: 'lines',
    fit: 'huber',
    title: named('Straight lines (robust)'),
    adds: '',
    verdict: linesVerdict,
  },
  robustAdditive: {
    form: 'curves',
    fit: 'huber',
    title: named('Additive (robust)'),
    adds: 'curves',
    verdict: curvesVerdict,
  },
  robustPairs: {
    form: 'pairs',
    fit: 'huber',
    title: named('Additive with pairs (robust)'),
    adds: 'pairs of inputs',
    verdict: pairsVerdict,
  },
  hidden: {
    form: 'hidden',
    fit: 'squares',
    title: (model) => {
      const nodes = shapeOf(model).slice(1, -1);
      return nodes.length === 1 ? `Hidden layer of ${nodes[0]}` : `Hidden layers of ${nodes.join(' and ')}`;
    },
    adds: 'hidden nodes',
    verdict: ({ kind, model }, { classifies }) =>
      `${titleOf({ kind, model }, classifies)}: ${model.layers.length > 2 ? 'they' : 'it'} lowered the error on held-out rows, so the inputs act together.`,
  },
  boosted: {
    form: 'boosted',
    fit: 'squares',
    hasCorners: true,
    title: named('Boosted curves and pairs'),
    adds: 'boosting',
    verdict: (_, { isOne }) =>
      `${isOne ? 'A boosted curve' : 'Boosted curves and pairs of inputs'}, with corners instead of smooth bends, lowered the error on held-out rows.`,
  },
};

/** The name of a rung for people. */
export function titleOf({ kind, model }: Pick<Reached, 'kind' | 'model'>, classifies: boolean): string {
  return rungRecords[kind].title(model, classifies);
}

/** The kind of the same form as one of least squares, fitted in another way; undefined where there is none. */
export function fittedBy(fit: RungFit, kind: RungKind): RungKind | undefined {
  const own = rungRecords[kind];
  if (own.fit !== 'squares') return undefined;
  const kinds = Object.keys(rungRecords) as RungKind[];
  return kinds.find((other) => rungRecords[other].form === own.form && rungRecords[other].fit === fit);
}

const mostPairs = 4;

/** `: a × b and a × c`; '' where all products lie within the noise. */
function pairText({ model }: Reached, features: readonly Feature[]): string {
  const names = pairNames(model, features);
  const others = names.length - mostPairs;
  const told = others > 1 ? [...names.slice(0, mostPairs), `${countText(others)} more`] : names;
  return told.length === 0 ? '' : `: ${listed(told)}`;
}

const sentenceStart = (text: string): string => text[0].toUpperCase() + text.slice(1);
