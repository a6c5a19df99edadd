import { expect, it } from 'vitest';
import { fuzzProjects } from '../../../fuzz/projects.ts';

/** `npm run fuzz -- projects` goes on from here. */
it('projects changed inside are read, or refused with a word for people', () => {
  expect(fuzzProjects(1, 300)).toEqual([]);
});
