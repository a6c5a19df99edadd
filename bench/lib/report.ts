/** A benchmark's figures: a table for people, JSON for comparison. */
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Machine } from './machine.ts';

/** Programs of this folder run in the repository's root. */
export const benchFolder = join(process.cwd(), 'bench');

/** Columns as wide as their longest cell; the first is words, the others are numbers. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i].length)));
  const line = (cells: readonly string[]): string =>
    cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  ');
  return [line(head), widths.map((width) => '─'.repeat(width)).join('  '), ...rows.map(line)].join('\n');
}

/** Three significant digits; – where there is no number. */
export function figure(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return '–';
  if (value !== 0 && Math.abs(value) < 1e-3) return value.toExponential(1);
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export function today(): string {
  return new Date().toISOString().slice(0, 10);
}

/** The content of bench/results/<name>.json; null where there is none. */
export async function saved(name: string): Promise<unknown> {
  const file = join(benchFolder, 'results', `${name}.json`);
  return existsSync(file) ? (JSON.parse(await readFile(file, 'utf8')) as unknown) : null;
}

/** Writes bench/results/<name>.json. */
export async function save(name: string, machine: Machine, results: object): Promise<void> {
  const folder = join(benchFolder, 'results');
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${name}.json`);
  const content = { name, date: today(), machine, ...results };
  await writeFile(file, `${JSON.stringify(content, null, 2)}\n`);
  console.log(`\nSaved bench/results/${name}.json`);
}
