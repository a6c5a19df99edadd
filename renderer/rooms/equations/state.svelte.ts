/** Differential equations: the form, what is asked of the engine, and what it found. */
import type { EngineClient } from '../../../shared/contract/engine.ts';
import type { EquationView } from '../../../shared/contract/equationViews.ts';
import { idleEquation } from '../../../shared/contract/idleEquation.ts';
import type { ProblemFile } from '../../../shared/contract/problemSchema.ts';
import type { Snapshot } from '../../../shared/contract/views.ts';
import type { EquationSample } from '../../../shared/equationSamples.ts';
import { equationSamples } from '../../../shared/equationSamples.ts';
import { equationSettings, type EquationSettings } from '../../../shared/settings/equations.ts';
import { defaultsOf } from '../../../shared/settings/setting.ts';
import { OneRequest } from '../../common/one-request.svelte.ts';
import { emptyForm, formOf, problemOf, type EquationForm } from './form.ts';

/** Where measured values come from. */
export type MeasuredFrom = 'none' | 'sample' | 'table';

export class EquationsState {
  readonly #requests = new OneRequest();
  readonly #client: EngineClient;

  /** The screen of equations is shown. */
  open = $state(false);
  form = $state.raw<EquationForm>(formOf(equationSamples[0].problem));
  /** The sample that the form was filled from; '' once it was changed. */
  sample = $state(equationSamples[0].id);
  measuredFrom = $state<MeasuredFrom>('none');
  /** Measured values that came with a sample. */
  measurements = $state.raw<ProblemFile['measurements']>(undefined);
  settings = $state.raw<EquationSettings>(defaultsOf(equationSettings));
  view = $state.raw<EquationView>(idleEquation);

  /** A request has been sent: a second press does nothing. */
  readonly busy = $derived.by(() => this.#requests.busy);
  readonly running = $derived(['running', 'formula', 'mlp'].includes(this.view.status));

  /** What is typed, with the measured values of a sample. */
  get problem(): ProblemFile {
    return problemOf(this.form, this.measuredFrom === 'sample' ? this.measurements : undefined);
  }

  constructor(client: EngineClient) {
    this.#client = client;
  }

  /** Fills the form with a sample. */
  choose({ id, problem }: EquationSample): void {
    this.form = formOf(problem);
    this.sample = id;
    this.measurements = problem.measurements;
    this.measuredFrom = problem.measurements === undefined ? 'none' : 'sample';
  }

  /** Empties the form. */
  empty(): void {
    this.form = emptyForm;
    this.sample = '';
    this.measurements = undefined;
    this.measuredFrom = 'none';
  }

  change(part: Partial<EquationForm>): void {
    this.form = { ...this.form, ...part };
    this.sample = '';
  }

  set(part: Partial<EquationSettings>): void {
    this.settings = { ...this.settings, ...part };
  }

  solve(): Promise<void> {
    return this.#requests.send(async () => {
      await this.#client.call('equation.solve', {
        problem: this.problem,
        fromTable: this.measuredFrom === 'table',
        settings: this.settings,
      });
    });
  }

  /** Ends the run; the solution found so far stays. */
  stop(): Promise<void> {
    return this.#requests.send(async () => {
      await this.#client.call('equation.stop', undefined);
    });
  }

  /** Makes the solution the network of the workbench. @returns the state with it */
  use(): Promise<Snapshot> {
    return this.#client.call('equation.use', undefined);
  }

  /** All as the engine has it. */
  restore(view: EquationView): void {
    this.view = view;
    this.#requests.busy = false;
  }

  /** The engine is gone, and the run with it. */
  interrupt(): void {
    if (this.running) this.view = { ...this.view, status: 'stopped', progress: null };
    this.#requests.busy = false;
  }
}
