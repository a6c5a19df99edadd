/** Random arguments of calls, made from the schemas of the contract, so that a new call needs nothing here. */
import { z } from 'zod';
import type { seededRandom } from '../shared/random.ts';

export type Random = ReturnType<typeof seededRandom>;
type JsonSchema = z.core.JSONSchema.JSONSchema;

export function pick<T>(random: Random, list: readonly T[]): T {
  return list[random.integer(list.length)];
}

/** Texts that may be valid in a field of this name. */
const words: Readonly<Record<string, readonly string[]>> = {
  file: ['table-file', 'other-file', 'project-file', 'output-file', 'nothing-here'],
  to: ['output-file', 'table-file', 'project-file'],
  columns: ['x1', 'x2', 'kind', 'y', 'kind=red', 'nothing'],
  functions: ['sin', 'exp', 'x^2', 'tanh', 'a*x+b', 'sin(', '1/0', 'x^x^x^x'],
  usual: ['x1', 'y', 'sin', '', 'a', '🙂', 'x'.repeat(300), '__proto__', '"; --'],
};
const garbage: readonly unknown[] = [null, NaN, -1, 1e308, Infinity, '', 'x', {}, [], true, undefined, 0.5];

/**
 * @param revisions ids that exist
 * @param wild the share of values that are random, of any type
 */
export function randomArgument(
  schema: z.ZodType,
  random: Random,
  revisions: readonly string[],
  wild: number,
): unknown {
  if (schema.safeParse(undefined).success) return undefined;
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' });
  return valueOf(json, '', { random, revisions, wild });
}

interface Making {
  readonly random: Random;
  readonly revisions: readonly string[];
  readonly wild: number;
}

function valueOf(schema: JsonSchema | boolean, key: string, making: Making): unknown {
  const { random, wild } = making;
  if (random.next() < wild) return pick(random, garbage);
  if (typeof schema === 'boolean') return pick(random, garbage);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return pick(random, schema.enum);
  const options = schema.anyOf ?? schema.oneOf;
  if (options !== undefined) return valueOf(pick(random, options), key, making);
  switch (schema.type) {
    case 'object':
      return objectOf(schema, key, making);
    case 'array': {
      const least = schema.minItems ?? 0;
      const items = Array.isArray(schema.items) ? schema.items[0] : schema.items;
      return Array.from({ length: Math.min(schema.maxItems ?? 9, least + random.integer(3)) }, () =>
        valueOf(items ?? true, key, making),
      );
    }
    case 'string':
      return textOf(key, making);
    case 'integer':
    case 'number':
      return numberOf(schema, random);
    case 'boolean':
      return random.integer(2) === 0;
    case 'null':
      return null;
    default:
      return pick(random, garbage);
  }
}

function objectOf(schema: JsonSchema, key: string, making: Making): unknown {
  const { properties, required = [], additionalProperties } = schema;
  if (properties === undefined)
    return Object.fromEntries([
      [String(making.random.integer(4)), valueOf(additionalProperties ?? true, key, making)],
    ]);
  return Object.fromEntries(
    Object.entries(properties)
      .filter(([name]) => required.includes(name) || making.random.integer(3) === 0)
      .map(([name, inner]) => [name, valueOf(inner, name, making)]),
  );
}

function textOf(key: string, { random, revisions }: Making): string {
  if (key === 'revision' && revisions.length > 0) return pick(random, revisions);
  const own = ['inputs', 'targets', 'column', 'weights'].includes(key) ? 'columns' : key;
  return pick(random, Object.hasOwn(words, own) ? words[own] : words['usual']);
}

/** Mostly small numbers: a large network or a long run takes time, which is not an error. */
function numberOf({ type, minimum, maximum, exclusiveMinimum }: JsonSchema, random: Random): number {
  const least = minimum ?? (typeof exclusiveMinimum === 'number' ? exclusiveMinimum : -3);
  const most = Math.min(maximum ?? 1e6, least + (type === 'integer' ? 6 : 1));
  if (type === 'integer') return Math.ceil(least) + random.integer(Math.max(1, Math.floor(most - least) + 1));
  return least + random.next() * (most - least);
}
