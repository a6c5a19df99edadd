/** Waits for a comparison that runs beside the command: Ctrl-C ends it and keeps what there is. */
import { userError } from '../../../shared/errors.ts';
import type { Io } from '../io.ts';

interface Comparing<View> {
  readonly ended: Promise<void>;
  readonly view: View;
  stop(): Promise<void>;
}

/** @returns the last view. @throws KanError `compare.failed` */
export async function untilEnded<View extends { readonly status: string; readonly message: string }>(
  running: Comparing<View>,
  { interrupted, remark }: Io,
): Promise<View> {
  const stop = (): void => void running.stop();
  interrupted.addEventListener('abort', stop, { once: true });
  await running.ended;
  interrupted.removeEventListener('abort', stop);
  const { view } = running;
  if (view.status === 'failed') throw userError('compare.failed', view.message);
  if (interrupted.aborted) remark('warning', 'Interrupted: not all networks were trained to the end.');
  return view;
}
