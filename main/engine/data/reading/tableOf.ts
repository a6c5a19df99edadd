/** What was read, as a table. */
import type { ColumnResult } from '../columns/builders.ts';
import { nameAndUnit } from '../../../../shared/columnUnit.ts';
import { bracketsOf } from '../units/functionNames.ts';
import { columnType } from '../columns/types.ts';
import type { Column, Table } from '../table/table.ts';
import type { ColumnPlan, ReadPlan } from './plan.ts';
import type { Reading } from './reading.ts';
import { collectIssues, finalType } from './revise.ts';

/** @param hash of the bytes that were read, where all of them were */
export function tableOf(plan: ReadPlan, reading: Reading, hash: string): Table {
  const names = plan.columns.map(({ name }) => name);
  return {
    fileName: plan.fileName,
    rows: reading.rows,
    format: plan.table.format,
    columns: plan.columns.map((column, c) => finished(column, reading.columns[c], names.toSpliced(c, 1))),
    issues: collectIssues(plan, reading),
    hash,
  };
}

/** From a row of units; else the one beside the numbers, unless the name says it. “v(t)” has none. */
function givenUnit({ name, unit, reader }: ColumnPlan, others: readonly string[]): Pick<Column, 'unit'> {
  if (unit !== '') return { unit };
  if (bracketsOf(name, others)?.holds === 'arguments') return { unit: reader.unit ?? '' };
  return reader.unit === undefined || nameAndUnit(name).unit !== '' ? {} : { unit: reader.unit };
}

function finished(plan: ColumnPlan, result: ColumnResult, others: readonly string[]): Column {
  const { name } = plan;
  const unit = givenUnit(plan, others);
  const { missing } = result;
  const type = finalType(plan, result);
  if (columnType(type).inputs === null)
    return { name, type, missing, values: new Float64Array(0), labels: [], ...unit };
  return { name, type, missing, values: result.values, labels: result.labels, ...unit };
}
