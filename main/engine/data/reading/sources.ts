/** The kinds of files that tables are read from; the first that recognises a file reads it. */
import { csv } from './csv/csv.ts';
import { xlsx } from './xlsx/xlsx.ts';
import type { TableSource } from './tableSource.ts';

export const tableSources: readonly TableSource[] = [xlsx, csv];
