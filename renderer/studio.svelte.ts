/** The window's whole state, and how it follows the engine. */
import type { EngineClient, EngineStatus, StudioApi } from '../shared/contract/contract.ts';
import type { EdgeRef, Snapshot } from '../shared/contract/views.ts';
import { Asides } from './common/asides.svelte.ts';
import { DataState } from './rooms/data/state.svelte.ts';
import { EditState } from './edits/edits.svelte.ts';
import { EvaluationState } from './rooms/evaluation/state.svelte.ts';
import { FilesState } from './rooms/files/state.svelte.ts';
import { FormulaState } from './rooms/formula/state.svelte.ts';
import { FixingState } from './rooms/inspector/edge/fixing.svelte.ts';
import { GraphState } from './rooms/graph/state.svelte.ts';
import { HistoryState } from './rooms/history/state.svelte.ts';
import { InspectorState } from './rooms/inspector/state.svelte.ts';
import { LogState } from './rooms/log/state.svelte.ts';
import { NetworkState, NO_HISTORY } from './rooms/network/state.svelte.ts';
import { Notices } from './common/notices.svelte.ts';
import { PredictState } from './rooms/predict/state.svelte.ts';
import { PictureState } from './rooms/picture/state.svelte.ts';
import { PruneState } from './rooms/graph/prune.svelte.ts';
import { Selection } from './common/selection.svelte.ts';
import { SetupState } from './rooms/network/forms.svelte.ts';
import { ThemeState } from './shell/theme.svelte.ts';
import { TrainingState } from './rooms/train/state.svelte.ts';
import { UnsavedState } from './rooms/files/unsaved.svelte.ts';
import { ViewState } from './shell/view.svelte.ts';

export class Studio {
  readonly api: StudioApi;
  readonly log = new LogState();
  readonly notices = new Notices((tone, text) => {
    this.log.note(tone, text);
  });
  readonly theme: ThemeState;
  readonly data: DataState;
  readonly network: NetworkState;
  readonly training: TrainingState;
  readonly selection = new Selection();
  /** What undo takes back before it walks in the history. */
  readonly asides = new Asides();
  readonly graph = new GraphState();
  readonly prune: PruneState;
  readonly picture: PictureState;
  readonly inspector: InspectorState;
  readonly edits: EditState;
  readonly fixing: FixingState;
  readonly history: HistoryState;
  readonly formula: FormulaState;
  readonly evaluation: EvaluationState;
  readonly predict: PredictState;
  readonly setup: SetupState;
  readonly files: FilesState;
  readonly view = new ViewState();
  readonly unsaved = new UnsavedState(() => this.files.save());
  engine = $state.raw<EngineStatus>({ state: 'starting' });
  /** How often the engine had to be started again. */
  readonly restarts = $derived(this.engine.state === 'ready' ? this.engine.restarts : 0);

  readonly screen = $derived.by((): 'welcome' | 'import' | 'bench' => {
    if (this.data.preview) return 'import';
    if (this.files.home) return 'welcome';
    return this.data.table || this.network.model ? 'bench' : 'welcome';
  });
  readonly ready = $derived(this.engine.state === 'ready');
  /** The room for predictions is open, with a network to predict by. */
  readonly predicting = $derived.by(
    () => this.screen === 'bench' && this.view.below === 'predict' && this.network.trained,
  );
  readonly #client: EngineClient;
  /** The notice that says that the engine is gone. */
  #lost: number | null = null;

  constructor(api: StudioApi, client: EngineClient) {
    this.api = api;
    this.#client = client;
    this.theme = new ThemeState(api.app);
    this.data = new DataState(client, this.notices);
    this.network = new NetworkState(client);
    this.training = new TrainingState(client, this.network);
    this.inspector = new InspectorState(client, this.selection);
    this.edits = new EditState(client);
    this.prune = new PruneState(this.edits, this.network);
    this.picture = new PictureState(client, api, this.network, this.notices);
    this.fixing = new FixingState(client, this.edits);
    this.history = new HistoryState(client, this.network, this.asides);
    this.formula = new FormulaState(client, api, this.notices);
    this.evaluation = new EvaluationState(client);
    this.predict = new PredictState(client, api, this.notices);
    const { data, network, training, selection, notices, asides, predict, unsaved } = this;
    const attempt = (work: Promise<unknown>) => {
      this.attempt(work);
    };
    this.files = new FilesState({
      ...{ api, client, data, network, predict, notices, unsaved, attempt },
      predicting: () => this.predicting,
      show: (snapshot) => {
        this.#show(snapshot);
      },
      onnewtable: async () => {
        this.view.showLeft('data');
        this.#forgetModel();
        await this.setup.apply();
      },
    });
    this.setup = new SetupState({
      ...{ data, network, training, selection, notices, asides, attempt },
      ready: () => this.ready,
      onmade: () => {
        this.#forgetFindings();
      },
    });
  }

  /** Listens to the engine and to main. @returns a function that ends it. */
  start(): () => void {
    const client = this.#client;
    const ends = [
      client.on('data.progress', (progress) => {
        this.data.showProgress(progress);
      }),
      client.on('training', (view) => {
        const live = this.training.live;
        this.log.followRun(this.training.view, view);
        this.training.show(view);
        if (live && view.status === 'finished' && this.training.thenFormula)
          this.attempt(this.#findFormula());
      }),
      client.on('curves', (curves) => {
        this.network.curves = curves;
        this.attempt(this.inspector.refresh());
      }),
      client.on('dataset', (event) => {
        this.data.follow(event);
      }),
      client.on('model', (event) => {
        if (event.model.revision !== this.network.model?.revision) this.asides.clear();
        this.network.showModel(event);
        this.unsaved.follow(event.history);
        this.training.follow(event.history);
        this.log.followHistory(event.history);
        this.selection.keepWithin(event.model);
        this.prune.reset();
        this.attempt(this.network.watch([]));
        this.attempt(this.inspector.refresh());
      }),
      client.on('editing', (progress) => {
        this.edits.showProgress(progress);
      }),
      client.on('formulaSearch', (search) => {
        this.formula.showSearch(search);
      }),
      $effect.root(() => {
        $effect(() => {
          // Whoever chooses an edge, the inspector follows.
          this.attempt(this.inspector.refresh());
        });
      }),
      client.on('log', (line) => {
        this.log.add(line);
      }),
      this.api.engine.onStatus((status) => {
        this.#follow(status);
      }),
      this.api.app.onOpenFile((file) => {
        this.files.open(file);
      }),
    ];
    this.attempt(this.theme.load());
    return () => {
      for (const end of ends) end();
    };
  }

  /** Runs something and shows what goes wrong. */
  attempt(work: Promise<unknown>): void {
    work.catch((thrown: unknown) => {
      // While the engine is away its calls fail; that has been said already.
      if (this.engine.state !== 'lost') this.notices.report(thrown);
    });
  }

  /** Begins the tour on what is on the bench, or else on the first sample. */
  async startTour(): Promise<void> {
    if (this.screen !== 'bench') {
      this.data.closePreview();
      this.files.home = false;
      const [sample] = this.data.table || this.network.model ? [] : await this.api.files.samples();
      if (sample) await this.files.openSample(sample);
    }
    this.view.endTour();
    this.view.walkTour(1);
  }

  select(edge: EdgeRef | null): void {
    this.selection.chooseEdge(edge);
  }

  #follow(status: EngineStatus): void {
    const before = this.engine.state;
    this.engine = status;
    if (status.state === 'lost') {
      this.#lost = this.notices.warn(status.error.message, status.error.hint);
      this.data.interrupt();
      this.training.interrupt();
      this.formula.interrupt();
    }
    if (status.state === 'ready' && before !== 'ready') this.attempt(this.#restore());
  }

  async #restore(): Promise<void> {
    const snapshot = await this.#client.call('session.snapshot', undefined);
    this.#show(snapshot);
    if (this.#lost !== null) {
      this.notices.dismiss(this.#lost);
      this.notices.warn(
        'The engine stopped unexpectedly and was started again.',
        snapshot.model
          ? 'Your network from a few seconds before was recovered: train to go on from there.'
          : 'There was no network yet: load your table again.',
      );
      this.#lost = null;
    } else if (snapshot.recovered && snapshot.unsaved) {
      this.notices.tell(
        'Your work of last time is here again.',
        'It is in no project file yet: save it to keep it.',
      );
    }
    this.files.tellOfLostTable(snapshot);
    await this.network.watch([]);
  }

  #show(snapshot: Snapshot): void {
    this.unsaved.restore(snapshot.history, snapshot.unsaved);
    this.history.clear();
    this.asides.clear();
    this.data.restore(snapshot);
    this.network.restore(snapshot);
    this.training.restore(snapshot);
    this.evaluation.clear();
    this.formula.restore(snapshot);
    this.selection.keepWithin(snapshot.model);
    this.attempt(this.inspector.refresh());
  }

  async #findFormula(): Promise<void> {
    this.view.showBelow('formulas');
    await this.formula.start();
  }

  #forgetModel(): void {
    this.asides.clear();
    this.setup.refusal = null;
    this.network.model = null;
    this.network.scores = null;
    this.network.history = NO_HISTORY;
    this.network.curves = null;
    this.network.applied = null;
    this.selection.clear();
    this.selection.chooseRows([]);
    this.training.clear();
    this.#forgetFindings();
  }

  /** What was found of the network before. */
  #forgetFindings(): void {
    this.formula.clear();
    this.evaluation.clear();
  }
}
