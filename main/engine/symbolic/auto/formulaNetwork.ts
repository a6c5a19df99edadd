/** Makes one network, whose edges are all functions, from the chosen formulas. */
import { compile } from '../../../../shared/expression/evaluate.ts';
import type { Expression } from '../../../../shared/expression/tree.ts';
import type { Backend } from '../../compute/backend.ts';
import { noRows, type Dataset } from '../../data/dataset/dataset.ts';
import { onlyOutput, sideBySide } from '../../kan/combine.ts';
import { withEvenNodes } from '../../kan/evenNodes.ts';
import type { KanModel } from '../../kan/model.ts';
import { turnedUp } from '../../kan/turn.ts';
import { formulaData, rangesOf } from '../formula/formulaData.ts';
import { formulaModel } from '../formula/formulaModel.ts';
import { shortest } from '../formula/shortest.ts';
import type { Found } from './front.ts';
import { trainBriefly } from './training.ts';
import { singleTarget } from './singleTarget.ts';
import { fromUnits } from '../../data/table/scaling.ts';

const iterations = 60;

/**
 * The formula itself as a network, so that both give the same values; where it cannot be one, the network that it was
 * read from, fitted to it.
 * @param chosen a formula for each output of the data set.
 */
export async function networkOf(
  chosen: readonly Found[],
  dataset: Dataset,
  backend: Backend,
): Promise<KanModel> {
  const models: KanModel[] = [];
  for (const [output, { model, expression }] of chosen.entries()) {
    const { encoding, train } = dataset;
    const short = shortest(expression, rangesOf(formulaData(encoding, train, output)));
    const exact = formulaModel(short, encoding, output);
    const network =
      exact ?? (await aligned(onlyOutput(model, 0), expression, singleTarget(dataset, output), backend));
    models.push(withEvenNodes(network, dataset.train));
  }
  return sideBySide(models);
}

/**
 * Fits the parameters of the network to the values of the formula, whose constants were rounded and recognised after it
 * was read.
 * @param dataset of one target; @param model all functions, of one output.
 */
async function aligned(
  model: KanModel,
  formula: Expression,
  dataset: Dataset,
  backend: Backend,
): Promise<KanModel> {
  const { names, columns, rows } = formulaData(dataset.encoding, dataset.train, 0);
  const { scaling } = dataset.encoding.outputs[0];
  const values = compile(formula, names)(columns, rows).map((value) => fromUnits(scaling, value));
  if (!values.every(Number.isFinite)) return model;
  const taught: Dataset = {
    ...dataset,
    encoding: { ...dataset.encoding, task: 'regression' },
    train: { ...dataset.train, targets: values, weights: null },
    validation: noRows,
    test: noRows,
  };
  const signal = new AbortController().signal;
  return turnedUp((await trainBriefly({ dataset: taught, backend, signal }, model, iterations, 1e-6)).model);
}
