/** The parameters of an edit as flags. */
import { edits, recordOf, type EditType, type ModelEdit } from '../../../shared/edits/edits.ts';
import type { Affine, Parameter, PartKind, PartValues } from '../../../shared/edits/parameters.ts';
import { userError } from '../../../shared/errors.ts';
import { numberOf } from '../../../shared/figures.ts';
import { affineOf } from '../../engine/kan/editEdge.ts';
import type { KanModel } from '../../engine/kan/model.ts';
import { wholeNumber, wrongNumber, type Arguments } from './args.ts';
import type { CommandFlag } from '../command.ts';
import { edgeArgument, edgesArgument } from './edgeArgument.ts';
import { givenSetting, settingFlag } from './settingFlags.ts';

/** A part of the network as a flag. */
interface PartFlag<K extends PartKind> extends CommandFlag {
  readonly read: (args: Arguments, model: KanModel) => PartValues[K];
}

/** @throws user error where the flag is missing */
function required(args: Arguments, flag: string, example: string): string {
  const value = args.values.get(flag);
  if (value === undefined) throw userError(`cli.${flag}`, `--${flag} is missing.`, example);
  return value;
}

const layerOf = (args: Arguments, { layers }: KanModel): number =>
  wholeNumber(args, 'layer', 1, layers.length, 1);

const partFlags: { readonly [K in PartKind]: PartFlag<K> | null } = {
  edge: {
    name: 'edge',
    value: '0,1,0',
    help: 'layer, input and output, counted from 0',
    read: edgeArgument,
  },
  edges: {
    name: 'edge',
    value: '0,1,0;0,0,2',
    help: 'one edge or several: layer, input and output, counted from 0',
    read: edgesArgument,
  },
  affine: {
    name: 'affine',
    value: '3.14,,,',
    help: 'a, b, c and d; an empty one does not change',
    read: (args, model) => {
      const affine = affineArgument(args, affineOf(model, edgeArgument(args, model)));
      if (affine !== null) return affine;
      throw userError('cli.affine', '--affine is missing.', 'For example --affine 3.14,0,1,0.');
    },
  },
  fittedAffine: {
    name: 'affine',
    value: 'a,b,c,d',
    help: 'its a, b, c and d (default: fitted to the curve of the edge)',
    read: (args) => affineArgument(args, [1, 0, 1, 0]),
  },
  function: {
    name: 'function',
    value: 'sin|"x^6"',
    help: 'a function of the library, or an expression in x',
    read: (args) => required(args, 'function', 'For example --function sin.'),
  },
  hiddenLayer: {
    name: 'layer',
    value: 'N',
    help: 'hidden layer, 1 for the first (default)',
    read: layerOf,
  },
  nextLayer: {
    name: 'layer',
    value: 'N',
    help: 'layer of nodes after the inputs, 1 for the first (default)',
    read: layerOf,
  },
  rung: {
    name: 'to',
    value: '"Straight lines"',
    help: 'the model to use, by its title; kan info lists them',
    read: (args) =>
      required(
        args,
        'to',
        'For example --to "Straight lines"; kan info lists the models that the automatic run compared.',
      ),
  },
  pairs: { name: 'nodes', value: '0,3', help: 'two nodes, counted from 0', read: pairsArgument },
  nodes: null,
  functions: null,
};

/** The flags of an edit, in the order of its parameters. */
export function flagsOf(type: EditType): readonly CommandFlag[] {
  return Object.values<Parameter>(edits[type].parameters)
    .map((parameter) => (typeof parameter === 'string' ? partFlags[parameter] : settingFlag(parameter)))
    .filter((flag) => flag !== null);
}

/** The edit that the arguments describe. @throws KanError `cli.*`, `edge.unknown` */
export function editFrom(type: EditType, args: Arguments, model: KanModel): ModelEdit {
  const network = { grid: model.layers[0].grid, layers: model.layers.length, revisions: 0 };
  const start: Readonly<Record<string, unknown>> = recordOf(type).start?.(network) ?? {};
  const values = Object.entries<Parameter>(edits[type].parameters).flatMap(
    ([name, parameter]): [string, unknown][] => {
      if (typeof parameter !== 'string') {
        return [[name, givenSetting(args, parameter) ?? start[name] ?? parameter.default]];
      }
      const flag = partFlags[parameter];
      return flag === null ? [] : [[name, flag.read(args, model)]];
    },
  );
  return { type, ...Object.fromEntries(values) } as ModelEdit;
}

/** a, b, c, d. Empty ones (`3.14,,,`) keep their values in `known`. Null if the flag is absent. */
function affineArgument(args: Arguments, known: Affine): Affine | null {
  const text = args.values.get('affine');
  if (text === undefined) return null;
  const parts = text.split(',').map((part, i) => (part.trim() === '' ? known[i] : numberOf(part)));
  if (parts.length !== 4 || !parts.every(Number.isFinite)) {
    throw wrongNumber('affine', text, 'a,b,c,d of c·f(a·x + b) + d');
  }
  const [a, b, c, d] = parts;
  return [a, b, c, d];
}

function pairsArgument(args: Arguments): PartValues['pairs'] {
  const text = args.values.get('nodes');
  if (text === undefined) {
    throw userError('cli.no-nodes', '--nodes is missing.', 'For example --nodes 0,3, counted from 0.');
  }
  if (!/^\d+,\d+$/.test(text)) throw wrongNumber('nodes', text, 'two nodes, counted from 0, such as 0,3');
  const [first, second] = text.split(',').map(Number);
  return [[first, second]];
}
