/**
 * Version 3 of the file format: several edges can be fixed, and several nodes swapped, in one edit. Frozen, with two
 * exceptions. Later edits are stored with all the fields that they have. A new network can say that its size is
 * chosen by the run (`automatic`); older programs ignore this field.
 */
import { z } from 'zod';
import * as v2 from './v2.ts';

const { index, hiddenLayer, edges, functionText, affine } = v2.parts;

const knownEdit = z.discriminatedUnion('type', [
  ...v2.lastingEdits,
  z.object({
    type: z.literal('fix'),
    edges,
    function: functionText.nullable(),
    affine: affine.nullable(),
    own: z.array(functionText).max(50).exactOptional(),
  }),
  z.object({
    type: z.literal('swap'),
    layer: hiddenLayer,
    pairs: z
      .array(z.tuple([index, index]))
      .min(1)
      .max(10_000),
  }),
]);
export type KnownEdit = z.infer<typeof knownEdit>;

const knownTypes: ReadonlySet<string> = new Set(knownEdit.options.map((option) => option.shape.type.value));

/** An edit that version 3 did not have when it was frozen. */
const laterEdit = z.looseObject({
  type: z
    .string()
    .max(100)
    .refine((type) => !knownTypes.has(type)),
});
export type LaterEdit = z.infer<typeof laterEdit>;

export function isKnown(edit: KnownEdit | LaterEdit): edit is KnownEdit {
  return knownTypes.has(edit.type);
}

const [create, ...otherOperations] = v2.lastingOperations;

export const revision = v2.revision.extend({
  operation: z.union([
    z.discriminatedUnion('type', [
      create.extend({ setup: create.shape.setup.extend({ automatic: z.boolean().optional() }) }),
      ...otherOperations,
    ]),
    v2.editOperation.extend({ edit: z.union([knownEdit, laterEdit]) }),
  ]),
});
export const project = v2.project;
export const state = v2.state;
export const run = v2.run;
