/** The formula of the current network, with its errors on the data at hand. */
import type { ModelFormulaView } from '../../../shared/contract/formulaViews.ts';
import { userError } from '../../../shared/errors.ts';
import { constantsOf } from '../../../shared/expression/constants.ts';
import { simplify } from '../../../shared/expression/simplify/simplify.ts';
import type { Expression } from '../../../shared/expression/tree.ts';
import type { Batch } from '../compute/backend.ts';
import type { Dataset, Encoding } from '../data/dataset/dataset.ts';
import type { Revision } from '../history/revision.ts';
import { edgeIndex, nodeCount, subnodeOwners, type KanModel } from '../kan/model.ts';
import { isPresent } from '../kan/prune.ts';
import { distilled } from '../symbolic/auto/distil.ts';
import { withStandardErrors } from '../symbolic/formula/fitConstants.ts';
import { firstRows, rangesOf } from '../symbolic/formula/formulaData.ts';
import { chosenSplit, classScores, judgeOf, measured, type Judge } from '../symbolic/formula/measure.ts';
import { adoptedFormulas } from '../symbolic/formula/modelFormulas.ts';
import { networkFormulas, splineEdges } from '../symbolic/formula/networkFormula.ts';
import { quantityOf } from '../symbolic/formula/quantity.ts';
import { networkStructure } from '../symbolic/formula/structure.ts';
import { outputsOn } from '../measure/probe.ts';
import type { Session } from '../session/session.ts';

/** Rows and constants up to which standard errors are estimated, and edges up to which a formula is simplified. */
const errorRows = 5000;
const errorConstants = 40;
const simplifiedEdges = 60;
/** Terms, hidden nodes written out in each place that they are used in, beyond which nobody reads a formula. */
const mostTerms = 3000;

/** What a revision is as formulas; `null` where edges are splines, or the formula would be too large. Constants carry standard errors where these are known. */
export type Formulas = readonly Expression[] | null;

interface Known {
  readonly dataset: Dataset | null;
  readonly judges: readonly Judge[];
  readonly formulas: Formulas;
}

/** Models are immutable: what was found for one holds as long as the data stay. */
const known = new WeakMap<Revision, Known>();

export async function currentFormula(session: Session): Promise<ModelFormulaView> {
  const revision = session.requireCurrent();
  const { judges, formulas } = await knownOf(session, revision);
  const { id, model, encoding } = revision;
  return {
    revision: id,
    formulas: formulas?.map((formula, output) => measured(formula, judges[output])) ?? [],
    classes: formulas && judges[0].classes && classScores(formulas, judges[0].classes),
    splines: splineEdges(model).map(([layer, input, output]) => ({ layer, input, output })),
    structure: formulas === null ? networkStructure(model, encoding) : [],
  };
}

/** The formula of an output of the current network. @throws KanError `formula.splines`, `formula.output` */
export async function currentExpression(session: Session, output: number): Promise<Expression> {
  const revision = session.requireCurrent();
  const { formulas } = await knownOf(session, revision);
  if (formulas === null) {
    const left = splineEdges(revision.model).length;
    if (left === 0) {
      throw userError(
        'formula.too-large',
        'Written out, the formula would have thousands of terms.',
        'Prune the network, or search for a simpler formula.',
      );
    }
    throw userError(
      'formula.splines',
      `There is no formula yet: ${left} ${left === 1 ? 'edge is a spline' : 'edges are splines'}.`,
      'Fix them to functions, or search for a formula.',
    );
  }
  const formula = formulas.at(output);
  if (formula !== undefined) return formula;
  throw userError('formula.output', `The network has no output ${output + 1}.`);
}

/** What formulas of the data set's outputs are measured on, with the network's own predictions beside them. */
export async function judgesFor(session: Session, revision: Revision | null): Promise<readonly Judge[]> {
  const dataset = session.state.dataset ?? (revision && withoutRows(revision.encoding));
  if (dataset === null) return [];
  if (revision === null) {
    const { encoding } = dataset;
    return encoding.outputs.map((_, output) => judgeOf(dataset, output, quantityOf(encoding, output), null));
  }
  const { model, encoding } = revision;
  const outputs = (rows: Batch): Promise<Float64Array> =>
    outputsOn(session.options.backend, model, encoding, rows);
  const classes = encoding.task === 'classification' ? dataset : null;
  const taught = classes === null ? dataset : await distilled(dataset, outputs);
  const network = await outputs(chosenSplit(dataset));
  return encoding.outputs.map((_, output) =>
    judgeOf(taught, output, quantityOf(encoding, output), network, classes),
  );
}

/** A formula can be read without its data; its errors are then unknown. */
function withoutRows(encoding: Encoding): Dataset {
  const none = new Float64Array();
  const split = { rows: 0, inputs: none, targets: none, weights: null, tableRows: new Uint32Array() };
  return { encoding, train: split, validation: split, test: split, dropped: 0, notes: [] };
}

async function knownOf(session: Session, revision: Revision): Promise<Known> {
  const { dataset } = session.state;
  const before = known.get(revision);
  if (before && before.dataset === dataset) return before;
  const judges = await judgesFor(session, revision);
  const found = { dataset, judges, formulas: formulasOf(revision, judges) };
  known.set(revision, found);
  return found;
}

function formulasOf({ model, encoding, operation }: Revision, judges: readonly Judge[]): Formulas {
  if (operation.type === 'symbolic') return adoptedFormulas(operation, encoding);
  const raw = termsOf(model) > mostTerms ? null : networkFormulas(model, encoding);
  if (raw === null) return null;
  const edges = model.layers.reduce((total, { symbolic }) => total + symbolic.filter(Boolean).length, 0);
  return raw.map((formula, output) => {
    if (edges > simplifiedEdges) return formula;
    const { train } = judges[output];
    const simple = simplify(formula, train.rows > 0 ? { ranges: rangesOf(train) } : {});
    // The logits of a network are what its formula gives: there is nothing to be uncertain of.
    if (encoding.task === 'classification' || constantsOf(simple).length > errorConstants) return simple;
    return withStandardErrors(simple, firstRows(train, errorRows));
  });
}

/** Edges of the written-out formulas of all outputs. */
function termsOf(model: KanModel): number {
  const sizes = model.layers.reduce<readonly number[]>((inputs, layer) => {
    const owners = subnodeOwners(layer);
    const nodes = new Array<number>(nodeCount(layer)).fill(0);
    owners.forEach((node, output) => {
      for (let input = 0; input < layer.inputs; input++) {
        if (isPresent(layer, edgeIndex(layer, input, output))) nodes[node] += 1 + inputs[input];
      }
    });
    return nodes;
  }, new Array<number>(model.layers[0].inputs).fill(0));
  return sizes.reduce((total, size) => total + size, 0);
}
