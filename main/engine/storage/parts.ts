/** Pieces that several files of a project hold. */
import { z } from 'zod';
import { readingOptions, dataSetup } from '../../../shared/contract/schemas.ts';
import type { CurvePoint } from '../../../shared/contract/views.ts';

export const dataReferenceJson = z.object({
  fileName: z.string().min(1).max(1000),
  hash: z.string().max(200),
  overrides: readingOptions,
  setup: dataSetup.nullable(),
});

/** NaN (no validation rows) is null in JSON. */
export const curveJson = z.array(
  z
    .tuple([z.number(), z.number(), z.number().nullable()])
    .transform(([step, train, validation]): CurvePoint => ({ step, train, validation: validation ?? NaN })),
);

/** The curve as {@link curveJson} reads it. */
export function curveToJson(curve: readonly CurvePoint[]): unknown {
  return curve.map(({ step, train, validation }) => [step, train, validation]);
}
