/** Calls about the errors of the network, and about predictions. */
import { z } from 'zod';
import { call, type } from '../../rpc/contract.ts';
import { thresholdSetting } from '../../settings/predicting.ts';
import { index, fileId } from '../schemas/basic.ts';
import { schemaOf } from '../schemas/settings.ts';
import { readingOptions } from '../schemas/setups.ts';
import type { EvaluationView, MapView, PredictionView, ProfileView } from '../views/evaluation.ts';

/** How a table is read for predictions, and which of two classes is predicted. */
const predictionOptions = { overrides: readingOptions, threshold: schemaOf(thresholdSetting).optional() };

export const evaluationCalls = {
  'evaluation.rows': call(
    z.object({ split: z.enum(['train', 'validation', 'test']), most: z.int().min(1).max(20_000) }).strict(),
    type<EvaluationView>(),
  ),
  /** Of two classes: how probable the second must be to be predicted; the project keeps it. */
  'evaluation.threshold': call(schemaOf(thresholdSetting)),
  /** @see ProfileView; `at` in the order of the network's inputs, null for the training rows' median. */
  'evaluation.profile': call(
    z.object({ output: index, at: z.array(z.number().nullable()).max(10_000) }).strict(),
    type<ProfileView>(),
  ),
  /** @see MapView; `across` are places of two inputs, null for the two that the network needs most. */
  'evaluation.map': call(
    z
      .object({
        output: index,
        across: z.tuple([index, index]).nullable(),
        at: z.array(z.number().nullable()).max(10_000),
      })
      .strict(),
    type<MapView>(),
  ),
  'predict.preview': call(z.object({ file: fileId, ...predictionOptions }).strict(), type<PredictionView>()),
  /** Writes the table of `file` with a column for each prediction to `to`. */
  'predict.save': call(
    z.object({ file: fileId, ...predictionOptions, to: fileId }).strict(),
    type<{ readonly rows: number; readonly bytes: number }>(),
  ),
} as const;
