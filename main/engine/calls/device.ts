/** Calls about devices. */
import type { EngineHandlers } from '../../../shared/contract/engine.ts';
import type { Session } from '../session/session.ts';

export function deviceHandlers({ options }: Session): Pick<EngineHandlers, 'devices.list'> {
  return { 'devices.list': () => options.devices.list() };
}
