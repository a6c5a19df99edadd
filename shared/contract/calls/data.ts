/** Calls about tables and data sets. */
import { z } from 'zod';
import { call, type } from '../../rpc/contract.ts';
import { fileId } from '../schemas/basic.ts';
import { dataSetup, readingOptions, rowColumnsShape } from '../schemas/setups.ts';
import type { DataFinding } from '../views/checks.ts';
import type { DatasetView, TablePreview, TableView, UnitView } from '../views/data.ts';

/** A table and how it is read; null is the file of the table in use. */
const tableFile = z.object({ file: fileId.nullable(), overrides: readingOptions }).strict();
/** Roles that the person is choosing at the moment. */
const names = z.array(z.string().max(1000)).max(10_000);
const checkedRoles = dataSetup
  .pick({ missing: true, units: true })
  .extend({ ...rowColumnsShape, inputs: names, targets: names });

export const dataCalls = {
  'data.preview': call(tableFile, type<TablePreview>()),
  'data.load': call(tableFile, type<TableView>()),
  /** Unusual values of the table in use. */
  'data.check': call(checkedRoles, type<readonly DataFinding[]>()),
  /** What texts of units mean. */
  'data.units': call(z.array(z.string().max(100)).max(10_000), type<readonly UnitView[]>()),
  'data.prepare': call(dataSetup, type<DatasetView>()),
} as const;
