/** Calls about the history of the network. */
import { z } from 'zod';
import { call, type } from '../../rpc/contract.ts';
import { none } from '../schemas/basic.ts';
import type { RevisionDetail } from '../views/history.ts';

const revisionId = z.string().min(1).max(100);

export const historyCalls = {
  'history.makeCurrent': call(z.object({ revision: revisionId }).strict()),
  'history.undo': call(none),
  'history.redo': call(none),
  'history.name': call(z.object({ revision: revisionId, name: z.string().max(200) }).strict()),
  /** A view of a revision, for comparing; the current revision stays current. */
  'history.detail': call(
    z.object({ revision: revisionId, points: z.int().min(8).max(512) }).strict(),
    type<RevisionDetail>(),
  ),
} as const;
