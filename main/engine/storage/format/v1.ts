/**
 * Version 1 of the file format: the content of its JSON files, as KAN Studio wrote them from the first commit on. It
 * is frozen: a change of the format becomes a new version in another file. Names in lists that may grow (optimisers,
 * column types, functions) are plain text here. The code that makes live values from them checks the names.
 */
import { z } from 'zod';

const name = z.string().max(1000);
const count = z.int().min(0).max(100_000);
export const seed = z
  .int()
  .min(0)
  .max(2 ** 32 - 1);
/** NaN and infinity are null in JSON. */
const orNull = z.number().nullable();

export const readingOptions = z
  .object({
    delimiter: z.enum([',', ';', '\t', '|', ' ']),
    decimal: z.enum(['.', ',']),
    thousands: z.enum(['', ',', '.', ' ', "'"]),
    header: z.boolean(),
    encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'latin1']),
    comment: z.enum(['', '#', '%', '//']),
    missing: z.array(z.string().max(40)).max(50),
    types: z.record(z.string().regex(/^\d+$/), z.string().max(100)),
    /** Added later. Files of earlier versions do not have it: their values are read unchanged. */
    limits: z.record(
      z.string().regex(/^\d+$/),
      z.object({ least: z.number().nullable(), most: z.number().nullable() }),
    ),
  })
  .partial();

export const dataSetup = z.object({
  inputs: z.array(name).min(1).max(10_000),
  targets: z.array(name).min(1).max(1000),
  /** The first files have no weights. */
  weights: name.nullable().default(null),
  task: z.enum(['regression', 'classification']),
  validationFraction: z.number().min(0).max(0.9),
  testFraction: z.number().min(0).max(0.9),
  seed,
  scaling: z.enum(['range', 'standard', 'none']),
  missing: z.enum(['drop', 'median']),
});

export const networkSetup = z.object({
  hidden: z.array(z.int().min(0).max(1000)).max(20),
  grid: z.int().min(1).max(200),
  order: z.int().min(1).max(10),
  seed,
  /** Added later; absent where they have their defaults. */
  gridLow: z.number().optional(),
  gridHigh: z.number().optional(),
  noiseScale: z.number().min(0).optional(),
});

export const trainingSetup = z.object({
  optimizer: z.string().max(100),
  steps: z.int().min(1).max(1_000_000),
  lamb: z.number().min(0).max(1e6),
  learningRate: z.number().positive().max(10),
  batch: z.int().min(0).max(10_000_000),
  updateGrid: z.boolean(),
  /** Added later; absent where they have their defaults. */
  lambL1: z.number().min(0).optional(),
  lambEntropy: z.number().min(0).optional(),
  lambCoef: z.number().min(0).optional(),
  lambCoefDiff: z.number().min(0).optional(),
  regMetric: z.string().max(100).optional(),
  gridUpdates: z.int().min(1).optional(),
  gridUpdateStart: z.int().min(0).optional(),
  gridUpdateStop: z.int().min(0).optional(),
  gridEps: z.number().min(0).max(1).optional(),
  trainingSeed: seed.optional(),
});

export const dataReference = z.object({
  fileName: z.string().min(1).max(1000),
  hash: z.string().max(200),
  overrides: readingOptions,
  setup: dataSetup.nullable(),
});

/** Step, training error, validation error; null where there are no validation rows. */
export const curve = z.array(z.tuple([z.number(), z.number(), orNull]));

export const layer = z.object({
  inputs: count.min(1),
  sums: count,
  arities: z.array(count.min(2)),
  grid: count.min(1),
  order: count.min(1),
  /** Function names by [input][subnode]. */
  symbolic: z.array(name.nullable()),
});

const scaling = z.object({ shift: z.number(), scale: z.number() });

export const encoding = z.object({
  task: z.enum(['regression', 'classification']),
  features: z.array(
    z.object({
      name: z.string(),
      column: z.string(),
      label: z.string().nullable(),
      scaling,
      fill: z.number().nullable(),
    }),
  ),
  outputs: z.array(z.object({ name: z.string(), scaling })),
  targets: z.array(z.string()),
  classes: z.array(z.string()),
});

/** The first files have neither errors of each target, nor the area under the ROC curve, nor confusions, nor the sum of weights. */
const splitScores = z.object({
  rows: z.number(),
  weight: orNull.default(null),
  rmse: orNull,
  r2: orNull,
  targets: z.array(z.object({ name: z.string(), rmse: orNull, r2: orNull })).default([]),
  crossEntropy: orNull,
  accuracy: orNull,
  rocAuc: orNull.default(null),
  confusion: z
    .object({ labels: z.array(z.string()), counts: z.array(z.array(z.number())) })
    .nullable()
    .default(null),
});
export const scores = z.object({ train: splitScores, validation: splitScores, test: splitScores });

export const operations = {
  create: z.object({ type: z.literal('create'), setup: networkSetup }),
  train: z.object({ type: z.literal('train'), setup: trainingSetup, steps: z.int().min(0) }),
  prune: z.object({ type: z.literal('prune'), edges: z.int().min(0) }),
  refine: z.object({ type: z.literal('refine'), grid: z.int().min(1) }),
  fix: z.object({ type: z.literal('fix'), edge: z.string().max(100), function: name }),
  symbolic: z.object({
    type: z.literal('symbolic'),
    formulas: z.array(z.string().max(1_000_000)).max(1000),
  }),
};

/** model.json */
export const revision = z.object({
  id: z.string().min(1).max(100),
  parent: z.string().nullable(),
  time: z.number(),
  operation: z.discriminatedUnion('type', [
    operations.create,
    operations.train,
    operations.prune,
    operations.refine,
    operations.fix,
    operations.symbolic,
  ]),
  scores: scores.nullable(),
  encoding,
  layers: z.array(layer).min(1),
});

/** project.json */
export const project = z.object({
  current: z.string().nullable(),
  /** Ids, parents first; each has a folder of this name. */
  revisions: z.array(z.string().regex(/^[\w-]+$/)).max(100_000),
  data: dataReference.nullable(),
  embedded: z.boolean(),
  curve,
});

/** state.json of the journal. */
export const state = z.object({
  revisions: z.array(z.string()),
  current: z.string().nullable(),
  data: dataReference.extend({ path: z.string() }).nullable(),
  curve,
  /** Ids of the revisions that a project file holds. */
  saved: z.array(z.string()),
});

/** run.json of a checkpoint. */
export const run = z.object({ curve });
