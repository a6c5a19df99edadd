/** Calls about the whole session, and about project files. */
import { call, type } from '../../rpc/contract.ts';
import { none, file, savedFile } from '../schemas/basic.ts';
import type { Snapshot } from '../views/snapshot.ts';

export const projectCalls = {
  'session.snapshot': call(none, type<Snapshot>()),
  'project.save': call(savedFile, type<{ readonly bytes: number }>()),
  'project.open': call(file, type<Snapshot>()),
} as const;
