/**
 * How the test error falls with the size: the current network on finer and finer grids, beside MLPs with as many
 * parameters. It runs beside other work, reports each error, and can be stopped at any moment.
 */
import {
  idleSizeStudy,
  type SizePoint,
  type SizeSeries,
  type SizeStudyView,
} from '../../../../shared/contract/views/sizeStudy.ts';
import { fullText, userError } from '../../../../shared/errors.ts';
import { powerLawOf } from '../../../../shared/results/powerLaw.ts';
import { perceptronName } from '../../../../shared/results/comparedModels.ts';
import type { comparisonSettings } from '../../../../shared/settings/comparison.ts';
import { defaultsOf, type ValuesOf } from '../../../../shared/settings/setting.ts';
import { trainingSettings } from '../../../../shared/settings/training.ts';
import { stopwatch } from '../../stopwatch.ts';
import { Breath } from '../../breath.ts';
import type { Dataset } from '../../data/dataset/dataset.ts';
import { scoreOf } from '../../data/index.ts';
import type { MadeFor } from '../../findings/findings.ts';
import type { Revision } from '../../history/revision.ts';
import { shapeOf, type KanModel } from '../../kan/model.ts';
import { withInnerValidation } from '../../data/dataset/innerValidation.ts';
import { outputsOn } from '../../measure/probe.ts';
import { sizeLike } from '../../perceptron/sizes.ts';
import { parameterCount } from '../../perceptron/shape.ts';
import { trainPerceptron } from '../../perceptron/train.ts';
import type { ActiveSizeStudy } from '../../session/active.ts';
import { keepFindings } from '../../session/findings.ts';
import { madeFor } from '../../session/findingsView.ts';
import type { Session } from '../../session/session.ts';
import { Work } from '../../session/work.ts';
import { onGrid, trainedOnGrid } from '../../train/auto/onGrids.ts';
import { trainableParameters } from '../../train/objective/problem.ts';
import { Pace, Stopped } from '../../train/steps/pace.ts';
import { sizeVerdict } from '../../views/sizeVerdict.ts';
import { requireComparable } from './comparable.ts';

type Settings = ValuesOf<typeof comparisonSettings>;

/** Grid intervals; grids with more parameters than training values are left out. */
const grids = [3, 5, 10, 20, 40, 80, 160];
/** Hidden layers of the MLPs. */
const layers = 2;
const mostSteps = 1000;

/**
 * Starts a study and stops the previous one.
 * @throws KanError `data.none`, `model.none`, `train.busy`, `compare.untrained`, `compare.no-test`, `sizes.*`
 */
export async function studySizes(session: Session, settings: Settings): Promise<SizeStudy> {
  session.refuseWhileTraining();
  const before = session.sizeStudy;
  const started = new SizeStudy(session, settings);
  session.sizeStudy = started;
  session.hub.emit('sizeStudy', started.view);
  await before?.stop();
  return started;
}

/** A study of the error against the size, under way or ended. */
export class SizeStudy extends Work<SizeStudyView> implements ActiveSizeStudy {
  readonly dataset: Dataset;
  readonly #madeFor: MadeFor | null;
  readonly #sizes: readonly KanModel[];

  /** Starts at once. @throws KanError as {@link studySizes} does. */
  constructor(session: Session, settings: Settings) {
    const dataset = session.requireDataset();
    const revision = session.requireCurrent();
    requireComparable(revision, dataset);
    requireScalable(revision, dataset);
    const { model, id } = revision;
    const { train, test, encoding } = dataset;
    super(session, {
      ...idleSizeStudy,
      status: 'running',
      revision: id,
      rows: { train: train.rows, test: test.rows },
      hidden: shapeOf(model).slice(1, -1),
      expected: -(model.layers[0].order + 1),
    });
    this.dataset = dataset;
    this.#madeFor = madeFor(session.state, id);
    const all = grids.map((grid) => onGrid(model, grid));
    this.#sizes = all.filter((sized, index) => {
      return index === 0 || trainableParameters(sized).length <= train.rows * encoding.outputs.length;
    });
    this.begin(
      () => this.#run(settings),
      (error) => ({ status: 'failed', training: '', message: fullText(error) }),
    );
  }

  async #run({ seconds }: Settings): Promise<void> {
    const { signal } = this;
    const dataset = this.dataset.validation.rows > 0 ? this.dataset : withInnerValidation(this.dataset);
    for (const sized of this.#sizes) {
      if (signal.aborted) break;
      await this.#trainNetwork(sized, dataset, seconds);
      if (signal.aborted) break;
      await this.#trainPerceptron(trainableParameters(sized).length, dataset, seconds);
    }
    const status = signal.aborted ? 'stopped' : 'finished';
    this.tell({ status, training: '', verdict: sizeVerdict({ ...this.view, seconds }) });
    this.#keep();
  }

  async #trainNetwork(model: KanModel, dataset: Dataset, seconds: number): Promise<void> {
    const { signal } = this;
    const { backend } = this.session.options;
    const name = `grid ${model.layers[0].grid}`;
    this.tell({ training: `KAN, ${name}` });
    const pace = new Pace();
    const stop = (): void => pace.stop();
    signal.addEventListener('abort', stop);
    const spent = stopwatch();
    try {
      const task = {
        ...{ model, dataset, backend, seed: this.session.seed, fresh: false },
        setup: { ...defaultsOf(trainingSettings), steps: mostSteps, updateGrid: false },
        wrap: pace.paced.bind(pace),
      };
      const trained = await trainedOnGrid(task, model, () => spent() >= seconds);
      const { encoding, test } = this.dataset;
      const outputs = await outputsOn(backend, trained, encoding, test);
      const error = scoreOf(encoding, outputs, test).rmse ?? NaN;
      const parameters = trainableParameters(trained).length;
      this.#add('kan', { name, parameters, seconds: spent(), error });
    } catch (error) {
      // Its error on the way says nothing about its size.
      if (!(error instanceof Stopped)) throw error;
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  async #trainPerceptron(parameters: number, { train, validation }: Dataset, seconds: number): Promise<void> {
    const { encoding, test } = this.dataset;
    const [inputs, outputs] = [encoding.features.length, encoding.outputs.length];
    const hidden = sizeLike(layers, inputs, outputs, parameters);
    const name = perceptronName(hidden);
    if (this.view.mlp.points.some((point) => point.name === name)) return;
    this.tell({ training: name });
    const breath = new Breath();
    let found: SizePoint | null = null;
    await trainPerceptron(
      {
        ...{ hidden, train, validation, seconds, outputs, signal: this.signal },
        loss: 'squared',
        seed: this.session.seed,
        clock: stopwatch(),
        breathe: () => breath.take(),
      },
      ({ seconds: after, predict }) => {
        const error = scoreOf(encoding, predict(test), test).rmse ?? NaN;
        found = { name, parameters: parameterCount({ inputs, hidden, outputs }), seconds: after, error };
      },
    );
    if (found !== null && !this.signal.aborted) this.#add('mlp', found);
  }

  /** Projects keep the figures; unless another study has replaced this one, or it was stopped at once. */
  #keep(): void {
    const [session, of, view] = [this.session, this.#madeFor, this.view];
    if (session.sizeStudy !== this || of === null || view.kan.points.length === 0) return;
    keepFindings(session, { sizeStudy: { view, of } });
  }

  #add(series: 'kan' | 'mlp', point: SizePoint): void {
    const points = [...this.view[series].points, point];
    const next: SizeSeries = { points, law: powerLawOf(points) };
    this.tell({ [series]: next });
  }

  protected show(): void {
    if (this.session.sizeStudy === this) this.session.hub.emit('sizeStudy', this.view);
  }
}

function requireScalable({ model }: Revision, { encoding }: Dataset): void {
  if (encoding.task === 'classification') {
    throw userError(
      'sizes.classes',
      'The error against the size is for numbers, not for classes.',
      'Choose a target with numbers.',
    );
  }
  if (model.layers.some(({ mask }) => mask.includes(1))) return;
  throw userError(
    'sizes.no-spline',
    'The network has no spline whose grid could be finer.',
    'Go back to a network with splines in the history; in a terminal, give the network layers, such as --hidden 5.',
  );
}
