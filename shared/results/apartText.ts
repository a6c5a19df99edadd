/** Texts about rows that lie far from a formula or a network, for the window and the command line. Pure. */
import type { FarView, FilledView } from '../contract/views/formula.ts';
import type { ImportanceView } from '../contract/views/importance.ts';
import { countText, plural } from '../figures.ts';
import { listed } from '../listed.ts';

/** More rows are counted, not named. */
const mostNamed = 6;

/** `row 10`, `rows 9, 34 and 48`, `12 rows`. */
export function rowsText(rows: FarView['rows']): string {
  if (rows.length === 1) return `row ${rows[0]}`;
  if (rows.length > mostNamed) return `${countText(rows.length)} rows`;
  return `rows ${listed(rows.map(String))}`;
}

/** ` (rows 9, 34 and 48)`; '' where they are too many to be named. */
export function namedText(rows: FarView['rows']): string {
  return rows.length > mostNamed ? '' : ` (${rowsText(rows)})`;
}

/** Says that the formula is not fitted to these rows, and which errors count them. */
export function apartText({ rows, filled }: FarView): string {
  return `${farText(rows, 'the formula')}, which is not fitted to ${them(rows)}. The errors of all rows count ${them(rows)}.${filledText(filled)}`;
}

/** The same of a list of formulas with errors that do not count these rows. */
export function listedApartText({ rows, filled }: FarView): string {
  return `${farText(rows, 'the formulas')}: the search and the errors here leave ${them(rows)} out.${filledText(filled)}`;
}

/** The same of bands, as a sentence after others; '' for none. */
export function bandRowsText({ rows, filled }: FarView): string {
  return rows.length === 0
    ? ''
    : ` ${farText(rows, 'the formula')}; the band does not count ${them(rows)}.${filledText(filled)}`;
}

/** Says, as a sentence after others, which values of these rows were missing in the table; '' where none was. */
export function filledText(filled: readonly FilledView[]): string {
  if (filled.length === 0) return '';
  const places = filled.map(({ column, rows }) => `“${column}” in ${rowsText(rows)}`);
  const isOne = filled.length === 1 && filled[0].rows.length === 1;
  return ` There ${isOne ? 'a missing value was' : 'missing values were'} filled: ${listed(places)}.`;
}

function farText(rows: FarView['rows'], what: string): string {
  const names = rowsText(rows);
  return `${names[0].toUpperCase()}${names.slice(1)} ${rows.length === 1 ? 'lies' : 'lie'} far from ${what}`;
}

function them({ length }: FarView['rows']): string {
  return length === 1 ? 'it' : 'them';
}

/** The rows that importance is measured on: `60 held-out rows`, `58 training rows, without 2 rows far from the rest`. */
export function importanceRowsText({
  heldOut,
  rows,
  far,
}: Omit<ImportanceView, 'columns' | 'error'>): string {
  return `${plural(rows, heldOut ? 'held-out row' : 'training row')}${withoutFarText(far)}`;
}

/** `, without 2 rows far from the rest`; '' for none. */
function withoutFarText(count: number): string {
  return count === 0 ? '' : `, without ${plural(count, 'row')} far from the rest`;
}
