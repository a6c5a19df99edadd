/** Schemas of the set-ups that the window sends: how a table is read, and the set-ups of data, network and training. */
import { z } from 'zod';
import { dataSettings } from '../../settings/data.ts';
import { allNetworkSettings, moreNetworkSettings } from '../../settings/network.ts';
import { moreTrainingSettings } from '../../settings/moreTraining.ts';
import { readingSettings } from '../../settings/reading.ts';
import { allTrainingSettings } from '../../settings/training.ts';
import { rowRoleNames, rowRoles, type RowColumns, type RowRoleKey } from '../columnRoles.ts';
import { columnTypeFacts, type ColumnType } from '../columnTypes.ts';
import { namesOf, shapeOf } from './settings.ts';

const columnPlace = z.string().regex(/^\d+$/);

export const readingOptions = z
  .object({
    ...shapeOf(readingSettings),
    /** Column types set by hand, by column index. */
    types: z.record(columnPlace, z.enum(Object.keys(columnTypeFacts) as ColumnType[])),
    /** Values outside of these are read as missing, by column index; null where there is no limit. */
    limits: z.record(columnPlace, z.object({ least: z.number().nullable(), most: z.number().nullable() })),
    /** Columns whose blank cells have the value of the cell above, by column index. */
    fillDown: z.record(columnPlace, z.literal(true)),
  })
  .partial()
  .strict();
export type ReadingOptions = z.infer<typeof readingOptions>;

const columnName = z.string().max(1000);

/** The column of each role that says something of the rows. */
export const rowColumnsShape = Object.fromEntries(
  rowRoleNames.map((role) => {
    const { key, none } = rowRoles[role];
    return [key, none === null ? columnName.nullable().default(null) : columnName.exactOptional()];
  }),
) as {
  [K in RowRoleKey]: null extends RowColumns[K]
    ? z.ZodDefault<z.ZodNullable<z.ZodString>>
    : z.ZodExactOptional<z.ZodString>;
};

/** Whether a network learns from the values of an input or from their logarithms. */
export type ColumnScale = 'linear' | 'log';

export const dataSetup = z
  .object({
    inputs: z.array(columnName).min(1).max(10_000),
    targets: z.array(columnName).min(1).max(1000),
    ...rowColumnsShape,
    /** Inputs whose scale is set by hand; the others follow from their values. */
    scales: z.record(columnName, z.enum(['linear', 'log'])).exactOptional(),
    /** Units set by hand, '' for none; the others are those of the table. */
    units: z.record(columnName, z.string().max(100)).exactOptional(),
    /** False in projects whose rows were split before parts had the same share of each class; absent else. */
    stratified: z.literal(false).exactOptional(),
    ...shapeOf(dataSettings),
  })
  .strict();
export type DataSetup = z.infer<typeof dataSetup>;

/**
 * Projects of early versions have no `products` and no `automatic`: absence means a size by hand. Where a setting under More
 * is absent, it has its default.
 */
export const networkSetup = z
  .object(shapeOf(allNetworkSettings))
  .partial({ products: true, automatic: true, ...namesOf(moreNetworkSettings) })
  .strict();
export type NetworkSetup = z.infer<typeof networkSetup>;

/** Projects of early versions have no `device`. Where a setting under More is absent, it has its default. */
export const trainingSetup = z
  .object(shapeOf(allTrainingSettings))
  .partial({ device: true, ...namesOf(moreTrainingSettings) })
  .strict();
export type TrainingSetup = z.infer<typeof trainingSetup>;
