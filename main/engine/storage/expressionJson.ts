/** Formulas as trees in a project file: text would lose standard errors and closed forms. */
import { z } from 'zod';
import type { Expression } from '../../../shared/expression/tree.ts';
import { functionNames } from '../../../shared/functions/functions.ts';

const exactJson = z.object({
  numerator: z.int(),
  denominator: z.int().min(1),
  radicand: z.int().min(1),
  constant: z.enum(['pi', 'e']).nullable(),
});

const functionName = z.enum(functionNames);

export const expressionJson: z.ZodType<Expression> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('number'),
      value: z.number(),
      error: z.number().nullable(),
      exact: exactJson.nullable(),
    }),
    z.object({ kind: z.literal('variable'), name: z.string().max(1000) }),
    z.object({ kind: z.literal('sum'), terms: z.array(expressionJson).min(2) }),
    z.object({ kind: z.literal('product'), factors: z.array(expressionJson).min(2) }),
    z.object({ kind: z.literal('power'), base: expressionJson, exponent: expressionJson }),
    z.object({ kind: z.literal('call'), fn: functionName, argument: expressionJson }),
  ]),
);
