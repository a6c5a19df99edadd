/** What others need for the same: measured here by compare.py where that has run, else as recorded on other machines. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import recorded from '../recorded.json';
import { benchFolder } from './report.ts';

/** Milliseconds by network size, in the order of the benchmark. */
export interface Comparison {
  readonly name: string;
  readonly what: string;
  readonly machine: string;
  readonly ms: readonly (number | null)[];
}

/** What compare.py writes. */
interface Measured {
  readonly machine: string;
  readonly evaluator: readonly Omit<Comparison, 'machine'>[];
}

/** Measured rows replace recorded ones of the same name. */
export function comparisons(): readonly Comparison[] {
  const known = recorded.evaluator.map((row) => ({ ...row, machine: machineOf(row.machine) }));
  const file = join(benchFolder, 'results', 'compare.json');
  if (!existsSync(file)) return known;
  const { machine, evaluator } = JSON.parse(readFileSync(file, 'utf8')) as Measured;
  const measured = evaluator.map((row) => ({ ...row, machine }));
  const names = new Set(measured.map(({ name }) => name));
  return [...measured, ...known.filter(({ name }) => !names.has(name))];
}

function machineOf(key: string): string {
  return (recorded.machines as Readonly<Record<string, string>>)[key];
}

/** pykan's lowest test error on a problem and the seconds it took; null where there is no record. */
export function pykanBest(problem: string): { readonly rmse: number; readonly seconds: number } | null {
  const best: Readonly<Record<string, { rmse: number; seconds: number }>> = recorded.accuracy.best;
  return best[problem] ?? null;
}

/** How pykan's errors were measured. */
export const pykanBasis = `${recorded.accuracy.how}. ${machineOf(recorded.accuracy.machine)}`;

interface Perceptrons {
  readonly machine: string;
  readonly best: Readonly<Record<string, { readonly rmse: number; readonly seconds: number }>>;
}

/** A perceptron's lowest test error on a problem, measured by perceptron.py; null where that has not run. */
export function perceptronBest(problem: string): { readonly rmse: number; readonly seconds: number } | null {
  return perceptrons()?.best[problem] ?? null;
}

/** How perceptrons were measured; null where they were not. */
export function perceptronBasis(): string | null {
  return perceptrons()?.machine ?? null;
}

function perceptrons(): Perceptrons | null {
  const file = join(benchFolder, 'results', 'perceptron.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Perceptrons) : null;
}
