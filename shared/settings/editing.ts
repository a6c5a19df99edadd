/** Settings of all edits by hand; those of one edit are in its record, shared/edits/edits.ts. */
import { whole } from './setting.ts';

export const editingSettings = {
  refit: whole({
    label: 'Refit',
    help: 'Training steps after an edit, in which the rest of the network compensates for it.',
    guide: 'prune',
    least: 0,
    most: 1000,
    default: 20,
    flag: { name: 'refit', value: 'N', help: 'training steps afterwards' },
  }),
} as const;
