import { expect, it } from 'vitest';
import { fuzzProjects } from '../../../fuzz/projects.ts';

/** `npm run fuzz -- projects` goes on from here. */
it('projects with changed contents are read, or refused with an error for people', () => {
  expect(fuzzProjects(1, 300)).toEqual([]);
});
