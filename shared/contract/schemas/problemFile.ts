/** The file of a problem with differential equations: what a person writes, with every form that a key may have. */
import { z } from 'zod';

const numeric = z.union([z.number(), z.string()]);
const lines = z.union([z.string(), z.array(z.string())]);
const named = z.record(z.string(), numeric);

/** The keys of YAML and JSON files. Numbers may be expressions: `2*pi`. */
export const problemFile = z.strictObject({
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
  /** A file with measured values. */
  data: z.string().optional(),
  /** The sheet of it, where it is a workbook: a name, which may be a number such as 2024. */
  sheet: numeric.optional(),
  /** Measured values by column: coordinates and functions. */
  measurements: z.record(z.string(), z.array(z.number()).max(10_000)).optional(),
  network: z.array(z.number().int().positive()).min(2).optional(),
  grid: z.number().int().positive().optional(),
  order: z.number().int().positive().optional(),
  k: z.number().int().positive().optional(),
  seed: z.number().int().nonnegative().optional(),
  seconds: z.number().positive().optional(),
});

export type ProblemFile = z.infer<typeof problemFile>;
