/** What a run's status means, and what it is called. Pure. */
import type { RunStatus } from '../../shared/contract/views/training.ts';

const LIVE: readonly RunStatus[] = ['running', 'paused'];

/** Whether a run is under way, including a paused one. */
export function isLive(status: RunStatus): boolean {
  return LIVE.includes(status);
}

const STATUS_LABELS: Readonly<Record<RunStatus, string>> = {
  idle: 'Ready',
  running: 'Training',
  paused: 'Paused',
  finished: 'Finished',
  stopped: 'Stopped',
  failed: 'Stopped early',
};

export function statusLabel(status: RunStatus): string {
  return STATUS_LABELS[status];
}
