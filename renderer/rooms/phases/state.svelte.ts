/** Learning in phases: what is asked of the engine, and what it found. */
import type { EngineClient } from '../../../shared/contract/engine.ts';
import type { PhasesBy, PhasesView } from '../../../shared/contract/views/phases.ts';
import type { NetworkSetup } from '../../../shared/contract/schemas/setups.ts';
import { idleFindings, type FindingsView } from '../../../shared/contract/views/findings.ts';
import type { Snapshot } from '../../../shared/contract/views/snapshot.ts';
import { type phaseNetworks, phasesPreset, phasesSettings } from '../../../shared/settings/phases.ts';
import type { NetworkState } from '../../common/network.svelte.ts';
import { OneRequest } from '../../common/one-request.svelte.ts';
import type { DataState } from '../data/state.svelte.ts';
import { phaseColumns } from './columns.ts';

export type PhaseNetwork = (typeof phaseNetworks)[number]['value'];

interface Needs {
  readonly client: EngineClient;
  readonly data: DataState;
  readonly network: NetworkState;
}

export class PhasesState {
  readonly #requests = new OneRequest();
  readonly #needs: Needs;
  #abort = new AbortController();

  /** The selected column; null for the order of the rows. */
  #column = $state<string | null>(null);
  parts = $state<number>(phasesSettings.phaseParts.default);
  steps = $state<number>(phasesSettings.phaseSteps.default);
  kind = $state<PhaseNetwork>('preset');
  /** What was found so far; null before the first phase is learned. */
  found = $state.raw<PhasesView | null>(null);
  /** What the figures were made for. */
  findings = $state.raw<FindingsView>(idleFindings);

  /** Phases are being learned. */
  readonly busy = $derived.by(() => this.#requests.busy);
  /** The columns whose values can be phases. */
  readonly columns = $derived.by(() => phaseColumns(this.#needs.data.table, this.#needs.data.setup));
  readonly column = $derived.by(() =>
    this.#column !== null && this.columns.includes(this.#column) ? this.#column : null,
  );

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  choose(column: string | null): void {
    this.#column = column;
  }

  /** Learns one phase after another. @throws the error of the engine; `cancelled` where it was stopped. */
  learn(seed: number): Promise<void> {
    return this.#requests.send(async () => {
      const before = this.found;
      this.found = null;
      this.#abort = new AbortController();
      const by: PhasesBy = this.column === null ? { parts: this.parts } : { column: this.column };
      const request = { by, network: this.#network(seed), steps: this.steps };
      try {
        this.found = await this.#needs.client.call('phases.learn', request, this.#abort.signal);
      } finally {
        // Stopped before the first phase was learned: what was found before is still there.
        this.found ??= before;
      }
    });
  }

  stop(): void {
    this.#abort.abort();
  }

  /** Makes the network that learned the phases the current one. @returns the state with it */
  use(): Promise<Snapshot> {
    return this.#needs.client.call('phases.use', undefined);
  }

  /** All as the engine has it. */
  restore({ phases, findings }: Snapshot): void {
    this.stop();
    this.found = phases;
    this.findings = findings;
  }

  #network(seed: number): NetworkSetup {
    const { model } = this.#needs.network;
    const { hidden, grid, order, baseFunction } = phasesPreset.network;
    return this.kind === 'preset' || model === null
      ? { hidden: [...hidden], grid, order, seed, baseFunction }
      : { hidden: model.shape.slice(1, -1), grid: model.grid, order: model.order, seed, baseFunction };
  }
}
