/**
 * Version 2 of the file format: edits by hand, a name, the curve and the data of each revision, formulas as trees,
 * how far redo goes. Frozen.
 */
import { z } from 'zod';
import * as v1 from './v1.ts';

const index = z.int().min(0).max(100_000);
const edgeRef = z.object({ layer: index, input: index, output: index });
const nodeRef = z.object({ layer: index, node: index });
const edges = z.array(edgeRef).min(1).max(100_000);
const functionText = z.string().min(1).max(500);
const hiddenLayer = z.int().min(1).max(100);
const affine = z.tuple([z.number(), z.number(), z.number(), z.number()]);

/** Edits that are the same in version 3. */
export const lastingEdits = [
  z.object({ type: z.literal('affine'), edge: edgeRef, affine }),
  z.object({ type: z.literal('unfix'), edges }),
  z.object({ type: z.literal('lock'), edges, locked: z.boolean() }),
  z.object({ type: z.literal('removeEdges'), edges }),
  z.object({ type: z.literal('restoreEdges'), edges }),
  z.object({ type: z.literal('removeNodes'), nodes: z.array(nodeRef).min(1).max(10_000) }),
  z.object({ type: z.literal('prune'), edgeThreshold: z.number().min(0), nodeThreshold: z.number().min(0) }),
  z.object({ type: z.literal('sparsify') }),
  z.object({ type: z.literal('refine'), grid: z.int().min(1).max(200) }),
  z.object({ type: z.literal('addNode'), layer: hiddenLayer, kind: z.enum(['sum', 'product']) }),
  z.object({ type: z.literal('addLayer'), layer: hiddenLayer }),
  z.object({ type: z.literal('perturb'), size: z.number().positive().max(100), seed: v1.seed }),
  z.object({ type: z.literal('updateGrid') }),
] as const;

const edit = z.discriminatedUnion('type', [
  ...lastingEdits,
  z.object({ type: z.literal('fix'), edge: edgeRef, function: functionText, affine: affine.nullable() }),
  z.object({ type: z.literal('swap'), layer: hiddenLayer, first: index, second: index }),
]);

/** The parts from which version 3 builds its own edits. */
export const parts = { index, hiddenLayer, edges, functionText, affine };

const exactForm = z.object({
  numerator: z.int(),
  denominator: z.int().min(1),
  radicand: z.int().min(1),
  constant: z.enum(['pi', 'e']).nullable(),
});

/** A formula as a tree: text would lose the standard errors and closed forms of its constants. */
export type Tree =
  | {
      kind: 'number';
      value: number;
      error: number | null;
      exact: z.infer<typeof exactForm> | null;
    }
  | { kind: 'variable'; name: string }
  | { kind: 'sum'; terms: Tree[] }
  | { kind: 'product'; factors: Tree[] }
  | { kind: 'power'; base: Tree; exponent: Tree }
  | { kind: 'call'; fn: string; argument: Tree };

export const formulaTree: z.ZodType<Tree> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('number'),
      value: z.number(),
      error: z.number().nullable(),
      exact: exactForm.nullable(),
    }),
    z.object({ kind: z.literal('variable'), name: z.string().max(1000) }),
    z.object({ kind: z.literal('sum'), terms: z.array(formulaTree).min(2) }),
    z.object({ kind: z.literal('product'), factors: z.array(formulaTree).min(2) }),
    z.object({ kind: z.literal('power'), base: formulaTree, exponent: formulaTree }),
    z.object({ kind: z.literal('call'), fn: z.string().max(100), argument: formulaTree }),
  ]),
);

/** Operations that are the same in version 3. */
export const lastingOperations = [
  v1.operations.create.extend({
    setup: v1.networkSetup.extend({ products: z.array(z.int().min(0).max(1000)).max(20).optional() }),
  }),
  v1.operations.train.extend({
    setup: v1.trainingSetup.extend({ device: z.string().max(100).optional() }),
  }),
  v1.operations.symbolic.extend({ trees: z.array(formulaTree).max(1000).exactOptional() }),
  v1.operations.prune,
  v1.operations.refine,
  v1.operations.fix,
] as const;

/** An edit. If nodes were removed, `kept` lists the nodes that stayed, layer by layer. */
export const editOperation = z.object({
  type: z.literal('edit'),
  edit,
  refit: z.int().min(0),
  kept: z.array(z.array(z.int().min(0))).nullable(),
});

export const revision = v1.revision.extend({
  operation: z.discriminatedUnion('type', [...lastingOperations, editOperation]),
  name: z.string().max(1000).default(''),
  curve: v1.curve.default([]),
  data: v1.dataReference.nullable().default(null),
});

export const project = v1.project.extend({ tip: z.string().nullable().default(null) });
export const state = v1.state.extend({ tip: z.string().nullable().default(null) });
export const run = v1.run;
