/**
 * Converts between the content of a file of the present version and the values that the engine works with. If the two
 * become different, the types here no longer match. Then write the conversion here, and do not change the frozen
 * schemas.
 */
import { rungKinds, type RungView } from '../../../../shared/contract/views/ladder.ts';
import { modelEdit } from '../../../../shared/contract/schemas/edits.ts';
import type { ModelEdit } from '../../../../shared/edits/edits.ts';
import {
  readingOptions,
  type DataSetup,
  type ReadingOptions,
} from '../../../../shared/contract/schemas/setups.ts';
import { baseFunctionNames, type BaseFunctionName } from '../../../../shared/baseFunctions.ts';
import type { CurvePoint } from '../../../../shared/contract/views/training.ts';
import type { RevisionView } from '../../../../shared/contract/views/history.ts';
import type { Scores } from '../../../../shared/contract/views/scores.ts';
import { complexity } from '../../../../shared/expression/complexity.ts';
import { rewrite, type Expression } from '../../../../shared/expression/tree.ts';
import { functionNames } from '../../../../shared/functions/functions.ts';
import { optimizerNames } from '../../../../shared/settings/optimizers.ts';
import { readingSettings } from '../../../../shared/settings/reading.ts';
import type { FormulaSearchMethod } from '../../../../shared/contract/views/formula.ts';
import { searchSettings } from '../../../../shared/settings/search.ts';
import { allTrainingSettings } from '../../../../shared/settings/training.ts';
import { MISSING_MARKS } from '../../data/columns/cells/cells.ts';
import { MISSING_WORDS } from '../../data/columns/cells/missingWords.ts';
import type { Encoding } from '../../data/encoding/encoding.ts';
import type { DataReference } from '../../data/reference.ts';
import type { Operation, Revision } from '../../history/revision.ts';
import type { KanModel } from '../../kan/model.ts';
import { shownShape } from '../../measure/labelValues.ts';
import type { Ladder } from '../../train/steps/task.ts';
import type { Tree } from './v2.ts';
import {
  isKnown,
  type StoredCurve,
  type StoredData,
  type StoredLadder,
  type StoredOperation,
  type StoredRevision,
} from './present.ts';

/** A file names something (an edit, an optimiser, a function) that this program does not know. */
export class UnknownName extends Error {}

/** A revision without its networks. */
export type Origin = Omit<Revision, 'model' | 'ladder'>;

/** As it is written. It must not change while it is written. */
type Written<T> = T extends object ? { readonly [K in keyof T]: Written<T[K]> } : T;
export type WrittenOrigin = Written<Omit<StoredRevision, 'layers' | 'ladder'>>;
export type WrittenLadder = Written<StoredLadder>;

/** @throws UnknownName */
export function liveOrigin(stored: Omit<StoredRevision, 'layers' | 'ladder'>): Origin {
  const { operation, scores, curve, data, ...rest } = stored;
  return {
    ...rest,
    operation: liveOperation(operation),
    scores: scores && liveScores(scores),
    curve: liveCurve(curve),
    data: data && liveData(data),
  };
}

/** What a file holds of a revision besides its network. */
export function storedOrigin(revision: Origin): WrittenOrigin {
  const { id, parent, time, operation, scores, encoding, name, curve, data } = revision;
  const written = { curve: storedCurve(curve), data: data && storedData(data) };
  return { id, parent, time, operation, scores, encoding, name, ...written };
}

/**
 * @param models the networks of its rungs. @param encoding of their inputs. @throws UnknownName
 */
export function liveLadder(
  { rungs, ...stored }: StoredLadder,
  models: readonly KanModel[],
  encoding: Encoding,
): Ladder {
  const views = rungs.map((rung, index): RungView => {
    const { title, kind, error, standardError, r2, parameters, freedom, tookValidation, law } = rung;
    return {
      ...{ title, r2, parameters, freedom, tookValidation, ...(law && { law }) },
      kind: oneOf(rungKinds, kind),
      shape: shownShape(models[index], encoding),
      error: error ?? NaN,
      standardError: standardError ?? Infinity,
      rowsPerParameter: stored.rows / rung.parameters,
    };
  });
  if (stored.chosen >= views.length) throw new RangeError('the chosen rung is not there');
  const heldOutRows = stored.heldOutRows ?? (stored.crossValidated ? stored.rows : null);
  return { view: { ...stored, heldOutRows, rungs: views }, models };
}

/** @param layersOf gives a network in its stored form. */
export function storedLadder(
  { view, models }: Ladder,
  layersOf: (model: KanModel) => WrittenLadder['rungs'][number]['layers'],
): WrittenLadder {
  const { chosen, measure, rows, heldOutRows, judgedBy, crossValidated, sentence } = view;
  const rungs = view.rungs.map((rung, index) => {
    const { kind, title, error, standardError, r2, parameters, freedom, tookValidation, law } = rung;
    const figures = { error, standardError, r2, parameters, freedom };
    const ofLaw = law === undefined ? {} : { law };
    return { kind, title, ...figures, tookValidation, ...ofLaw, layers: layersOf(models[index]) };
  });
  const held = heldOutRows === null ? {} : { heldOutRows };
  return { rungs, chosen, measure, rows, ...held, judgedBy, crossValidated, sentence };
}

/** The learning curve; NaN where there was no validation error. */
export function liveCurve(stored: StoredCurve): readonly CurvePoint[] {
  return stored.map(([step, train, validation]) => ({ step, train, validation: validation ?? NaN }));
}

/** NaN becomes null, as everywhere in JSON. */
export function storedCurve(curve: readonly CurvePoint[]): Written<StoredCurve> {
  return curve.map(({ step, train, validation }) => [step, train, validation]);
}

/** @throws UnknownName */
export function liveData({ overrides, none, setup, ...rest }: StoredData): DataReference {
  const { types, encoding, ...others } = overrides;
  const missing = none === 'label' ? others.missing : marksBefore(others.missing);
  const encodings = readingSettings.encoding.options.map(({ value }) => value);
  return {
    ...rest,
    setup: setup && liveSetup(setup),
    overrides: {
      ...others,
      ...(missing !== undefined && { missing }),
      ...(encoding !== undefined && { encoding: oneOf(encodings, encoding) }),
      ...(types !== undefined && { types: liveTypes(types) }),
    },
  };
}

/**
 * The marks of a file that does not say that “None” is a label: it was missing, as if a person had said so, and sodium was
 * missing where NA was.
 */
function marksBefore(given: StoredData['overrides']['missing']): string[] {
  if (given === undefined) return [...MISSING_MARKS, ...MISSING_WORDS].filter((mark) => mark !== '');
  const lacksSodium = given.some((mark) => mark.toLowerCase() === 'na') && !given.includes('Na');
  return lacksSodium ? [...given, 'Na'] : given;
}

/** The data that a revision was trained on, as a file names them. */
export function storedData({ fileName, hash, overrides, setup }: DataReference): Written<StoredData> {
  const split = setup?.task === 'classification' ? { stratified: setup.stratified !== false } : {};
  return { fileName, hash, overrides, setup: setup && { ...setup, ...split }, none: 'label' };
}

/** Rows keep the split that they had: a file that does not say how classes were split is of before. */
function liveSetup({ stratified = false, ...setup }: NonNullable<StoredData['setup']>): DataSetup {
  return setup.task === 'classification' && !stratified ? { ...setup, stratified } : setup;
}

function liveTypes(types: Readonly<Record<string, string>>): NonNullable<ReadingOptions['types']> {
  const known = readingOptions.shape.types.unwrap().valueType.options;
  return Object.fromEntries(Object.entries(types).map(([column, type]) => [column, oneOf(known, type)]));
}

function liveOperation(stored: StoredOperation): Operation {
  if (stored.type === 'edit') return { ...stored, edit: liveEdit(stored.edit) };
  if (stored.type === 'symbolic') {
    const { trees, search, ...rest } = stored;
    return {
      ...rest,
      ...(trees !== undefined && { trees: trees.map(liveFormula) }),
      ...(search !== undefined && { search: { ...search, method: liveMethod(search.method) } }),
    };
  }
  if (stored.type === 'create') {
    const { baseFunction, ...setup } = stored.setup;
    const base = baseFunction === undefined ? {} : { baseFunction: liveBase(baseFunction) };
    return { ...stored, setup: { ...setup, ...base } };
  }
  if (stored.type !== 'train') return stored;
  const { device, regMetric, ...setup } = stored.setup;
  const optimizer = oneOf(optimizerNames, setup.optimizer);
  const devices = allTrainingSettings.device.options.map(({ value }) => value);
  const computedOn = device === undefined ? {} : { device: oneOf(devices, device) };
  const metrics = allTrainingSettings.regMetric.options.map(({ value }) => value);
  const measured = regMetric === undefined ? {} : { regMetric: oneOf(metrics, regMetric) };
  return { ...stored, setup: { ...setup, optimizer, ...computedOn, ...measured } };
}

/** The method of a search for formulas. @throws UnknownName */
export function liveMethod(stored: string): FormulaSearchMethod {
  return oneOf(
    searchSettings.method.options.map(({ value }) => value),
    stored,
  );
}

/** The base function of a layer; absent for silu. @throws UnknownName */
export function liveBase(stored = 'silu'): BaseFunctionName {
  return oneOf(baseFunctionNames, stored);
}

/** Edits that the format does not know yet are stored in the form in which the window requests them. */
function liveEdit(stored: Extract<StoredOperation, { type: 'edit' }>['edit']): ModelEdit {
  if (isKnown(stored)) return stored;
  const later = modelEdit.safeParse(stored);
  if (later.success) return later.data;
  throw new UnknownName(stored.type);
}

/** The largest complexity of a stored formula. People do not read longer ones. */
const mostComplexity = 20_000;

/** A fitted constant that stands at several places is one constant: it has the same value and the same standard error there. */
export function liveFormula(tree: Tree): Expression {
  const known = new Map<string, Expression>();
  const formula = rewrite(liveTree(tree), (node) => {
    if (node.kind !== 'number' || node.error === null) return node;
    const key = `${node.value} ± ${node.error}`;
    const constant = known.get(key) ?? node;
    known.set(key, constant);
    return constant;
  });
  if (complexity(formula) > mostComplexity) throw new RangeError('a formula too long to work with');
  return formula;
}

function liveTree(tree: Tree): Expression {
  switch (tree.kind) {
    case 'sum':
      return { kind: 'sum', terms: tree.terms.map(liveTree) };
    case 'product':
      return { kind: 'product', factors: tree.factors.map(liveTree) };
    case 'power':
      return { kind: 'power', base: liveTree(tree.base), exponent: liveTree(tree.exponent) };
    case 'call':
      return { kind: 'call', fn: oneOf(functionNames, tree.fn), argument: liveTree(tree.argument) };
    default:
      return tree;
  }
}

function liveScores(stored: NonNullable<StoredRevision['scores']>): NonNullable<RevisionView['scores']> {
  const { train, validation, test } = stored;
  return { train: liveSplit(train), validation: liveSplit(validation), test: liveSplit(test) };
}

/** The errors on the rows of one split; NaN where there are none. */
export function liveSplit(stored: NonNullable<StoredRevision['scores']>['train']): Scores {
  const targets = stored.targets.map((target) => ({ ...target, rmse: target.rmse ?? NaN }));
  return { ...stored, targets };
}

/** @throws UnknownName */
export function oneOf<T extends string>(known: readonly T[], name: string): T {
  const found = known.find((one) => one === name);
  if (found !== undefined) return found;
  throw new UnknownName(name);
}
