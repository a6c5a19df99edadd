import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { Reporter, SerializedError, TestModule } from 'vitest/node';

/**
 * Writes the totals of a run, and what failed by name, to the file named by KAN_STUDIO_COUNTS. A file that could not be
 * loaded, a failed hook and an error outside any test each count as one failure.
 */
export default class CountsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    let passed = 0;
    let skipped = 0;
    const failures = unhandled.map((error) => describe('outside any test', error));
    for (const module of modules) {
      const place = module.relativeModuleId;
      failures.push(...module.errors().map((error) => describe(place, error)));
      for (const suite of module.children.allSuites())
        failures.push(...suite.errors().map((error) => describe(`${place} > ${suite.fullName}`, error)));
      for (const test of module.children.allTests()) {
        const { state, errors } = test.result();
        if (state === 'passed') passed++;
        else if (state === 'failed') failures.push(describe(`${place} > ${test.fullName}`, errors[0]));
        else skipped++;
      }
    }
    const file = process.env['KAN_STUDIO_COUNTS'];
    if (file !== undefined)
      writeFileSync(file, JSON.stringify({ passed, failed: failures.length, skipped, failures }));
  }
}

/** One line: where, the first line of why, what a locator waited for, and the lines of the tests that led there. */
function describe(
  place: string,
  error: Pick<SerializedError, 'message' | 'stack' | 'stacks'> | undefined,
): string {
  const message = stripVTControlCharacters(error?.message ?? '');
  const waited = /waiting for [^\n]*/.exec(message) ?? [];
  const lines = (error?.stacks ?? [])
    .map(({ file, line }) => `${relative(process.cwd(), file)}:${line}`)
    .filter((line) => line.startsWith('tests'));
  return `${place}: ${[message.split('\n')[0], ...waited, ...lines].join(' | ')}`;
}
