/** Reads the text of a problem's file. */
import { parse, YAMLParseError } from 'yaml';
import type { z } from 'zod';
import { problemFile, type ProblemFile } from '../../../../shared/contract/schemas/problemFile.ts';
import { userError } from '../../../../shared/errors.ts';

/**
 * Reads YAML, of which JSON is a part.
 * @throws KanError `equation.file` that names the line or the key at fault.
 */
export function parseProblemFile(text: string): ProblemFile {
  const content = yamlOf(text);
  const parsed = problemFile.safeParse(content);
  if (parsed.success) return parsed.data;
  throw userError(
    'equation.file',
    faultOf(parsed.error, content),
    `A problem has the keys ${Object.keys(problemFile.shape).join(', ')}; equation, domain and conditions are needed.`,
  );
}

/** The first thing that is wrong with the content, in plain words. */
function faultOf({ issues }: z.ZodError, content: unknown): string {
  if (content === null || content === undefined) return 'The problem is empty.';
  const strange = issues.find((issue) => issue.code === 'unrecognized_keys');
  if (strange !== undefined) {
    return `${strange.keys.map((key) => `“${key}”`).join(', ')}: a problem has no such key.`;
  }
  const path = issues[0].path.map(String);
  if (path.length === 0) return 'The problem has no keys with values.';
  const value = path.reduce<unknown>((inside, key) => (inside as Record<string, unknown>)[key], content);
  const name = `“${path.join('.')}”`;
  return value === undefined
    ? `${name} is missing.`
    : `${name} cannot be ${JSON.stringify(value, named) ?? ''}.`;
}

/** JSON would write 1e400 as null. */
function named(_: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}

function yamlOf(text: string): unknown {
  try {
    // No document needs many aliases; more could fill the memory.
    return parse(text, { maxAliasCount: 20 });
  } catch (error) {
    const line = error instanceof YAMLParseError ? error.linePos?.[0].line : undefined;
    if (error instanceof YAMLParseError && error.code === 'DUPLICATE_KEY') {
      throw userError(
        'equation.file',
        `Line ${line} of the problem has a key that was there before.`,
        'Several equations are a list: equations: [first, second]',
      );
    }
    throw userError(
      'equation.file',
      line === undefined ? 'The problem is not YAML.' : `Line ${line} of the problem is not YAML.`,
      'Write keys and values as “equation: u_xx + u_yy = 0”; quote a text that has “: ” in it.',
    );
  }
}

/** One text or a list of them, as a list without empty ones. */
export function linesOf(value: string | readonly string[] | undefined): string[] {
  const list = value === undefined ? [] : typeof value === 'string' ? value.split(/[\n;]/u) : value;
  return list.map((line) => line.trim()).filter((line) => line !== '');
}
