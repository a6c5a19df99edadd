/**
 * Version 8 of the file format: differential equations with their solutions, what comparisons, phases and searches for
 * formulas found, the threshold of two classes, the search that found a formula, and its repeats, base functions of edges,
 * “None” as a label. Frozen like version 7.
 */
import type { z } from 'zod';
import type { draft, equations, solution } from './v8/equations.ts';
import type { findings } from './v8/findings.ts';
import type { data, ladder, project, revision, state } from './v8/revision.ts';

export { equations } from './v8/equations.ts';
export { findings } from './v8/findings.ts';
export { isKnown, project, revision, run, state } from './v8/revision.ts';

export type StoredRevision = z.infer<typeof revision>;
export type StoredLadder = z.infer<typeof ladder>;
export type StoredOperation = StoredRevision['operation'];
export type StoredProject = z.infer<typeof project>;
export type StoredState = z.infer<typeof state>;
export type StoredCurve = StoredRevision['curve'];
export type StoredData = z.infer<typeof data>;
export type StoredEquations = z.infer<typeof equations>;
export type StoredSolution = z.infer<typeof solution>;
export type StoredDraft = z.infer<typeof draft>;
export type StoredFindings = z.infer<typeof findings>;
