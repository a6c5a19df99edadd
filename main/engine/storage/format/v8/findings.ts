/** Version 8: what comparisons, phases and searches for formulas found. */
import { z } from 'zod';
import { formulaTree } from '../v2.ts';
import { figure, figures, name, text } from './plain.ts';
import { data, law, layers, repeats, revision } from './revision.ts';

/** NaN and infinity are null. */
const errorAfter = z.object({ seconds: z.number(), error: figure });
const count = z.number().min(0);
const splitScores = revision.shape.scores.unwrap().shape.test;
const widths = z.array(z.int().positive()).max(100);
const madeFor = z.object({ data, revision: z.string().max(100) });
const ending = z.enum(['finished', 'stopped']);

const comparison = z.object({
  of: madeFor,
  status: ending,
  measure: z.string().max(100),
  unit: z.string().max(100).exactOptional(),
  rows: z.object({ train: count, validation: count, test: count }),
  kan: z.object({ hidden: widths, parameters: count, seconds: figure, test: splitScores }),
  perceptrons: z
    .array(
      z.object({
        hidden: widths,
        parameters: count,
        seconds: figure,
        test: splitScores,
        method: name,
        activation: name,
        curve: z.array(errorAfter).max(100_000),
        atKanTime: figure,
      }),
    )
    .max(100),
  difference: z
    .object({
      value: z.number(),
      standardError: figure,
      groups: z.int().positive().nullable(),
      isClear: z.boolean(),
    })
    .nullable()
    .exactOptional(),
  verdict: text,
});

const series = z.object({
  points: z.array(z.object({ name, parameters: count, seconds: z.number(), error: figure })).max(1000),
  law: z
    .object({ exponent: z.number(), standardError: figure, factor: z.number(), points: z.int().min(2) })
    .nullable(),
});

const sizeStudy = z.object({
  of: madeFor,
  status: ending,
  rows: z.object({ train: count, test: count }),
  hidden: widths,
  kan: series,
  mlp: series,
  expected: z.number(),
  verdict: text,
});

const matrix = z.array(z.array(figure).max(1000)).max(1000);
const learned = z.object({
  hidden: widths,
  parameters: count,
  errors: matrix,
  curves: z.array(figures).max(1000),
});

const phases = z.object({
  of: madeFor,
  by: z.union([z.object({ column: name }), z.object({ parts: z.int().min(2) })]),
  phases: z
    .array(z.object({ name, rows: count, points: z.object({ x: figures, y: figures }).nullable() }))
    .max(1000),
  x: figures.nullable(),
  axes: z.object({ input: name, target: name }).nullable(),
  kan: learned,
  mlp: learned,
  /** The network after the last phase, whose numbers are in the tensors; null where the learning was stopped. */
  network: z.object({ layers, steps: z.int().min(0) }).nullable(),
});

const foundFormula = z.object({
  tree: formulaTree,
  trainError: figure,
  validationError: figure,
  shares: z.object({ train: figure, validation: figure }).exactOptional(),
  comparedBy: figure.exactOptional(),
  errorAsOthers: figure.exactOptional(),
  behindLines: z.literal(true).exactOptional(),
  complexity: z.number(),
  tabled: z.number().exactOptional(),
  /** The law with a name that it is. */
  law: law.unwrap().exactOptional(),
  replaced: z.boolean(),
  stays: z.literal(true).exactOptional(),
  trained: z.literal(true).exactOptional(),
  fittedToValidation: z.literal(true).exactOptional(),
  far: z.array(z.int().min(0)).max(100_000).exactOptional(),
  repeats: repeats.nullable(),
  /** The network that it was read from, whose numbers are in the tensors. */
  layers,
});

const formulas = z.object({
  of: madeFor,
  status: z.enum(['finished', 'stopped', 'failed']),
  method: z.string().max(100),
  seed: z.int().min(0),
  seconds: z.number(),
  notes: z.array(text).max(1000),
  message: text,
  /** The list of each output. */
  outputs: z.array(z.array(foundFormula).max(1000)).max(1000),
});

/** findings/findings.json. Its formulas are absent in the first files of this version. */
export const findings = z.object({
  comparison: comparison.nullable(),
  sizeStudy: sizeStudy.nullable(),
  phases: phases.nullable(),
  formulas: formulas.nullable().default(null),
});
