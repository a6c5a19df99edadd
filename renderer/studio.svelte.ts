/** The window's whole state: makes the rooms, and connects the engine to them. */
import type { EngineClient, EngineEvents, EngineMethod } from '../shared/contract/engine.ts';
import type { EngineStatus, StudioApi } from '../shared/contract/studio.ts';
import type { Snapshot } from '../shared/contract/views/snapshot.ts';
import { interruptedText } from '../shared/results/underWay.ts';
import { ActionRegistry } from './actions/registry.ts';
import { PageSteps } from './common/page-steps.svelte.ts';
import { NetworkState } from './common/network.svelte.ts';
import { Notices } from './common/notices.svelte.ts';
import { panelActions } from './common/panel-actions.ts';
import type { Part, PartSlot, Room } from './common/room.ts';
import { Selection } from './common/selection.svelte.ts';
import type { Screen } from './actions/action.ts';
import type { Shared } from './common/shared.ts';
import { ViewState } from './common/view.svelte.ts';
import { Waits } from './common/waits.svelte.ts';
import { EditState } from './edits/edits.svelte.ts';
import { createRooms, type ActionId, type PanelId } from './rooms.ts';
import { ThemeState } from './rooms/appearance/state.svelte.ts';
import { ComparisonState } from './rooms/comparison/state.svelte.ts';
import { DataState } from './rooms/data/state.svelte.ts';
import { EquationsState } from './rooms/equations/state.svelte.ts';
import { EvaluationState } from './rooms/evaluation/state.svelte.ts';
import { FilesState } from './rooms/files/state.svelte.ts';
import { UnsavedState } from './rooms/files/unsaved.svelte.ts';
import { FormulaState } from './rooms/formula/state.svelte.ts';
import { PruneState } from './rooms/graph/pruning/prune.svelte.ts';
import { GraphState } from './rooms/graph/state.svelte.ts';
import { TourState } from './rooms/help/state.svelte.ts';
import { HistoryState } from './rooms/history/state.svelte.ts';
import { FixingState } from './rooms/inspector/edge/fixing.svelte.ts';
import { InspectorState } from './rooms/inspector/state.svelte.ts';
import { LogState } from './rooms/log/state.svelte.ts';
import { SetupState } from './rooms/network/state.svelte.ts';
import { PhasesState } from './rooms/phases/state.svelte.ts';
import { PictureState } from './rooms/picture/state.svelte.ts';
import { PredictState } from './rooms/predict/state.svelte.ts';
import { SafetyState } from './rooms/safety/state.svelte.ts';
import { SimplifyState } from './rooms/simplify/state.svelte.ts';
import { TrainingState } from './rooms/train/state.svelte.ts';

export class Studio implements Shared {
  readonly api: StudioApi;
  readonly client: EngineClient;
  readonly log = new LogState();
  readonly notices = new Notices((tone, text) => {
    this.log.note(tone, text);
  });
  readonly selection = new Selection();
  readonly pageSteps = new PageSteps();
  readonly network: NetworkState;
  readonly edits: EditState;
  readonly waits = new Waits();
  readonly view: ViewState<PanelId>;

  readonly theme: ThemeState;
  readonly data: DataState;
  readonly training: TrainingState;
  readonly setup: SetupState;
  readonly graph = new GraphState();
  readonly prune: PruneState;
  readonly simplify: SimplifyState;
  readonly picture: PictureState;
  readonly inspector: InspectorState;
  readonly fixing: FixingState;
  readonly history: HistoryState;
  readonly formula: FormulaState;
  readonly equations: EquationsState;
  readonly evaluation: EvaluationState;
  readonly comparison: ComparisonState;
  readonly phases: PhasesState;
  readonly predict: PredictState;
  readonly unsaved: UnsavedState;
  readonly files: FilesState;
  readonly tour: TourState;
  readonly safety = new SafetyState();

  readonly actions: ActionRegistry<ActionId>;
  readonly #rooms: readonly Room[];

  engine = $state.raw<EngineStatus>({ state: 'starting' });
  readonly ready = $derived(this.engine.state === 'ready');
  readonly screen = $derived.by((): Screen => {
    if (this.data.preview) return 'import';
    if (this.equations.open) return 'equations';
    if (this.files.home) return 'welcome';
    return this.data.table || this.network.model ? 'workbench' : 'welcome';
  });
  /** A dialog is open. */
  readonly modal = $derived.by(() => this.view.dialog !== null || this.unsaved.asked !== null);

  /** The notice that says that the engine is gone, and what a person does about the work that ended with it. */
  #lost: { readonly notice: number; readonly hung: boolean; readonly ended: string } | null = null;

  constructor(api: StudioApi, engine: EngineClient) {
    this.api = api;
    const client = this.waits.around(engine);
    this.client = client;
    this.network = new NetworkState(client);
    this.edits = new EditState(client);
    this.view = new ViewState(() => panels);

    this.theme = new ThemeState(api.app);
    this.data = new DataState(client, this.notices);
    this.training = new TrainingState(client, this.network);
    this.setup = new SetupState(this);
    this.prune = new PruneState(this.edits, this.network);
    this.simplify = new SimplifyState(client, this.edits);
    this.picture = new PictureState(client, api, this.network, this.notices);
    this.inspector = new InspectorState(client, this.selection);
    this.fixing = new FixingState(client, this.edits);
    this.history = new HistoryState(client, this.network, this.pageSteps);
    this.formula = new FormulaState(client, api);
    this.equations = new EquationsState(client);
    this.evaluation = new EvaluationState(client);
    this.comparison = new ComparisonState(client);
    this.phases = new PhasesState(this);
    this.predict = new PredictState(client, api, this.network);
    this.unsaved = new UnsavedState(() => this.files.save());
    this.files = new FilesState(this);
    this.tour = new TourState(this.view);

    const { rooms, actions, panels } = createRooms(this);
    this.#rooms = rooms;
    this.actions = new ActionRegistry<ActionId>([...actions, ...panelActions<PanelId>(this, panels)]);
  }

  /** The parts that a place of the window shows now. */
  partsAt(slot: PartSlot): readonly Part[] {
    return this.#rooms.flatMap(({ parts = [] }) => parts.filter((part) => part.slot === slot && part.when()));
  }

  /** Listens to the engine and to main. @returns a function that ends it. */
  start(): () => void {
    const { client } = this;
    const ends = [
      client.on('model', (event) => {
        this.#showModel(event);
      }),
      client.on('curves', (curves) => {
        this.network.newest = curves;
      }),
      client.on('history', (history) => {
        this.network.history = history;
      }),
      client.on('progress', (progress) => {
        this.waits.count(progress);
        if (EDITING.has(progress.call)) this.edits.showProgress(progress);
      }),
      ...this.#rooms.flatMap((room) => room.listen?.(client) ?? []),
      this.api.engine.onStatus((status) => {
        this.#follow(status);
      }),
    ];
    return () => {
      for (const end of ends) end();
    };
  }

  /** Runs something and shows what goes wrong. */
  readonly attempt = (work: Promise<unknown>): void => {
    work.catch((thrown: unknown) => {
      this.notices.report(thrown);
    });
  };

  /** Shows all as the engine has it. */
  readonly restore = (snapshot: Snapshot): void => {
    this.pageSteps.clear();
    this.selection.follow(this.network.model, snapshot.model);
    this.network.restore(snapshot);
    for (const room of this.#rooms) room.restore?.(snapshot);
    this.attempt(this.network.watch([]));
  };

  /** There is another network: what was found of the one before is of no use. */
  readonly beginAnew = (): void => {
    this.pageSteps.clear();
    for (const room of this.#rooms) room.beginAnew?.();
  };

  /**
   * There is another table, and no network for it yet.
   * @param otherColumns whether they are not those of the one before
   */
  readonly beginTable = async (otherColumns: boolean): Promise<void> => {
    this.view.show('data');
    this.notices.outdate();
    this.network.clear();
    this.selection.clear();
    this.selection.chooseRows([]);
    this.beginAnew();
    await this.setup.begin(otherColumns);
  };

  #showModel(event: EngineEvents['model']): void {
    if (event.model.revision !== this.network.model?.revision) {
      this.pageSteps.clear();
      this.notices.outdate();
    }
    this.selection.follow(this.network.model, event.model);
    this.network.show(event);
    for (const room of this.#rooms) room.modelChanged?.(event);
    this.attempt(this.network.watch([]));
  }

  #follow(status: EngineStatus): void {
    const before = this.engine.state;
    this.engine = status;
    if (status.state === 'lost') {
      if (this.#lost !== null) this.notices.dismiss(this.#lost.notice);
      const notice = this.notices.warn(status.error.message, status.error.hint);
      // What a first engine was doing is said after the second one too.
      const ended = [this.#lost?.ended ?? '', ...this.#rooms.map((room) => room.engineLost?.() ?? '')];
      const hung = status.error.code === 'engine.hung';
      this.#lost = { notice, hung, ended: ended.filter((text) => text !== '').join(' ') };
    }
    if (status.state === 'ready' && before !== 'ready') this.attempt(this.#recover());
  }

  /** An engine is there: shows what it has, and says where it comes from. */
  async #recover(): Promise<void> {
    const lost = this.#lost;
    const snapshot = await this.client.call('session.snapshot', undefined);
    // Lost again meanwhile: that notice stays, and the next engine shows what it has.
    if (this.#lost !== lost) return;
    this.restore(snapshot);
    if (lost !== null) {
      this.notices.dismiss(lost.notice);
      this.notices.warn(
        lost.hung
          ? 'The engine did not answer and was started again.'
          : 'The engine stopped unexpectedly and was started again.',
        whatIsBack(snapshot, lost.ended),
      );
      this.#lost = null;
    } else if (snapshot.recovered && this.unsaved.work) {
      const kept = 'It has changes that are not saved in a project file: save it to keep them.';
      const interrupted = interruptedText(snapshot.interrupted);
      this.notices.tell('Your last work was restored.', `${interrupted} ${kept}`.trimStart());
    }
  }
}

/** The calls of edits by hand. */
const EDITING: ReadonlySet<string> = new Set<EngineMethod>(['model.edit', 'model.simplify']);

/** What a person has after the engine was started again, and what to do. */
function whatIsBack({ model, table, equationSteps }: Snapshot, ended: string): string {
  if (model) return `Your network was recovered. ${ended}`.trimEnd();
  if (equationSteps.draft !== null)
    return 'Your equation is here again. Solve it again if it was being solved.';
  return table ? 'Your table is here again.' : 'There was no network yet. Load your table again.';
}
