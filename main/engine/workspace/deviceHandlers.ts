/** Calls about what there is to compute on. */
import type { EngineHandlers } from '../../../shared/rpc/server.ts';
import type { Workspace } from './workspace.ts';

export function deviceHandlers({ options }: Workspace): Pick<EngineHandlers, 'devices.list'> {
  return { 'devices.list': () => options.devices.list() };
}
