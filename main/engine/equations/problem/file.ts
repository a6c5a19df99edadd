/** The file of a problem: what a person writes, with every form that a key may have. */
import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';
import { userError } from '../../../../shared/errors.ts';

const numeric = z.union([z.number(), z.string()]);
const lines = z.union([z.string(), z.array(z.string())]);
const named = z.record(z.string(), numeric);

/** YAML and JSON alike. Numbers may be expressions: `2*pi`. */
const schema = z.strictObject({
  equation: lines.optional(),
  equations: lines.optional(),
  domain: z.record(z.string(), z.union([z.tuple([numeric, numeric]), z.string()])),
  /** Inequalities: the part of the domain's box where the equation holds. */
  inside: z.string().optional(),
  conditions: lines.optional(),
  functions: lines.optional(),
  constants: named.optional(),
  unknown: z.union([z.string(), z.array(z.union([z.string(), named])), named]).optional(),
  exact: z.union([numeric, named]).optional(),
  data: z.string().optional(),
  network: z.array(z.number().int().positive()).min(2).optional(),
  grid: z.number().int().positive().optional(),
  order: z.number().int().positive().optional(),
  k: z.number().int().positive().optional(),
  seed: z.number().int().nonnegative().optional(),
  seconds: z.number().positive().optional(),
});

export type ProblemFile = z.infer<typeof schema>;

/**
 * Reads YAML, of which JSON is a part.
 * @throws KanError `equation.file` that names the line or the key at fault.
 */
export function parseProblemFile(text: string): ProblemFile {
  const content = yamlOf(text);
  const parsed = schema.safeParse(content);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = issue.path.map(String).join('.');
  throw userError(
    'equation.file',
    path === ''
      ? `The problem cannot be read: ${issue.message}.`
      : `“${path}” cannot be read: ${issue.message}.`,
    `A problem has the keys ${Object.keys(schema.shape).join(', ')}; equation, domain and conditions are needed.`,
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
