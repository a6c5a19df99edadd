/** A revision as two files: model.json (structure, encoding, origin) and params.safetensors (every number). */
import { z } from 'zod';
import { modelEdit } from '../../../shared/contract/edits.ts';
import { expressionJson } from './expressionJson.ts';
import { networkSetup, trainingSetup } from '../../../shared/contract/schemas.ts';
import type { Revision } from '../history/revision.ts';
import { isEdgeFunction } from '../../../shared/expression/edgeFunction.ts';
import {
  basisCount,
  knotCount,
  layoutOf,
  nodeCount,
  parameterCount,
  subnodeCount,
  type KanModel,
  type Layer,
} from '../kan/model.ts';
import { type Files } from './container.ts';
import { decodeJson, encodeJson } from './json.ts';
import { curveJson, curveToJson, dataReferenceJson } from './parts.ts';
import { decodeTensors, encodeTensors, type Tensor } from './safetensors.ts';

const count = z.int().min(0).max(100_000);
const scaling = z.object({ shift: z.number(), scale: z.number() });
const edgeFunctionName = z.string().max(1000).refine(isEdgeFunction);

const layerJson = z.object({
  inputs: count.min(1),
  sums: count,
  arities: z.array(count.min(2)),
  grid: count.min(1),
  order: count.min(1),
  /** Function names by [input][subnode]. */
  symbolic: z.array(edgeFunctionName.nullable()),
});

const encodingJson = z.object({
  task: z.enum(['regression', 'classification']),
  features: z.array(
    z.object({
      name: z.string(),
      column: z.string(),
      label: z.string().nullable(),
      scaling,
      fill: z.number().nullable(),
    }),
  ),
  outputs: z.array(z.object({ name: z.string(), scaling })),
  targets: z.array(z.string()),
  classes: z.array(z.string()),
});

/** NaN and infinity are null in JSON. */
const errorJson = z
  .number()
  .nullable()
  .transform((error) => error ?? NaN);

const scoresJson = z.object({
  rows: z.number(),
  rmse: z.number().nullable(),
  r2: z.number().nullable(),
  targets: z.array(z.object({ name: z.string(), rmse: errorJson, r2: z.number().nullable() })).default([]),
  crossEntropy: z.number().nullable(),
  accuracy: z.number().nullable(),
  rocAuc: z.number().nullable().default(null),
  confusion: z
    .object({ labels: z.array(z.string()), counts: z.array(z.array(z.number())) })
    .nullable()
    .default(null),
});

const operationJson = z.discriminatedUnion('type', [
  z.object({ type: z.literal('create'), setup: networkSetup }),
  z.object({ type: z.literal('train'), setup: trainingSetup, steps: z.int().min(0) }),
  z.object({
    type: z.literal('edit'),
    edit: modelEdit,
    refit: z.int().min(0),
    kept: z.array(z.array(z.int().min(0))).nullable(),
  }),
  z.object({ type: z.literal('prune'), edges: z.int().min(0) }),
  z.object({ type: z.literal('refine'), grid: z.int().min(1) }),
  z.object({ type: z.literal('fix'), edge: z.string().max(100), function: z.string().max(1000) }),
  z.object({
    type: z.literal('symbolic'),
    formulas: z.array(z.string().max(1_000_000)).max(1000),
    trees: z.array(expressionJson).max(1000).exactOptional(),
  }),
]);

const revisionJson = z.object({
  id: z.string().min(1).max(100),
  parent: z.string().nullable(),
  time: z.number(),
  operation: operationJson,
  scores: z.object({ train: scoresJson, validation: scoresJson, test: scoresJson }).nullable(),
  encoding: encodingJson,
  name: z.string().max(1000).default(''),
  curve: curveJson.default([]),
  data: dataReferenceJson.nullable().default(null),
  layers: z.array(layerJson).min(1),
});
type RevisionJson = z.infer<typeof revisionJson>;

const jsonName = 'model.json';
const tensorsName = 'params.safetensors';

/** The revision's files under `folder` (with a slash at its end, or ''). */
export function revisionFiles(revision: Revision, folder: string): Map<string, Uint8Array> {
  const { id, parent, time, operation, scores, encoding, model, name, data } = revision;
  const layers = model.layers.map(({ inputs, sums, arities, grid, order, symbolic }) => {
    return { inputs, sums, arities: [...arities], grid, order, symbolic: [...symbolic] };
  });
  const curve = curveToJson(revision.curve);
  const json = { id, parent, time, operation, scores, encoding, name, curve, data, layers };
  return new Map([
    [folder + jsonName, encodeJson(json)],
    [folder + tensorsName, encodeTensors(tensorsOf(model))],
  ]);
}

/** @throws RangeError or ZodError where the files do not hold one whole, consistent revision. */
export function readRevision(files: Files, folder: string): Revision {
  const json = revisionJson.parse(decodeJson(files.get(folder + jsonName) ?? new Uint8Array()));
  const { layers, ...origin } = json;
  const model = modelOf(layers, decodeTensors(files.get(folder + tensorsName) ?? new Uint8Array()));
  const { encoding } = origin;
  const outputs = nodeCount(model.layers[model.layers.length - 1]);
  if (encoding.features.length !== model.layers[0].inputs || encoding.outputs.length !== outputs) {
    throw new RangeError('the encoding does not fit the network');
  }
  return { ...origin, model };
}

/** The slices of the parameter vector by name and shape, in the order of {@link layoutOf}. */
function slicesOf(layer: Layer): readonly (readonly [name: string, shape: readonly number[]])[] {
  const edges = [layer.inputs, subnodeCount(layer)];
  return [
    ['coef', [...edges, basisCount(layer)]],
    ['scale_base', edges],
    ['scale_spline', edges],
    ['affine', [...edges, 4]],
    ['subnode_scale', [subnodeCount(layer)]],
    ['subnode_bias', [subnodeCount(layer)]],
    ['node_scale', [nodeCount(layer)]],
    ['node_bias', [nodeCount(layer)]],
  ];
}

function tensorsOf(model: KanModel): Map<string, Tensor> {
  const tensors = new Map<string, Tensor>();
  const layouts = layoutOf(model.layers);
  model.layers.forEach((layer, index) => {
    const prefix = `layers.${index}.`;
    const edges = [layer.inputs, subnodeCount(layer)];
    let at = layouts[index].coef;
    for (const [name, shape] of slicesOf(layer)) {
      const length = shape.reduce((product, size) => product * size, 1);
      tensors.set(prefix + name, { shape, data: model.params.subarray(at, at + length) });
      at += length;
    }
    tensors.set(`${prefix}knots`, { shape: [layer.inputs, knotCount(layer)], data: layer.knots });
    tensors.set(`${prefix}mask`, { shape: edges, data: layer.mask });
    tensors.set(`${prefix}locked`, { shape: edges, data: layer.locked });
  });
  return tensors;
}

function modelOf(layerJsons: RevisionJson['layers'], tensors: ReadonlyMap<string, Tensor>): KanModel {
  const layers = layerJsons.map((json, index): Layer => {
    const edges = json.inputs * json.arities.reduce((total, arity) => total + arity, json.sums);
    if (json.symbolic.length !== edges) throw new RangeError('wrong number of edges');
    if (index > 0) {
      const { sums, arities } = layerJsons[index - 1];
      if (sums + arities.length !== json.inputs) throw new RangeError('layers do not follow each other');
    }
    const prefix = `layers.${index}.`;
    const knots = numbers(tensors, `${prefix}knots`, json.inputs * (json.grid + 1 + 2 * json.order));
    return {
      ...json,
      knots,
      mask: flags(tensors, `${prefix}mask`, edges),
      locked: flags(tensors, `${prefix}locked`, edges),
    };
  });
  const params = new Float64Array(parameterCount(layers));
  layoutOf(layers).forEach((layout, index) => {
    let at = layout.coef;
    for (const [name, shape] of slicesOf(layers[index])) {
      const length = shape.reduce((product, size) => product * size, 1);
      params.set(numbers(tensors, `layers.${index}.${name}`, length), at);
      at += length;
    }
  });
  return { layers, params };
}

function numbers(tensors: ReadonlyMap<string, Tensor>, name: string, length: number): Float64Array {
  const data = tensors.get(name)?.data;
  if (!(data instanceof Float64Array) || data.length !== length || !data.every(Number.isFinite)) {
    throw new RangeError(`${name} is missing, of the wrong length or not finite`);
  }
  return data;
}

function flags(tensors: ReadonlyMap<string, Tensor>, name: string, length: number): Uint8Array {
  const data = tensors.get(name)?.data;
  if (!(data instanceof Uint8Array) || data.length !== length || data.some((flag) => flag > 1)) {
    throw new RangeError(`${name} is missing, of the wrong length or not 0 and 1`);
  }
  return data;
}
