import { expect, test } from 'vitest';
import { Notices } from '../../renderer/common/notices.svelte.ts';
import { userError } from '../../shared/errors.ts';

test('that there was nothing to change is news, and no error', () => {
  const notices = new Notices();
  notices.report(userError('edit.nothing', 'No smaller network with the same error was found.'));
  notices.report(userError('edge.unknown', 'The network has no such edge.'));
  expect(notices.list.map(({ tone }) => tone)).toEqual(['info', 'error']);
});
