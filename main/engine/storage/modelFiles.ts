/** A revision as two files: model.json (structure, encoding, origin) and params.safetensors (every number). */
import type { Revision } from '../history/revision.ts';
import { isEdgeFunction } from '../../../shared/expression/edgeFunction.ts';
import {
  basisCount,
  knotCount,
  layoutOf,
  nodeCount,
  numbered,
  parameterCount,
  subnodeCount,
  type KanModel,
  type Layer,
} from '../kan/model.ts';
import type { Container } from './container.ts';
import { liveBase, liveLadder, liveOrigin, storedLadder, storedOrigin } from './format/live.ts';
import type { StoredRevision } from './format/present.ts';
import { readRevisionJson } from './format/versions.ts';
import { decodeJson, encodeJson } from './json.ts';
import { decodeTensors, encodeTensors, type Tensor } from './safetensors.ts';

const jsonName = 'model.json';
const tensorsName = 'params.safetensors';

/** The revision's files under `folder` (with a slash at its end, or ''). */
export function revisionFiles(revision: Revision, folder: string): Map<string, Uint8Array> {
  const { model, ladder, ...origin } = revision;
  const layers = storedLayers(model);
  const json = { ...storedOrigin(origin), layers, ladder: ladder && storedLadder(ladder, storedLayers) };
  const rungs = (ladder?.models ?? []).flatMap((rung, index) => [...tensorsOf(rung, rungPrefix(index))]);
  return new Map([
    [folder + jsonName, encodeJson(json)],
    [folder + tensorsName, encodeTensors(new Map([...tensorsOf(model, ''), ...rungs]))],
  ]);
}

function rungPrefix(index: number): string {
  return `rungs.${index}.`;
}

/** The structure of a network; its numbers are in {@link tensorsOf}. */
export function storedLayers({ layers }: KanModel): StoredRevision['layers'] {
  return layers.map(({ inputs, sums, arities, grid, order, base, symbolic }) => {
    const shape = { inputs, sums, arities: [...arities], grid, order, ...(base !== 'silu' && { base }) };
    return { ...shape, symbolic: [...symbolic] };
  });
}

/** @throws RangeError, ZodError or UnknownName if the files do not hold one complete, consistent revision. */
export function readRevision({ files, version }: Container, folder: string): Revision {
  const json = decodeJson(files.get(folder + jsonName) ?? new Uint8Array());
  const { layers, ladder, ...stored } = readRevisionJson(json, version);
  const tensors = decodeTensors(files.get(folder + tensorsName) ?? new Uint8Array());
  const model = modelOf(layers, tensors, '');
  const rungs = (ladder?.rungs ?? []).map((rung, index) => modelOf(rung.layers, tensors, rungPrefix(index)));
  const { encoding } = stored;
  for (const one of [model, ...rungs]) {
    const outputs = nodeCount(one.layers[one.layers.length - 1]);
    if (encoding.features.length !== one.layers[0].inputs || encoding.outputs.length !== outputs) {
      throw new RangeError('the encoding does not fit the network');
    }
  }
  return { ...liveOrigin(stored), model, ladder: ladder && liveLadder(ladder, rungs, encoding) };
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

/** @param owner prefix of the names: '' for the network of the revision. */
export function tensorsOf(model: KanModel, owner: string): Map<string, Tensor> {
  const tensors = new Map<string, Tensor>();
  const layouts = layoutOf(model.layers);
  model.layers.forEach((layer, index) => {
    const prefix = `${owner}layers.${index}.`;
    const edges = [layer.inputs, subnodeCount(layer)];
    let at = layouts[index].coef;
    for (const [name, shape] of slicesOf(layer)) {
      const length = shape.reduce((product, size) => product * size, 1);
      tensors.set(prefix + name, { shape, data: model.params.subarray(at, at + length) });
      at += length;
    }
    tensors.set(`${prefix}knots`, { shape: [layer.inputs, knotCount(layer)], data: layer.knots });
    tensors.set(`${prefix}mask`, { shape: edges, data: layer.mask });
    if (layer.nodeNumbers !== undefined) {
      tensors.set(`${prefix}node_numbers`, {
        shape: [nodeCount(layer)],
        data: Float64Array.from(layer.nodeNumbers),
      });
    }
    tensors.set(`${prefix}locked`, { shape: edges, data: layer.locked });
  });
  return tensors;
}

/** @param owner as in {@link tensorsOf}. @throws RangeError where tensors are missing or do not fit */
export function modelOf(
  layerJsons: StoredRevision['layers'],
  tensors: ReadonlyMap<string, Tensor>,
  owner: string,
): KanModel {
  const layers = layerJsons.map((json, index): Layer => {
    const edges = json.inputs * json.arities.reduce((total, arity) => total + arity, json.sums);
    if (json.symbolic.length !== edges) throw new RangeError('wrong number of edges');
    const unknown = json.symbolic.find((fn) => fn !== null && !isEdgeFunction(fn));
    if (unknown) throw new RangeError(`no edge function ${unknown}`);
    if (index > 0) {
      const { sums, arities } = layerJsons[index - 1];
      if (sums + arities.length !== json.inputs) throw new RangeError('layers do not follow each other');
    }
    const prefix = `${owner}layers.${index}.`;
    const knots = numbers(tensors, `${prefix}knots`, json.inputs * (json.grid + 1 + 2 * json.order));
    const layer = {
      ...json,
      base: liveBase(json.base),
      knots,
      mask: flags(tensors, `${prefix}mask`, edges),
      locked: flags(tensors, `${prefix}locked`, edges),
    };
    const name = `${prefix}node_numbers`;
    return tensors.has(name) ? numbered(layer, nodeNumbers(tensors, name, nodeCount(layer))) : layer;
  });
  const slices = layers.flatMap((layer, index) =>
    slicesOf(layer).map(([name, shape]) => {
      const length = shape.reduce((product, size) => product * size, 1);
      return numbers(tensors, `${owner}layers.${index}.${name}`, length);
    }),
  );
  // Memory is allocated only when all data that it will hold are there.
  const params = new Float64Array(parameterCount(layers));
  let at = 0;
  for (const slice of slices) {
    params.set(slice, at);
    at += slice.length;
  }
  return { layers, params };
}

/** @throws RangeError where the tensor is missing, of another length, or has numbers that are not finite */
export function numbers(tensors: ReadonlyMap<string, Tensor>, name: string, length: number): Float64Array {
  const data = tensors.get(name)?.data;
  if (!(data instanceof Float64Array) || data.length !== length || !data.every(Number.isFinite)) {
    throw new RangeError(`${name} is missing, of the wrong length or not finite`);
  }
  return data;
}

function nodeNumbers(tensors: ReadonlyMap<string, Tensor>, name: string, length: number): readonly number[] {
  const found = [...numbers(tensors, name, length)];
  const whole = found.every((number) => Number.isSafeInteger(number) && number >= 1);
  if (whole && new Set(found).size === length) return found;
  throw new RangeError(`${name} are not different whole numbers from 1`);
}

function flags(tensors: ReadonlyMap<string, Tensor>, name: string, length: number): Uint8Array {
  const data = tensors.get(name)?.data;
  if (!(data instanceof Uint8Array) || data.length !== length || data.some((flag) => flag > 1)) {
    throw new RangeError(`${name} is missing, of the wrong length or not 0 and 1`);
  }
  return data;
}
