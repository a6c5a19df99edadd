/** `kan fix`, `kan prune` and so on: one edit of a saved model, then a refit; the history keeps what was. */
import type { EditRequest, ModelEdit } from '../../shared/contract/edits.ts';
import { toAppError, userError } from '../../shared/errors.ts';
import type { Revision } from '../engine/history/revision.ts';
import { affineOf, type Affine } from '../engine/kan/editEdge.ts';
import type { KanModel } from '../engine/kan/model.ts';
import { presentEdges } from '../engine/kan/prune.ts';
import type { Session } from '../engine/session/session.ts';
import { editNetwork } from '../engine/usecases/editNetwork.ts';
import { saveProject } from '../engine/usecases/saveProject.ts';
import { choice, parseArguments, realNumber, wholeNumber, wrongNumber, type Arguments } from './args.ts';
import { edgeArgument, edgesArgument } from './edgeArgument.ts';
import { requireOutput, requirePositionals } from './files.ts';
import type { Io } from './io.ts';
import { openModel, readTableOf } from './openModel.ts';
import { figure } from './progress.ts';
import { scoresJson, scoresTable } from './report.ts';
import { withSession } from './session.ts';

interface Flags {
  readonly valued?: readonly string[];
  readonly switches?: readonly string[];
  /** Steps of training afterwards where --refit and --no-refit are absent. */
  readonly refit: number;
}

const refitSteps = 60;
const mostSeed = 2 ** 32 - 1;

/** Sets edges to a function; without --affine its numbers are fitted, first to each edge and then jointly with all others. */
export const fix = command(
  'fix',
  { valued: ['edge', 'function', 'affine'], refit: refitSteps },
  (model, args) => {
    const edges = edgesArgument(args, model);
    const name = args.values.get('function');
    if (name === undefined) {
      throw userError(
        'cli.function',
        'Which function? --function is missing.',
        'For example --function sin.',
      );
    }
    return { type: 'fix', edges, function: name, affine: affineArgument(args, [1, 0, 1, 0]) };
  },
);

/** Other numbers for an edge that is a function. */
export const editAffine = command('edit-affine', { valued: ['edge', 'affine'], refit: 0 }, (model, args) => {
  const edge = edgeArgument(args, model);
  const affine = affineArgument(args, affineOf(model, edge));
  if (affine !== null) return { type: 'affine', edge, affine };
  throw userError('cli.affine', 'Which numbers? --affine is missing.', 'For example --affine 3.14,0,1,0.');
});

export const unfix = command('unfix', { valued: ['edge'], refit: 0 }, (model, args) => {
  return { type: 'unfix', edges: edgesArgument(args, model) };
});

export const lock = command('lock', { valued: ['edge'], switches: ['off'], refit: 0 }, (model, args) => {
  return { type: 'lock', edges: edgesArgument(args, model), locked: !args.switches.has('off') };
});

export const restore = command('restore', { valued: ['edge'], refit: refitSteps }, (model, args) => {
  return { type: 'restoreEdges', edges: edgesArgument(args, model) };
});

/** Removes edges and hidden nodes: by hand, of little attribution, or by the recipe for sparse networks. */
export const prune = command(
  'prune',
  { valued: ['edge', 'edge-threshold', 'node-threshold'], switches: ['sparsify'], refit: refitSteps },
  (model, args) => {
    if (args.switches.has('sparsify')) return { type: 'sparsify' };
    if (args.values.has('edge')) return { type: 'removeEdges', edges: edgesArgument(args, model) };
    return {
      type: 'prune',
      nodeThreshold: realNumber(args, 'node-threshold', 0, 1, 1e-2),
      edgeThreshold: realNumber(args, 'edge-threshold', 0, 1, 3e-2),
    };
  },
);

/** A finer grid on every layer. */
export const refine = command('refine', { valued: ['grid'], refit: refitSteps }, ({ layers }, args) => {
  return { type: 'refine', grid: wholeNumber(args, 'grid', 1, 200, Math.min(200, 2 * layers[0].grid)) };
});

/** One more node in a hidden layer, or one more hidden layer. */
export const expand = command(
  'expand',
  { valued: ['layer', 'kind'], switches: ['new-layer'], refit: refitSteps },
  ({ layers }, args) => {
    const layer = wholeNumber(args, 'layer', 1, layers.length, 1);
    if (args.switches.has('new-layer')) return { type: 'addLayer', layer };
    return { type: 'addNode', layer, kind: choice(args, 'kind', ['sum', 'product']) ?? 'sum' };
  },
);

/** Two nodes of a hidden layer change places. */
export const swap = command('swap', { valued: ['layer', 'nodes'], refit: 0 }, ({ layers }, args) => {
  const text = args.values.get('nodes');
  if (text === undefined)
    throw userError(
      'cli.no-nodes',
      'Which nodes? --nodes is missing.',
      'For example --nodes 0,3, counted from 0.',
    );
  if (!/^\d+,\d+$/.test(text)) throw wrongNumber('nodes', text, 'two nodes, counted from 0, such as 0,3');
  const [first, second] = text.split(',').map(Number);
  return { type: 'swap', layer: wholeNumber(args, 'layer', 1, layers.length, 1), pairs: [[first, second]] };
});

/** Noise on the splines, to leave a poor minimum. */
export const perturb = command('perturb', { valued: ['size', 'seed'], refit: refitSteps }, (_, args) => {
  return {
    type: 'perturb',
    size: realNumber(args, 'size', 1e-12, 100, 0.1),
    seed: wholeNumber(args, 'seed', 0, mostSeed, 0),
  };
});

/** a, b, c, d; those left empty (`3.14,,,`) as they are in `known`. Null where the flag is absent. */
function affineArgument(args: Arguments, known: Affine): Affine | null {
  const text = args.values.get('affine');
  if (text === undefined) return null;
  const parts = text.split(',').map((part, i) => (part.trim() === '' ? known[i] : Number(part)));
  if (parts.length !== 4 || !parts.every(Number.isFinite)) {
    throw wrongNumber('affine', text, 'a,b,c,d of c·f(a·x + b) + d');
  }
  const [a, b, c, d] = parts;
  return [a, b, c, d];
}

function command(
  name: string,
  { valued = [], switches = [], refit }: Flags,
  editOf: (model: KanModel, args: Arguments) => ModelEdit,
): (argv: readonly string[], io: Io) => Promise<number> {
  return async (argv, io) => {
    const args = parseArguments(argv, [...valued, 'refit', 'data', 'out'], [...switches, 'json', 'no-refit']);
    const [path] = requirePositionals(args, name, ['model.kan']);
    const out = args.values.get('out') ?? path;
    if (out !== path) await requireOutput(out, []);
    return withSession(async (session) => {
      const before = await openModel(session, path, io);
      const edit = editOf(before.model, args);
      const none = args.switches.has('no-refit') || edit.type === 'sparsify';
      const request = { edit, refit: none ? 0 : wholeNumber(args, 'refit', 0, 1000, refit) };
      await readTableOf(session, path, args.values.get('data'), io);
      const after = await orUnchanged(edit, () => edited(session, request, io));
      report(args, before, after ?? before, io);
      if (after === null) {
        io.stderr('Nothing was to be removed, and nothing was changed.\n');
        return 0;
      }
      await saveProject(session, out);
      if (!args.switches.has('json')) io.stdout(`Saved ${out}\n`);
      return 0;
    });
  };
}

/** The network after the edit; making it sparse takes long enough for a line on stderr at each of its stages. */
async function edited(session: Session, request: EditRequest, io: Io): Promise<Revision> {
  let last = '';
  const stopListening = session.hub.listen({
    editing: (progress) => {
      if (progress === null || progress.what === last || request.edit.type !== 'sparsify') return;
      last = progress.what;
      io.stderr(`${last}\n`);
    },
  });
  try {
    return await editNetwork(session, request, io.interrupted);
  } finally {
    stopListening();
  }
}

/** Null where pruning has nothing to remove: there is nothing for the person to mend. */
async function orUnchanged<T>({ type }: ModelEdit, edit: () => Promise<T>): Promise<T | null> {
  try {
    return await edit();
  } catch (error) {
    if (type === 'prune' && toAppError(error).code === 'edit.nothing') return null;
    throw error;
  }
}

function report(args: Arguments, before: Revision, { model, scores }: Revision, io: Io): void {
  const edges = presentEdges(model);
  if (args.switches.has('json')) {
    const both = ({ scores: of }: Pick<Revision, 'scores'>): object | null =>
      of && { train: scoresJson(of.train), test: scoresJson(of.test) };
    io.stdout(`${JSON.stringify({ edges, before: both(before), after: both({ scores }) })}\n`);
    return;
  }
  const was = before.scores?.train.rmse;
  io.stdout(
    `${edges} edges${was === undefined || was === null ? '' : `; training RMSE was ${figure(was)}`}\n`,
  );
  if (scores === null) return;
  const rows = (['train', 'validation', 'test'] as const).map((split) => [split, scores[split]] as const);
  io.stdout(scoresTable(rows));
}
