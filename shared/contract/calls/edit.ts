/** Calls for edits by hand and their previews, and for smaller networks. */
import { z } from 'zod';
import { call, type } from '../../rpc/contract.ts';
import { index, none } from '../schemas/basic.ts';
import { editRequest } from '../schemas/edits.ts';
import type { EditPreview } from '../views/edit.ts';
import type { SimplifyView } from '../views/simplify.ts';

export const editCalls = {
  /** What an edit would do, with the errors before and after it; nothing is changed. */
  'model.preview': call(editRequest, type<EditPreview>()),
  'model.edit': call(editRequest),
  /** Trains smaller networks to choose from; nothing is changed. Takes seconds, tells its progress, can be cancelled. */
  'model.simplify': call(none, type<SimplifyView>()),
  /** Makes one of the smaller networks that were found last the current one. */
  'model.useSimpler': call(z.object({ index }).strict()),
} as const;
