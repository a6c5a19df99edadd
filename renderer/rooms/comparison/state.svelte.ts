/** The network beside multilayer perceptrons: what is asked of the engine, and what it found. */
import type { EngineClient } from '../../../shared/contract/engine.ts';
import { type ComparisonView, idleComparison } from '../../../shared/contract/views/comparison.ts';
import { idleSizeStudy, type SizeStudyView } from '../../../shared/contract/views/sizeStudy.ts';
import { idleFindings, type FindingsView } from '../../../shared/contract/views/findings.ts';
import type { Snapshot } from '../../../shared/contract/views/snapshot.ts';
import { comparisonSettings } from '../../../shared/settings/comparison.ts';
import { OneRequest } from '../../common/one-request.svelte.ts';

/** What the network is compared by. */
export type ComparedBy = 'models' | 'sizes';

export class ComparisonState {
  readonly #requests = new OneRequest();
  view = $state.raw<ComparisonView>(idleComparison);
  sizes = $state.raw<SizeStudyView>(idleSizeStudy);
  /** What the figures were made for. */
  findings = $state.raw<FindingsView>(idleFindings);
  by = $state<ComparedBy>('models');
  /** How long the MLPs of each size are trained. */
  seconds = $state<number>(comparisonSettings.seconds.default);
  /** A request has been sent: a second press does nothing. */
  readonly busy = $derived.by(() => this.#requests.busy);

  readonly running = $derived(this.view.status === 'running');
  readonly runningSizes = $derived(this.sizes.status === 'running');

  readonly #client: EngineClient;

  constructor(client: EngineClient) {
    this.#client = client;
  }

  start(): Promise<void> {
    return this.#requests.send(async () => {
      await this.#client.call('comparison.start', { seconds: this.seconds });
    });
  }

  stop(): Promise<void> {
    return this.#requests.send(async () => {
      await this.#client.call('comparison.stop', undefined);
    });
  }

  startSizes(): Promise<void> {
    return this.#requests.send(async () => {
      await this.#client.call('sizeStudy.start', { seconds: this.seconds });
    });
  }

  stopSizes(): Promise<void> {
    return this.#requests.send(async () => {
      await this.#client.call('sizeStudy.stop', undefined);
    });
  }

  /** All as the engine has it. */
  restore({ comparison, sizeStudy, findings }: Snapshot): void {
    this.view = comparison;
    this.sizes = sizeStudy;
    this.findings = findings;
    this.#requests.busy = false;
  }

  /** The engine is gone, and the comparison with it. @returns what a person does then */
  interrupt(): string {
    const ended = this.running || this.runningSizes;
    if (this.running) this.view = { ...this.view, status: 'stopped', training: null };
    if (this.runningSizes) this.sizes = { ...this.sizes, status: 'stopped', training: '' };
    this.#requests.busy = false;
    return ended ? 'The comparison with MLPs ended: start it again.' : '';
  }
}
