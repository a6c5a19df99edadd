/**
 * Version 8 of the file format: differential equations with their solutions, what comparisons, phases and searches for formulas found, the threshold
 * of two classes, the search that found a formula, and its repeats, base functions of edges, “None” as a label. Frozen like
 * version 7.
 */
import { z } from 'zod';
import { formulaTree } from './v2.ts';
import * as v7 from './v7.ts';

export const { run, isKnown } = v7;

/** Of two classes: how probable the second must be to be predicted; absent for the usual one. */
const threshold = z.number().min(0).max(1).optional();
/** “None” beside labels is one of them; absent in the first files of this version, in which it is a missing value. */
const none = z.literal('label').exactOptional();
const oldData = v7.project.shape.data.unwrap();
/** The sheet of a workbook; absent where the table is no workbook's, or the person chose none. */
const sheet = z.string().max(200).optional();
/** The column whose groups of rows stay together; absent where there is none. */
const groups = z.string().max(1000).exactOptional();
/** The column with the uncertainty of the target in each row; absent where there is none. */
const uncertainty = z.string().max(1000).exactOptional();
/** Whether each part of the rows has the same share of each class; absent in the first files of this version, where it has not. */
const stratified = z.boolean().exactOptional();
const setup = oldData.shape.setup.unwrap().extend({ groups, uncertainty, stratified }).nullable();
/** Columns whose blank cells have the value of the cell above, by column index; absent where there are none. */
const fillDown = z.record(z.string().regex(/^\d+$/), z.literal(true)).optional();
const overrides = oldData.shape.overrides.extend({ sheet, fillDown });
const data = oldData.extend({ none, overrides, setup });
export const project = v7.project.extend({ data: data.nullable(), threshold });
/** The project file that the work was opened from or saved in last, and the SHA-256 of its bytes then; absent for none. */
const projectFile = z.object({ path: z.string(), hash: z.string().max(200) }).exactOptional();
/** The journal also holds the threshold that a project file has; where it is absent, that is the same. */
export const state = v7.state.extend({
  data: data.extend({ path: z.string() }).nullable(),
  threshold,
  savedThreshold: threshold,
  project: projectFile,
});

const text = z.string().max(20_000);
const name = z.string().max(1000);
const numeric = z.union([z.number(), text]);
const lines = z.union([text, z.array(text).max(1000)]);
const named = z.record(name, numeric);
const index = z.int().min(0).max(1000);
/** NaN and infinity are null. */
const figure = z.number().nullable();
const figures = z.array(figure).max(100_000);

const repeats = z.object({
  done: z.int().min(0),
  of: z.int().min(0),
  seconds: z.number(),
  listed: z.int().min(0),
  forms: z.array(z.object({ text, latex: text, repeats: z.int().min(0), same: z.boolean() })).max(1000),
});

/** The base function of a layer is absent where it is silu. */
const baseFunction = z.string().max(100).optional();
const layers = z.array(v7.revision.shape.layers.element.extend({ base: baseFunction })).min(1);
const oldLadder = v7.revision.shape.ladder.unwrap().unwrap();
/** What a law with a name consists of; absent for other models, and in the first files of this version. */
const law = z
  .object({
    join: z.enum(['+', '×']).nullable(),
    laws: z
      .array(z.object({ law: name, column: name, times: name.exactOptional() }))
      .min(1)
      .max(1000),
  })
  .exactOptional();
const rung = oldLadder.shape.rungs.element.extend({ layers, law });
/** Rows that the errors are of; absent in the first files of this version. */
const heldOutRows = z.int().min(0).optional();
const ladder = oldLadder.extend({ rungs: z.array(rung).min(1).max(100), heldOutRows });

const [lasting, edited] = v7.revision.shape.operation.options;
const [create, train, symbolic, ...others] = lasting.options;

const oldEncoding = v7.revision.shape.encoding;
/** Of a column of yes and no; absent for others, and in the first files of this version. */
const words = z.tuple([name, name]).readonly().exactOptional();
const features = z.array(oldEncoding.shape.features.element.extend({ words }));

export const revision = v7.revision.extend({
  encoding: oldEncoding.extend({ features }),
  operation: z.union([
    z.discriminatedUnion('type', [
      create.extend({ setup: create.shape.setup.extend({ baseFunction }) }),
      train,
      symbolic.extend({
        search: z.object({ method: z.string().max(100), seed: z.int().min(0) }).exactOptional(),
        /** Of each formula; null where the search was not repeated. */
        repeats: z.array(repeats.nullable()).max(1000).exactOptional(),
        /** The table's rows that lie far from each formula; absent in the first files of this version. */
        far: z
          .array(z.array(z.int().min(0)).max(100_000))
          .max(1000)
          .exactOptional(),
        /** Their constants were fitted to the validation rows too; absent in the first files of this version. */
        tookValidation: z.literal(true).exactOptional(),
      }),
      ...others,
    ]),
    edited,
  ]),
  layers,
  data: data.nullable(),
  ladder: ladder.nullable().default(null),
});

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

const draft = z.object({
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

const solution = z.object({
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

/** NaN and infinity are null. */
const errorAfter = z.object({ seconds: z.number(), error: figure });
const count = z.number().min(0);
const splitScores = v7.revision.shape.scores.unwrap().shape.test;
const widths = z.array(z.int().positive()).max(100);
const madeFor = z.object({ data, revision: z.string().max(100) });
const ending = z.enum(['finished', 'stopped']);

const comparison = z.object({
  of: madeFor,
  status: ending,
  measure: z.string().max(100),
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

export type StoredRevision = z.infer<typeof revision>;
export type StoredLadder = z.infer<typeof ladder>;
export type StoredOperation = StoredRevision['operation'];
export type StoredProject = z.infer<typeof project>;
export type StoredState = z.infer<typeof state>;
export type StoredCurve = v7.StoredCurve;
export type StoredData = z.infer<typeof data>;
export type StoredEquations = z.infer<typeof equations>;
export type StoredSolution = z.infer<typeof solution>;
export type StoredDraft = z.infer<typeof draft>;
export type StoredFindings = z.infer<typeof findings>;
