/** `--edge 0,1,0`, one or several. */
import type { EdgeRef } from '../../../shared/refs.ts';
import { userError } from '../../../shared/errors.ts';
import type { KanModel } from '../../engine/kan/model.ts';
import { requireEdge } from '../../engine/kan/places.ts';
import type { Arguments } from './args.ts';

/** @throws KanError `cli.edge`, `edge.unknown` */
export function edgeArgument(args: Arguments, model: KanModel): EdgeRef {
  return parsedEdge(args.values.get('edge') ?? '', model);
}

/** One edge or several: `0,1,0;0,0,2`. @throws KanError `cli.edge`, `edge.unknown` */
export function edgesArgument(args: Arguments, model: KanModel): EdgeRef[] {
  return (args.values.get('edge') ?? '').split(';').map((text) => parsedEdge(text.trim(), model));
}

function parsedEdge(text: string, model: KanModel): EdgeRef {
  const numbers = /^\d+,\d+,\d+$/.test(text) ? text.split(',').map(Number) : null;
  if (numbers === null) {
    throw userError(
      'cli.edge',
      text === '' ? '--edge is missing.' : `--edge takes layer,input,output, not “${text}”.`,
      'For example --edge 0,1,0: from the second input to the first node, all counted from 0.',
    );
  }
  const place = { layer: numbers[0], input: numbers[1], output: numbers[2] };
  requireEdge(model, place);
  return place;
}
