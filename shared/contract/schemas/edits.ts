/** Schemas of edits by hand, made from their records in shared/edits. */
import { z } from 'zod';
import { edits, editTypes, type ModelEdit } from '../../edits/edits.ts';
import type { PartKind, Parameter, Parameters } from '../../edits/parameters.ts';
import { editingSettings } from '../../settings/editing.ts';
import { schemaOf } from './settings.ts';
import { index } from './basic.ts';

export const edgeRef = z.object({ layer: index, input: index, output: index }).strict();
/** A node by its layer of nodes: 0 for the inputs. */
export const nodeRef = z.object({ layer: index, node: index }).strict();
/** A function of the library by its name, or an expression in x (`x^6`, `exp(-x^2)`). */
export const functionText = z.string().min(1).max(500);

const number = z.number().refine(Number.isFinite);
const affine = z.tuple([number, number, number, number]);
const layer = z.int().min(1).max(100);

const parts: Readonly<Record<PartKind, z.ZodType>> = {
  edge: edgeRef,
  edges: z.array(edgeRef).min(1).max(100_000),
  nodes: z.array(nodeRef).min(1).max(10_000),
  affine,
  fittedAffine: affine.nullable(),
  function: functionText.nullable(),
  functions: z.array(functionText).max(50).exactOptional(),
  hiddenLayer: layer,
  nextLayer: layer,
  rung: z.string().min(1).max(200),
  pairs: z
    .array(z.tuple([index, index]))
    .min(1)
    .max(10_000),
};

function schemaOfParameter(parameter: Parameter): z.ZodType {
  return typeof parameter === 'string' ? parts[parameter] : schemaOf(parameter);
}

const options = editTypes.map((type) => {
  const parameters: Parameters = edits[type].parameters;
  const shape = Object.entries(parameters).map(([name, one]) => [name, schemaOfParameter(one)] as const);
  return z.object({ type: z.literal(type), ...Object.fromEntries(shape) }).strict();
});

export const modelEdit = z.discriminatedUnion('type', [
  options[0],
  ...options.slice(1),
]) as unknown as z.ZodType<ModelEdit>;

export const editRequest = z
  .object({
    edit: modelEdit,
    /** Training steps after the edit, in which the rest of the network compensates for it; 0 for none. */
    refit: schemaOf(editingSettings.refit),
  })
  .strict();
export type EditRequest = z.infer<typeof editRequest>;
