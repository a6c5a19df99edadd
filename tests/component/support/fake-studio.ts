/** A window.studio and an engine without processes: answers as the real ones would, and can be told to fail. */
import type {
  EngineClient,
  EngineEvent,
  EngineEvents,
  EngineMethod,
  EngineAnswers,
  EngineParams,
} from '../../../shared/contract/engine.ts';
import type { EngineStatus, StudioApi } from '../../../shared/contract/studio.ts';
import type { DataSetup, NetworkSetup, TrainingSetup } from '../../../shared/contract/schemas/setups.ts';
import type { Split } from '../../../shared/contract/views/evaluation.ts';
import { type CurvePoint, type TrainingView, idleTraining } from '../../../shared/contract/views/training.ts';
import type { DatasetView } from '../../../shared/contract/views/data.ts';
import type { EdgeRef } from '../../../shared/refs.ts';
import type { ModelView } from '../../../shared/contract/views/network.ts';
import { idleSearch } from '../../../shared/contract/views/formula.ts';
import { evaluationView, formulaView, mapView, modelFormula, profileView } from './findings.ts';
import { curvesView, edgeDetail, modelView } from './network-views.ts';
import { emptySnapshot, modelEvent, scores } from './session-views.ts';
import { datasetView, preview, table } from './table-views.ts';

type Listener = (value: never) => void;
type Answers = { [M in EngineMethod]?: (params: never) => Promise<EngineAnswers[M]> | EngineAnswers[M] };

export class FakeEngine implements EngineClient {
  /** Every call, in order. */
  readonly calls: { readonly method: EngineMethod; readonly params: unknown }[] = [];
  /** Answers that a test puts in place of the usual ones. */
  answers: Answers = {};
  model: ModelView | null = null;
  dataset: DatasetView = datasetView(['x1', 'x2'], ['y']);
  training: TrainingView = idleTraining;
  /** Milliseconds a training step takes. */
  pace = 120;
  /** Of the present run. */
  #curve: CurvePoint[] = [];
  readonly #listeners = new Map<EngineEvent, Set<Listener>>();
  #timer: ReturnType<typeof setInterval> | undefined;

  readonly #usual: Answers = {
    'session.snapshot': () => ({ ...emptySnapshot, model: this.model, training: this.training }),
    'data.preview': ({ overrides }: { overrides: Record<string, unknown> }) => ({
      ...preview,
      format: { ...preview.format, ...overrides },
      overridden: Object.keys(overrides) as never,
    }),
    'data.load': () => table,
    'data.prepare': (setup: DataSetup) => (this.dataset = datasetView(setup.inputs, setup.targets)),
    'model.create': (setup: NetworkSetup) => {
      this.model = modelView(this.dataset.inputs, setup.hidden, this.dataset.outputs);
      this.emit('model', modelEvent(this.model, { networkSetup: setup }));
    },
    'train.start': (setup: TrainingSetup) => this.train(setup),
    'train.pause': () => this.#halt('paused'),
    'train.resume': () => this.#go(),
    'train.step': (setup: TrainingSetup) => {
      if (this.training.status === 'running' || this.training.status === 'paused') this.#halt('paused');
      else this.#begin(setup);
      this.#advance('paused');
      this.#halt(this.training.status);
    },
    'train.stop': () => this.#halt('stopped'),
    'run.moments': () => [],
    'edge.inspect': (edge: EdgeRef) => edgeDetail(this.#theModel(), edge, this.training.step / 8),
    'curves.watch': ({ points }: { points: number }) => curvesView(this.#theModel(), points),
    'formula.current': () => modelFormula(this.#theModel()),
    'formula.print': ({ language, digits }: { language: string; digits: number | 'supported' | null }) => ({
      ...formulaView('exp(x1)', 'e^{x_{1}}', 3, typeof digits === 'number' ? 10 ** -digits : 1e-7),
      code: 'exp(x1)',
      definition:
        language === 'latex'
          ? `y = e^{x_{1}} + ${typeof digits === 'number' ? digits : 0}`
          : `${language}: y = exp(x1)`,
      unsaid: language === 'excel' ? 'x1 is 1 for “yes” and 0 for “no”.' : '',
    }),
    'formula.search': () => this.emit('formulaSearch', { ...idleSearch, status: 'running' }),
    'formula.stopSearch': () => this.emit('formulaSearch', { ...idleSearch, status: 'stopped' }),
    'evaluation.rows': ({ split }: { split: Split }) => evaluationView(this.#theModel(), split),
    'evaluation.threshold': () => undefined,
    'evaluation.map': ({ across }: { across: readonly [number, number] | null }) =>
      mapView(this.#theModel(), across),
    'evaluation.profile': ({ at }: { at: readonly (number | null)[] }) => profileView(this.#theModel(), at),
    'equation.change': () => undefined,
    'project.save': () => ({ bytes: 1234 }),
    'project.open': () => emptySnapshot,
  };

  /** What the calls of a method asked for, in order. */
  asked<M extends EngineMethod>(method: M): EngineParams<M>[] {
    return this.calls.filter((call) => call.method === method).map(({ params }) => params as EngineParams<M>);
  }

  async call<M extends EngineMethod>(method: M, params: unknown): Promise<EngineAnswers[M]> {
    this.calls.push({ method, params });
    const answer = (this.answers[method] ?? this.#usual[method]) as
      ((p: unknown) => EngineAnswers[M]) | undefined;
    if (answer === undefined) throw new Error(`the fake engine has no answer to ${method}`);
    return answer(params);
  }

  on<E extends EngineEvent>(event: E, listener: (value: EngineEvents[E]) => void): () => void {
    const known = this.#listeners.get(event) ?? new Set<Listener>();
    known.add(listener);
    this.#listeners.set(event, known);
    return () => known.delete(listener);
  }

  emit<E extends EngineEvent>(event: E, value: EngineEvents[E]): void {
    this.#listeners.get(event)?.forEach((listener) => listener(value as never));
  }

  #theModel(): ModelView {
    return this.model ?? modelView(['x1', 'x2'], [5], ['y']);
  }

  /** A run of one step, which is over at once. */
  learn(): void {
    this.#begin({ optimizer: 'adam', steps: 1 });
    this.#advance('running');
  }

  #begin(setup: Pick<TrainingSetup, 'optimizer' | 'steps'>): void {
    const automatic = setup.optimizer === 'auto';
    this.#curve = [];
    this.training = {
      ...idleTraining,
      steps: setup.steps,
      optimizer: automatic ? 'automatic' : setup.optimizer,
      decisions: automatic ? ['Trying 8 random starts on 3 grid intervals.'] : [],
    };
  }

  /** Begins a run, whatever is put in place of `train.start`. */
  train(setup: TrainingSetup): void {
    this.#begin(setup);
    this.#go();
  }

  #go(): void {
    this.training = { ...this.training, status: 'running', points: [] };
    this.emit('training', this.training);
    this.#timer = setInterval(() => {
      this.#advance('running');
      this.emit('curves', curvesView(this.#theModel(), 40, this.training.step / 8));
    }, this.pace);
  }

  #advance(status: 'running' | 'paused'): void {
    const step = this.training.step + 1;
    const done = step >= this.training.steps;
    if (done) clearInterval(this.#timer);
    const train = 1.2 * Math.exp(-step / 7) + 0.002;
    const point = { step, train, validation: train * (1.15 + 0.1 * Math.sin(step)) };
    this.#curve.push(point);
    this.training = {
      ...this.training,
      status: done ? 'finished' : status,
      step,
      seconds: step * 0.12,
      stepsPerSecond: 8.3,
      rowsPerSecond: 5800,
      secondsLeft: (this.training.steps - step) * 0.12,
      points: [point],
    };
    this.emit('training', this.training);
    if (done) {
      const reached = {
        train: scores(0.0021, 0.99998),
        validation: scores(0.0025, 0.99997),
        test: scores(0.0026, 0.99996),
      };
      const revision = {
        ...{ id: this.#theModel().revision, parent: 'created', label: 'Trained', name: '', kind: 'train' },
        ...{ heldOut: null, time: 0, training: null, curve: this.#curve, otherTable: null },
        scores: reached,
        measure: { kind: 'RMSE', targets: ['y'], weighing: null },
      } as const;
      this.emit(
        'model',
        modelEvent(this.#theModel(), {
          scores: reached,
          history: { revisions: [revision], current: revision.id, undo: null, redo: null },
        }),
      );
    }
  }

  #halt(status: TrainingView['status']): void {
    clearInterval(this.#timer);
    this.training = { ...this.training, status, points: [] };
    this.emit('training', this.training);
  }
}

export interface FakeStudio extends StudioApi {
  setStatus(status: EngineStatus): void;
  command(id: string): void;
}

export function fakeStudio(): FakeStudio {
  const statusListeners = new Set<(status: EngineStatus) => void>();
  const commandListeners = new Set<(command: string) => void>();
  let status: EngineStatus = { state: 'ready', restarts: 0 };
  const grant = { id: 'file-0001', name: 'pendulum.csv' };
  return {
    engine: {
      send: () => undefined,
      onMessage: () => () => undefined,
      onHung: () => () => undefined,
      wait: () => Promise.resolve(),
      restart: () => Promise.resolve(),
      onStatus: (listener) => {
        statusListeners.add(listener);
        listener(status);
        return () => statusListeners.delete(listener);
      },
    },
    files: {
      grantDropped: async (file) => ({ id: 'file-0002', name: file.name }),
      grantPasted: async () => ({ id: 'file-0003', name: 'Pasted table.txt' }),
      openDialog: async () => grant,
      saveDialog: async (name, { extension }) => ({
        id: 'file-0003',
        name: `${name}.${extension}`,
        folder: 'Documents',
      }),
      write: async () => undefined,
      openRecent: async (file) => file,
      recent: async () => [grant, { id: 'file-0004', name: 'flights 2025.kan' }],
      samples: async () =>
        [
          [
            'Hello, KAN',
            'y = exp(sin πx₁ + x₂²): the example of the paper, found again from 1,000 points.',
            ['y'],
          ],
          [
            'Pendulum',
            'Period of a swing from its length, mass and amplitude: which of them matter?',
            ['period'],
          ],
          ['Iris', 'Three kinds of flowers told apart by four lengths, in centimetres.', ['species']],
          ['Concrete strength', 'Compressive strength of concrete from its mixture and age.', ['strength']],
        ].map(([title, description, targets], index) => ({
          id: `sample-000${index}`,
          name: `${String(title).toLowerCase()}.csv`,
          title: title as string,
          description: description as string,
          targets: targets as string[],
          rows: 1000,
        })),
    },
    app: {
      info: async () => ({ version: '0.1.0', electron: '33', platform: 'linux', packaged: false }),
      theme: async () => 'system',
      setTheme: async () => undefined,
      setMenu: async () => undefined,
      onCommand: (listener) => {
        commandListeners.add(listener);
        return () => commandListeners.delete(listener);
      },
      onOpenFile: () => () => undefined,
      openExternal: async () => undefined,
      showLog: async () => undefined,
      copyText: async () => undefined,
      copyImage: async () => undefined,
    },
    setStatus: (next) => {
      status = next;
      statusListeners.forEach((listener) => listener(next));
    },
    command: (id) => commandListeners.forEach((listener) => listener(id)),
  };
}
