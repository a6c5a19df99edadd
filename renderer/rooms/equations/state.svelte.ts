/** Differential equations: the form, its steps of undo, what is asked of the engine, and what it found. */
import type { EngineClient } from '../../../shared/contract/engine.ts';
import type { EquationDraft, EquationForm } from '../../../shared/contract/schemas/equationDraft.ts';
import {
  type EquationStepsView,
  type EquationView,
  idleEquation,
} from '../../../shared/contract/views/equation.ts';
import type { ProblemFile } from '../../../shared/contract/schemas/problemFile.ts';
import type { Snapshot } from '../../../shared/contract/views/snapshot.ts';
import { draftOf, draftProblem, emptyForm } from '../../../shared/equationForm.ts';
import { equationSamples, type EquationSample } from '../../../shared/equationSamples.ts';
import type { EquationSettings } from '../../../shared/settings/equations.ts';
import { OneRequest } from '../../common/one-request.svelte.ts';

/** What the form shows before anything was chosen. */
const firstDraft = draftOf(equationSamples[0].problem, equationSamples[0].id);

const noSteps = { canUndo: false, canRedo: false, outOfDate: false };

export class EquationsState {
  readonly #requests = new OneRequest();
  readonly #client: EngineClient;

  /** The screen of equations is shown. */
  open = $state(false);
  draft = $state.raw<EquationDraft>(firstDraft);
  view = $state.raw<EquationView>(idleEquation);
  #steps = $state.raw<Omit<EquationStepsView, 'draft' | 'unsaved'>>(noSteps);
  /** The field whose change goes on: further letters belong to the same step. */
  #field: string | null = null;
  /** Settles when no step of undo or redo is under way. */
  #walked: Promise<void> = Promise.resolve();
  /** The engine has not taken the last change: it was away. */
  #undelivered = false;

  /** A request has been sent: a second press does nothing. */
  readonly busy = $derived.by(() => this.#requests.busy);
  readonly running = $derived(['running', 'formula', 'mlp'].includes(this.view.status));
  /** The solution that is shown is that of another problem. */
  readonly outOfDate = $derived(this.#steps.outOfDate && !this.running);
  readonly canUndo = $derived.by(() => this.#steps.canUndo && !this.running);
  readonly canRedo = $derived.by(() => this.#steps.canRedo && !this.running);

  /** Something was chosen, typed or solved: a project can hold it. */
  readonly begun = $derived(this.#steps.canUndo || this.#steps.canRedo);

  /** What is typed, with the measured values of a sample. */
  get problem(): ProblemFile {
    return draftProblem(this.draft);
  }

  constructor(client: EngineClient) {
    this.#client = client;
  }

  /** Fills the form with a sample. */
  choose({ id, problem }: EquationSample): void {
    this.#change({ ...draftOf(problem, id), settings: this.draft.settings }, null);
  }

  /** Empties the form. */
  empty(): void {
    const { settings } = this.draft;
    this.#change({ form: emptyForm, sample: '', measuredFrom: 'none', settings }, null);
  }

  /** Shows what the person has typed; an empty form in place of a sample. */
  own(): void {
    if (this.draft.sample !== '') this.empty();
  }

  change(part: Partial<EquationForm>): void {
    const form = { ...this.draft.form, ...part };
    this.#change({ ...this.draft, form, sample: '' }, Object.keys(part).join());
  }

  /** Where measured values come from. */
  measure(measuredFrom: EquationDraft['measuredFrom']): void {
    this.#change({ ...this.draft, measuredFrom }, null);
  }

  set(part: Partial<EquationSettings>): void {
    const settings = { ...this.draft.settings, ...part };
    this.#change({ ...this.draft, settings }, Object.keys(part).join());
  }

  /** The next change is a step of its own. */
  leaveField(): void {
    this.#field = null;
  }

  solve(): Promise<void> {
    this.leaveField();
    return this.#requests.send(async () => {
      await this.#client.call('equation.solve', this.draft);
      this.#undelivered = false;
    });
  }

  /** Ends the run; the solution found so far stays. */
  stop(): Promise<void> {
    return this.#requests.send(async () => {
      await this.#client.call('equation.stop', undefined);
    });
  }

  /** One step back: a change of the problem, or a solution. */
  undo(): Promise<void> {
    return this.#walk(async () => {
      if (this.canUndo) this.#take(await this.#client.call('equation.undo', undefined));
    });
  }

  redo(): Promise<void> {
    return this.#walk(async () => {
      if (this.canRedo) this.#take(await this.#client.call('equation.redo', undefined));
    });
  }

  /** Makes the solution the network of the workbench. @returns the state with it */
  use(): Promise<Snapshot> {
    return this.#client.call('equation.use', undefined);
  }

  /** The steps have changed; the form is ahead of them, and stays. */
  follow({ canUndo, canRedo, outOfDate }: EquationStepsView): void {
    this.#steps = { canUndo, canRedo, outOfDate };
  }

  /** All as the engine has it; a change that an engine before it did not take is sent again. */
  restore({ equation, equationSteps }: Snapshot): void {
    this.view = equation;
    this.#requests.busy = false;
    if (this.#undelivered) this.#change(this.draft, null);
    else this.#take(equationSteps);
  }

  /** The engine is gone, and the run with it. */
  interrupt(): void {
    if (this.running) this.view = { ...this.view, status: 'stopped', progress: null };
    this.#requests.busy = false;
  }

  /** Quick presses go one after another: none is lost. */
  #walk(step: () => Promise<void>): Promise<void> {
    const walked = this.#walked.then(step);
    this.#walked = walked.catch(() => undefined);
    return walked;
  }

  #take(steps: EquationStepsView): void {
    this.leaveField();
    this.draft = steps.draft ?? firstDraft;
    this.follow(steps);
  }

  #change(draft: EquationDraft, field: string | null): void {
    const continues = field !== null && field === this.#field;
    this.#field = field;
    this.draft = draft;
    this.#client.call('equation.change', { draft, continues }).then(
      () => (this.#undelivered = false),
      () => (this.#undelivered = true),
    );
  }
}
