/** What a network and its data need to be compared with MLPs. */
import { userError } from '../../../../shared/errors.ts';
import type { Dataset } from '../../data/dataset/dataset.ts';
import type { Revision } from '../../history/revision.ts';

/** @throws KanError `compare.untrained`, `compare.no-test` */
export function requireComparable({ operation }: Revision, { test }: Dataset): void {
  if (operation.type === 'create') {
    throw userError('compare.untrained', 'The network is not trained yet.', 'Train it, then compare.');
  }
  if (test.rows === 0) {
    throw userError(
      'compare.no-test',
      'There are no test rows to compare on.',
      'Hold out a share of the rows for testing, under Data.',
    );
  }
}
