/**
 * In which order the nodes of the hidden layers stand, so that links cross little: barycentre sweeps after Sugiyama,
 * Tagawa and Toda, "Methods for visual understanding of hierarchical system structures" (1981). Inputs and outputs keep
 * the order of the table, in which they are looked for. Pure.
 */

/** An edge between two layers of nodes: from the node `from` of `layer` to the node `to` of the next. */
export interface Link {
  readonly layer: number;
  readonly from: number;
  readonly to: number;
}

const SWEEPS = 6;

/**
 * @param sizes nodes by layer, inputs first.
 * @returns [layer][place] → node. The nodes' own order where no other has fewer crossings: in a full network all have
 * the same.
 */
export function untangle(sizes: readonly number[], links: readonly Link[]): readonly (readonly number[])[] {
  const own = sizes.map((size) => Array.from({ length: size }, (_, node) => node));
  const hidden = sizes.length - 2;
  const full = sizes.slice(1).reduce((sum, size, layer) => sum + size * sizes[layer], 0);
  if (hidden < 1 || links.length >= full) return own;

  const byLayer = sizes.slice(1).map((_, layer) => links.filter((link) => link.layer === layer));
  let best = own;
  let least = crossings(own, byLayer);
  let order: number[][] = own;
  for (let sweep = 0; sweep < SWEEPS && least > 0; sweep++) {
    order = sweep % 2 === 0 ? sweepOver(order, byLayer, true) : sweepOver(order, byLayer, false);
    const count = crossings(order, byLayer);
    if (count < least) [best, least] = [order, count];
  }
  return best;
}

/**
 * The exchanges of two nodes after which the own order is the one that is shown with `first` and `second` exchanged.
 * @param shown node by place.
 */
export function exchanges(
  shown: readonly number[],
  first: number,
  second: number,
): readonly (readonly [number, number])[] {
  const wanted = shown.map((node) => (node === first ? second : node === second ? first : node));
  const slots = [...shown].sort((a, b) => a - b);
  const held = [...slots];
  return slots.flatMap((slot, place) => {
    const at = held.indexOf(wanted[place]);
    if (at === place) return [];
    [held[place], held[at]] = [held[at], held[place]];
    return [[slot, slots[at]] as const];
  });
}

/** How many pairs of links cross. */
export function crossings(
  order: readonly (readonly number[])[],
  byLayer: readonly (readonly Link[])[],
): number {
  return byLayer.reduce((sum, links, layer) => {
    const [from, to] = [placesOf(order[layer]), placesOf(order[layer + 1])];
    const ends = links
      .map((link) => [from[link.from], to[link.to]] as const)
      .sort((a, b) => a[0] - b[0] || a[1] - b[1])
      .map(([, end]) => end);
    return sum + inversions(ends, order[layer + 1].length);
  }, 0);
}

/** Each hidden layer by the mean place of its nodes' neighbours in the layer before (or behind). */
function sweepOver(
  order: readonly (readonly number[])[],
  byLayer: readonly (readonly Link[])[],
  forwards: boolean,
): number[][] {
  const next = order.map((nodes) => [...nodes]);
  const layers = Array.from({ length: order.length - 2 }, (_, i) =>
    forwards ? i + 1 : order.length - 2 - i,
  );
  for (const layer of layers) {
    const fixed = placesOf(next[forwards ? layer - 1 : layer + 1]);
    const own = placesOf(next[layer]);
    const sum = new Float64Array(own.length);
    const count = new Float64Array(own.length);
    for (const link of byLayer[forwards ? layer - 1 : layer]) {
      const [node, neighbour] = forwards ? [link.to, link.from] : [link.from, link.to];
      sum[node] += (fixed[neighbour] + 0.5) / fixed.length;
      count[node]++;
    }
    // A node without neighbours stays about where it is.
    const centre = next[layer].map((node) =>
      count[node] > 0 ? sum[node] / count[node] : (own[node] + 0.5) / own.length,
    );
    const wanted = new Map(next[layer].map((node, place) => [node, centre[place]]));
    next[layer].sort((a, b) => (wanted.get(a) ?? 0) - (wanted.get(b) ?? 0) || own[a] - own[b]);
  }
  return next;
}

function placesOf(order: readonly number[]): number[] {
  const places = new Array<number>(order.length).fill(0);
  order.forEach((node, place) => (places[node] = place));
  return places;
}

/** Pairs that stand the wrong way round, by a Fenwick tree over the values 0 … size − 1. */
function inversions(values: readonly number[], size: number): number {
  const tree = new Uint32Array(size + 1);
  let count = 0;
  values.forEach((value, seen) => {
    let upTo = 0;
    for (let i = value + 1; i > 0; i -= i & -i) upTo += tree[i];
    count += seen - upTo;
    for (let i = value + 1; i <= size; i += i & -i) tree[i]++;
  });
  return count;
}
