/** Version 8: problems of differential equations and their solutions. */
import { z } from 'zod';
import { formulaTree } from '../v2.ts';
import { figure, figures, index, lines, name, named, numeric, text } from './plain.ts';
import { layers } from './revision.ts';

/** Measured values are in the tensors. */
const problem = z.object({
  equation: lines.optional(),
  equations: lines.optional(),
  domain: z.record(name, z.union([z.tuple([numeric, numeric]), text])),
  inside: text.optional(),
  conditions: lines.optional(),
  functions: lines.optional(),
  constants: named.optional(),
  unknown: z.union([text, z.array(z.union([text, named])).max(1000), named]).optional(),
  exact: z.union([numeric, named]).optional(),
  network: z.array(z.int().positive()).min(2).max(100).optional(),
});

export const draft = z.object({
  form: z.object({
    equations: text,
    domain: text,
    inside: text,
    conditions: text,
    constants: text,
    unknown: text,
    exact: text,
    hidden: text,
  }),
  sample: z.string().max(100),
  measuredFrom: z.string().max(100),
  /** Index of the measured values that came with a sample; null without any. */
  measurements: index.nullable(),
  settings: z.object({
    seconds: z.int().min(1).max(86_400),
    mlp: z.boolean(),
    mlpTimes: z.string().max(100),
    mlpSeconds: z.int().min(1).max(86_400),
  }),
});

export const solution = z.object({
  problem,
  layers,
  /** Of each function of the solution, whether it was measured; null without measured values. */
  measured: z.array(z.boolean()).max(1000).nullable(),
  smoothness: z.array(z.number()).max(1000),
  residual: z.number(),
  conditionResidual: z.number(),
  scale: z.number(),
  parameters: z.int().min(0),
  iterations: z.int().min(0),
  mse: figure,
  seconds: z.number(),
  stopped: z.boolean(),
  found: z.object({
    unknown: z.array(z.object({ name, value: z.number(), standardError: figure })).max(1000),
    curves: z
      .array(
        z.object({ name, argument: name, x: figures, values: figures, standardErrors: figures.nullable() }),
      )
      .max(1000),
  }),
  formulas: z
    .object({
      formulas: z
        .array(
          z.object({ function: name, expression: formulaTree, complexity: z.number(), distance: figure }),
        )
        .max(1000),
      residual: figure,
      conditionResidual: figure,
      exact: z.boolean(),
    })
    .nullable(),
  mlp: z
    .object({
      hidden: z.array(z.int().positive()).max(100),
      parameters: z.int().min(0),
      seconds: z.number(),
      steps: z.int().min(0),
      ranOutOfTime: z.boolean(),
      residual: figure,
      conditionResidual: figure,
      mse: figure,
      constants: figures,
      curves: z.array(figures).max(1000),
    })
    .nullable(),
});

/** equations/steps.json. */
export const equations = z.object({
  steps: z
    .array(
      z.object({
        draft: index,
        /** Index of the solution, and of the draft that it is the solution of. */
        solved: z.object({ solution: index, draft: index }).nullable(),
      }),
    )
    .max(1000),
  at: z.int().min(-1),
  drafts: z.array(draft).max(2000),
  /** Columns of measured values that came with samples, and their number of rows. */
  measurements: z.array(z.object({ columns: z.array(name).max(100), rows: z.int().min(0) })).max(1000),
  solutions: z.array(solution).max(1000),
});
