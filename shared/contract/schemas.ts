/**
 * Schemas of everything that the window may ask. Main and the engine parse with them on receipt; the window imports
 * their types only, so that zod stays out of the page.
 */
import { z } from 'zod';
import { languages } from '../expression/print/print.ts';
import { dataSettings } from '../settings/data.ts';
import { networkSettings } from '../settings/network.ts';
import { readingSettings } from '../settings/reading.ts';
import { digitsSetting, searchSettings } from '../settings/search.ts';
import { trainingSettings } from '../settings/training.ts';
import { columnTypeNames, type ColumnType } from './columnTypes.ts';
import { edgeRef, editRequest, functionText, nodeRef } from './edits.ts';
import { schemaOf, shapeOf } from './settingSchema.ts';

/** An opaque name for a file that main has granted; the page never sees a path. */
export const fileId = z.string().regex(/^[a-z0-9-]{8,64}$/);

export const readingOptions = z
  .object({
    ...shapeOf(readingSettings),
    /** Column types set by hand, by column index. */
    types: z.record(z.string().regex(/^\d+$/), z.enum(Object.keys(columnTypeNames) as ColumnType[])),
  })
  .partial()
  .strict();
export type ReadingOptions = z.infer<typeof readingOptions>;

const columnName = z.string().max(1000);

export const dataSetup = z
  .object({
    inputs: z.array(columnName).min(1).max(10_000),
    targets: z.array(columnName).min(1).max(1000),
    /** A column of how much each row counts, ≥ 0; null where all count alike. */
    weights: columnName.nullable().default(null),
    ...shapeOf(dataSettings),
  })
  .strict();
export type DataSetup = z.infer<typeof dataSetup>;

/** Projects of early versions have no `products`. */
export const networkSetup = z.object(shapeOf(networkSettings)).partial({ products: true }).strict();
export type NetworkSetup = z.infer<typeof networkSetup>;

/** Projects of early versions have no `device`. */
export const trainingSetup = z.object(shapeOf(trainingSettings)).partial({ device: true }).strict();
export type TrainingSetup = z.infer<typeof trainingSetup>;

const index = z.int().min(0).max(100_000);
const revisionId = z.string().min(1).max(100);

const none = z.undefined();
const file = z.object({ file: fileId }).strict();

/** The calls of the engine: method → schema of its argument. Results are in {@link import('./contract.ts').EngineResults}. */
export const engineCalls = {
  'session.snapshot': none,
  'data.preview': z.object({ file: fileId, overrides: readingOptions }).strict(),
  'data.load': z.object({ file: fileId, overrides: readingOptions }).strict(),
  'data.prepare': dataSetup,
  'model.create': networkSetup,
  /** What this machine offers to compute on. Looks at it the first time, which may take some seconds. */
  'devices.list': none,
  'train.start': trainingSetup,
  'train.pause': none,
  'train.resume': none,
  /** One step of the present run; where there is none, starts one of this setup that pauses after its first step. */
  'train.step': trainingSetup,
  'train.stop': none,
  'edge.inspect': edgeRef,
  /** Functions that the edge might be; those in `functions` (names or expressions) too, and first. */
  'edge.suggest': z.object({ edge: edgeRef, functions: z.array(functionText).max(50) }).strict(),
  'node.inspect': nodeRef,
  /** What an edit would do, with the errors before and after it; nothing is changed. */
  'model.preview': editRequest,
  'model.edit': editRequest,
  'history.goTo': z.object({ revision: revisionId }).strict(),
  'history.undo': none,
  'history.redo': none,
  'history.name': z.object({ revision: revisionId, name: z.string().max(200) }).strict(),
  /** A revision as it looks, for comparing; the current one stays current. */
  'history.look': z.object({ revision: revisionId, points: z.int().min(8).max(512) }).strict(),
  'formula.current': none,
  /** A formula as code: the current one, or one that the search found. */
  'formula.print': z
    .object({
      formula: z.union([
        z.object({ from: z.literal('network'), output: index }).strict(),
        z.object({ from: z.literal('search'), output: index, index }).strict(),
      ]),
      language: z.enum(languages),
      /** Significant digits; null for as many as tell the number, `supported` for as many as the data tells. */
      digits: z.union([schemaOf(digitsSetting), z.literal('supported')]).nullable(),
      /** `x_1`, `x_2` … in place of the columns' names. */
      symbols: z.boolean(),
      /** The probability of the class in place of its log-odds; only where there are two classes. */
      probability: z.boolean().optional(),
    })
    .strict(),
  'formula.search': z.object(shapeOf(searchSettings)).strict(),
  'formula.stopSearch': none,
  /** Takes a formula of the search for each output: a new revision whose network is the formula. */
  'formula.adopt': z.object({ choice: z.array(index).min(1).max(1000) }).strict(),
  'evaluation.rows': z
    .object({ split: z.enum(['train', 'validation', 'test']), most: z.int().min(1).max(20_000) })
    .strict(),
  /** @see ProfileView; `at` in the order of the network's inputs, null for the training rows' median. */
  'evaluation.profile': z.object({ output: index, at: z.array(z.number().nullable()).max(10_000) }).strict(),
  'predict.preview': z.object({ file: fileId, overrides: readingOptions }).strict(),
  /** Writes the table of `file` with a column for each prediction to `to`. */
  'predict.save': z.object({ file: fileId, overrides: readingOptions, to: fileId }).strict(),
  /** Which edges' curves to send while training, and how finely; the edges on screen, or all. */
  'curves.watch': z
    .object({
      edges: z.union([z.literal('all'), z.array(edgeRef).max(5000)]),
      points: z.int().min(8).max(512),
    })
    .strict(),
  'project.save': file,
  'project.open': file,
} as const;
