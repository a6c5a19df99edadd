/**
 * Compares the current network with multilayer perceptrons (MLPs) that learn from the same rows. It runs beside other
 * work, reports each lower error, and can be stopped at any moment.
 */
import { errorName, errorUnit } from '../../../../shared/results/measures.ts';
import {
  type ComparedModel,
  type ComparedPerceptron,
  type ComparisonView,
  type ErrorDifference,
  idleComparison,
} from '../../../../shared/contract/views/comparison.ts';
import { comparedError } from '../../../../shared/results/comparedModels.ts';
import { fullText } from '../../../../shared/errors.ts';
import type { comparisonSettings } from '../../../../shared/settings/comparison.ts';
import type { ValuesOf } from '../../../../shared/settings/setting.ts';
import { stopwatch } from '../../stopwatch.ts';
import { Breath } from '../../breath.ts';
import type { Dataset } from '../../data/dataset/dataset.ts';
import { jointUnit } from '../../data/encoding/encoding.ts';
import { noScores, scoreOf } from '../../data/index.ts';
import type { MadeFor } from '../../findings/findings.ts';
import { pathTo } from '../../history/history.ts';
import { parametersOf } from '../../history/parameters.ts';
import type { Revision } from '../../history/revision.ts';
import { shapeOf } from '../../kan/model.ts';
import { withInnerValidation } from '../../data/dataset/innerValidation.ts';
import { errorMeasure } from '../../data/scores/errorMeasure.ts';
import { lossesOn } from '../../ladder/behindLines.ts';
import { outputsOn } from '../../measure/probe.ts';
import { methodNames } from '../../perceptron/attempt.ts';
import { parameterCount } from '../../perceptron/shape.ts';
import { comparedSizes } from '../../perceptron/sizes.ts';
import { trainPerceptron, type Improvement } from '../../perceptron/train.ts';
import type { ActiveComparison } from '../../session/active.ts';
import { keepFindings } from '../../session/findings.ts';
import { madeFor } from '../../session/findingsView.ts';
import type { Session } from '../../session/session.ts';
import { Work } from '../../session/work.ts';
import { bestPerceptron, comparisonVerdict } from '../../views/comparisonVerdict.ts';
import { requireComparable } from './comparable.ts';
import { errorDifference } from './errorDifference.ts';

type ComparisonSettings = ValuesOf<typeof comparisonSettings>;

/**
 * Starts a comparison and stops the previous one.
 * @throws KanError `data.none`, `model.none`, `train.busy`, `compare.untrained`, `compare.no-test`
 */
export async function compareWithPerceptrons(
  session: Session,
  settings: ComparisonSettings,
): Promise<Comparison> {
  session.refuseWhileTraining();
  const before = session.comparison;
  const started = new Comparison(session, settings);
  session.comparison = started;
  session.hub.emit('comparison', started.view);
  await before?.stop();
  return started;
}

const activationNames = { tanh: 'tanh', silu: 'SiLU' } as const;

/** A comparison under way, or one that has ended. */
export class Comparison extends Work<ComparisonView> implements ActiveComparison {
  readonly dataset: Dataset;
  readonly #revision: Revision;
  readonly #madeFor: MadeFor | null;
  /** Outputs on the test rows of the best MLP of each size. */
  readonly #outputs: (Float64Array | null)[];

  /** Starts at once. @throws KanError as {@link compareWithPerceptrons} does. */
  constructor(session: Session, settings: ComparisonSettings) {
    const dataset = session.requireDataset();
    const revision = session.requireCurrent();
    requireComparable(revision, dataset);
    const { train, validation, test, encoding } = dataset;
    const kan = comparedNetwork(session, revision);
    const sizes = comparedSizes(encoding.features.length, encoding.outputs.length, kan.parameters);
    const measure = errorMeasure(encoding, null);
    super(session, {
      ...idleComparison,
      status: 'running',
      revision: revision.id,
      measure: errorName(measure.kind, train.weights !== null),
      unit: errorUnit(measure),
      rows: { train: train.rows, validation: validation.rows, test: test.rows },
      kan,
      perceptrons: sizes.map((hidden) => untrained(hidden, dataset)),
    });
    this.dataset = dataset;
    this.#revision = revision;
    this.#madeFor = madeFor(session.state, revision.id);
    this.#outputs = sizes.map(() => null);
    this.begin(
      () => this.#run(settings),
      (error) => ({ status: 'failed', training: null, message: fullText(error) }),
    );
  }

  async #run({ seconds }: ComparisonSettings): Promise<void> {
    const { signal } = this;
    const { train, validation } =
      this.dataset.validation.rows > 0 ? this.dataset : withInnerValidation(this.dataset);
    const { encoding } = this.dataset;
    const breath = new Breath();
    for (const [index, { hidden }] of this.view.perceptrons.entries()) {
      if (signal.aborted) break;
      this.tell({ training: index });
      await trainPerceptron(
        {
          ...{ hidden, train, validation, seconds, signal },
          outputs: encoding.outputs.length,
          loss: encoding.task === 'classification' ? 'crossEntropy' : 'squared',
          seed: this.session.seed,
          clock: stopwatch(),
          breathe: () => breath.take(),
        },
        (found) => {
          this.#improve(index, found);
        },
      );
    }
    const difference = await this.#difference();
    const verdict = comparisonVerdict({ ...this.view, difference });
    this.tell({ status: signal.aborted ? 'stopped' : 'finished', training: null, difference, verdict });
    this.#keep();
  }

  /** Projects keep the figures; unless another comparison has replaced this one, or it was stopped at once. */
  #keep(): void {
    const [session, of, view] = [this.session, this.#madeFor, this.view];
    if (session.comparison !== this || of === null || bestPerceptron(view) === null) return;
    keepFindings(session, { comparison: { view, of } });
  }

  #improve(index: number, { seconds, predict, method, activation }: Improvement): void {
    const { encoding, test } = this.dataset;
    const outputs = predict(test);
    this.#outputs[index] = outputs;
    const scores = scoreOf(encoding, outputs, test);
    const before = this.view.perceptrons[index];
    const curve = [...before.curve, { seconds, error: comparedError({ test: scores }) }];
    const kanSeconds = this.view.kan?.seconds ?? null;
    const found: ComparedPerceptron = {
      ...before,
      ...{ seconds, curve, test: scores },
      method: methodNames[method],
      activation: activationNames[activation],
      atKanTime:
        kanSeconds === null ? null : (curve.findLast((point) => point.seconds <= kanSeconds)?.error ?? null),
    };
    this.tell({ perceptrons: this.view.perceptrons.map((one, at) => (at === index ? found : one)) });
  }

  /** Of the test errors of the network and of the best MLP. */
  async #difference(): Promise<ErrorDifference | null> {
    const best = bestPerceptron(this.view);
    const outputs = best === null ? null : this.#outputs[best];
    if (outputs === null) return null;
    const { model, encoding } = this.#revision;
    const { dataset } = this;
    const own = await outputsOn(this.session.options.backend, model, encoding, dataset.test);
    return errorDifference(
      lossesOn(dataset, 'test', own),
      lossesOn(dataset, 'test', outputs),
      encoding.task === 'classification' ? null : jointUnit(encoding),
    );
  }

  protected show(): void {
    if (this.session.comparison === this) this.session.hub.emit('comparison', this.view);
  }
}

/** The current network with its test error and the time that this session trained it for. */
function comparedNetwork(session: Session, revision: Revision): ComparedModel {
  const { id, model } = revision;
  const times = pathTo(session.state.history, id).map((step) => session.trainingSeconds.get(step.id));
  const known = times.filter((seconds) => seconds !== undefined);
  return {
    hidden: shapeOf(model).slice(1, -1),
    parameters: parametersOf(session.state.history, revision),
    seconds: known.length === 0 ? null : known.reduce((sum, seconds) => sum + seconds, 0),
    test: session.state.scores?.test ?? noScores,
  };
}

function untrained(hidden: readonly number[], { encoding }: Dataset): ComparedPerceptron {
  const sizes = { inputs: encoding.features.length, hidden, outputs: encoding.outputs.length };
  return {
    hidden,
    parameters: parameterCount(sizes),
    seconds: null,
    test: noScores,
    method: '',
    activation: '',
    curve: [],
    atKanTime: null,
  };
}
