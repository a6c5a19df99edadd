/**
 * Version 4 of the file format: a run that chose the size of the network keeps the models that it compared. Frozen
 * like version 3.
 */
import { z } from 'zod';
import * as v1 from './v1.ts';
import * as v3 from './v3.ts';

/** A model of the ladder. Its numbers are tensors of the revision, whose names begin with `rungs.0.`. */
const rung = z.object({
  kind: z.string().max(100),
  title: z.string().min(1).max(200),
  error: z.number().nullable(),
  standardError: z.number().nullable(),
  r2: z.number().nullable(),
  parameters: z.int().min(0),
  freedom: z.number().nullable(),
  tookValidation: z.boolean(),
  layers: z.array(v1.layer).min(1),
});

export const ladder = z.object({
  rungs: z.array(rung).min(1).max(100),
  chosen: z.int().min(0),
  measure: z.enum(['RMSE', 'cross-entropy']),
  rows: z.int().min(0),
  judgedBy: z.string().max(1000),
  crossValidated: z.boolean(),
  sentence: z.string().max(10_000),
});

export const revision = v3.revision.extend({ ladder: ladder.nullable().default(null) });
export const project = v3.project;
export const state = v3.state;
export const run = v3.run;
export const isKnown = v3.isKnown;
