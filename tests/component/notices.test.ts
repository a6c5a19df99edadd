import { expect, test } from 'vitest';
import { Notices } from '../../renderer/common/notices.svelte.ts';
import { userError } from '../../shared/errors.ts';

test('“nothing to change” is a notice of information, not of an error', () => {
  const notices = new Notices();
  notices.report(userError('edit.nothing', 'No smaller network with the same error was found.'));
  notices.report(userError('edge.unknown', 'The network has no such edge.'));
  expect(notices.list.map(({ tone }) => tone)).toEqual(['info', 'error']);
});
