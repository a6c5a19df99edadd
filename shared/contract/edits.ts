/** What may be done to a network by hand: each is one operation, one revision, and can be looked at before it is done. */
import { z } from 'zod';
import { editingSettings } from '../settings/editing.ts';
import { schemaOf } from './settingSchema.ts';

const index = z.int().min(0).max(100_000);
export const edgeRef = z.object({ layer: index, input: index, output: index }).strict();
/** A node by its layer of nodes: 0 for the inputs. */
export const nodeRef = z.object({ layer: index, node: index }).strict();
const edges = z.array(edgeRef).min(1).max(100_000);
const number = z.number().refine(Number.isFinite);
/** a, b, c, d of c·f(a·x + b) + d. */
export const affine = z.tuple([number, number, number, number]).readonly();
/** A function of the library by its name, or an expression in x (`x^6`, `exp(-x^2)`). */
export const functionText = z.string().min(1).max(500);

const edit = <T extends string, S extends z.ZodRawShape>(type: T, shape: S) =>
  z.object({ type: z.literal(type), ...shape }).strict();

export const modelEdit = z.discriminatedUnion('type', [
  /**
   * The edges as c·f(a·x + b) + d, from the inputs up. Function null: the likeliest of each among the library's and those
   * of `own`. Affine null: a to d are fitted to what the edge does; as it is where the function is chosen for each.
   */
  edit('fix', {
    edges,
    function: functionText.nullable(),
    affine: affine.nullable(),
    own: z.array(functionText).max(50).exactOptional(),
  }),
  edit('affine', { edge: edgeRef, affine }),
  /** Back to splines that follow what the edges are now. */
  edit('unfix', { edges }),
  edit('lock', { edges, locked: z.boolean() }),
  edit('removeEdges', { edges }),
  edit('restoreEdges', { edges }),
  /** All edges of these nodes go, and what then leads nowhere. An input node stays as a column that nothing listens to. */
  edit('removeNodes', { nodes: z.array(nodeRef).min(1).max(10_000) }),
  /** Edges and nodes whose score is below a threshold go, and what then leads nowhere. */
  edit('prune', { edgeThreshold: z.number().min(0), nodeThreshold: z.number().min(0) }),
  /** The recipe for a sparse network: trains with λ, prunes, refits without λ, for a few λ, and keeps the best. Takes seconds. */
  edit('sparsify', {}),
  edit('refine', { grid: schemaOf(editingSettings.finerGrid) }),
  /** One more sum or product node in a hidden layer (1 for the first); outputs stay. */
  edit('addNode', { layer: z.int().min(1).max(100), kind: schemaOf(editingSettings.nodeKind) }),
  /** A further hidden layer of straight lines before this layer of nodes; outputs stay. */
  edit('addLayer', { layer: z.int().min(1).max(100) }),
  /** Two nodes of a hidden layer (1 for the first) change places, one pair after another; outputs stay. */
  edit('swap', {
    layer: z.int().min(1).max(100),
    pairs: z
      .array(z.tuple([index, index]).readonly())
      .min(1)
      .max(10_000),
  }),
  edit('perturb', { size: schemaOf(editingSettings.noise), seed: schemaOf(editingSettings.noiseSeed) }),
  /** Moves every grid to the samples that its input sees. */
  edit('updateGrid', {}),
]);
export type ModelEdit = z.infer<typeof modelEdit>;

export const editRequest = z
  .object({
    edit: modelEdit,
    /** Steps of training afterwards in which the rest makes up for the edit; 0 for none. */
    refit: schemaOf(editingSettings.refit),
  })
  .strict();
export type EditRequest = z.infer<typeof editRequest>;
