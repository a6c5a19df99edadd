/** Version 8: revisions, and what projects and the journal say of the table. */
import { z } from 'zod';
import { workKinds } from '../../../../../shared/contract/workKinds.ts';
import * as v7 from '../v7.ts';
import { name, text } from './plain.ts';

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
export const data = oldData.extend({ none, overrides, setup });
export const project = v7.project.extend({ data: data.nullable(), threshold });
/** The project file that the work was opened from or saved in last, and the SHA-256 of its bytes then; absent for none. */
const projectFile = z.object({ path: z.string(), hash: z.string().max(200) }).exactOptional();
/** The journal also holds the threshold that a project file has; where it is absent, that is the same. */
export const state = v7.state.extend({
  data: data.extend({ path: z.string() }).nullable(),
  threshold,
  savedThreshold: threshold,
  project: projectFile,
  endedDuring: z.array(z.enum(workKinds)).exactOptional(),
});

export const repeats = z.object({
  done: z.int().min(0),
  of: z.int().min(0),
  seconds: z.number(),
  listed: z.int().min(0),
  forms: z.array(z.object({ text, latex: text, repeats: z.int().min(0), same: z.boolean() })).max(1000),
});

/** The base function of a layer is absent where it is silu. */
const baseFunction = z.string().max(100).optional();
export const layers = z.array(v7.revision.shape.layers.element.extend({ base: baseFunction })).min(1);
const oldLadder = v7.revision.shape.ladder.unwrap().unwrap();
/** What a law with a name consists of; absent for other models, and in the first files of this version. */
export const law = z
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
export const ladder = oldLadder.extend({ rungs: z.array(rung).min(1).max(100), heldOutRows });

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
