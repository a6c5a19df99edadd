/** Reads the text of a problem's file. */
import { parse, YAMLParseError } from 'yaml';
import { problemFile, type ProblemFile } from '../../../../shared/contract/problemSchema.ts';
import { userError } from '../../../../shared/errors.ts';

/**
 * Reads YAML, of which JSON is a part.
 * @throws KanError `equation.file` that names the line or the key at fault.
 */
export function parseProblemFile(text: string): ProblemFile {
  const content = yamlOf(text);
  const parsed = problemFile.safeParse(content);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = issue.path.map(String).join('.');
  throw userError(
    'equation.file',
    path === ''
      ? `The problem cannot be read: ${issue.message}.`
      : `“${path}” cannot be read: ${issue.message}.`,
    `A problem has the keys ${Object.keys(problemFile.shape).join(', ')}; equation, domain and conditions are needed.`,
  );
}

function yamlOf(text: string): unknown {
  try {
    // No document needs many aliases; more could fill the memory.
    return parse(text, { maxAliasCount: 20 });
  } catch (error) {
    const line = error instanceof YAMLParseError ? error.linePos?.[0].line : undefined;
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
