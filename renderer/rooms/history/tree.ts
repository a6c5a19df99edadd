/**
 * The tree of revisions drawn in lanes: the first lane leads to the current revision, the others are branches. Pure.
 */
import type { HistoryView, RevisionView } from '../../../shared/contract/views/history.ts';

export interface TreeRow {
  readonly revision: RevisionView;
  readonly lane: number;
  /** Lanes of its children, which come from above and end here. */
  readonly children: readonly number[];
  /** Whether a line leads down to its parent. */
  readonly hasParent: boolean;
  /** Lanes of other branches that pass this row. */
  readonly passing: readonly number[];
}

/** The newest revision first. */
export function treeRows({ revisions, current }: HistoryView): TreeRow[] {
  const byId = new Map(revisions.map((revision) => [revision.id, revision]));
  const trunk = trunkOf(revisions, byId, current);
  /** For each lane, the revision that its line leads down to. */
  const lanes: (string | null)[] = [];
  const rows: TreeRow[] = [];
  for (const revision of [...revisions].reverse()) {
    const children = lanes.flatMap((id, lane) => (id === revision.id ? [lane] : []));
    const lane = trunk.has(revision.id) ? 0 : (children.find((at) => at > 0) ?? freeLane(lanes));
    const passing = lanes.flatMap((id, at) => (id !== null && id !== revision.id ? [at] : []));
    for (const child of children) lanes[child] = null;
    const parent = revision.parent !== null && byId.has(revision.parent) ? revision.parent : null;
    while (lanes.length <= lane) lanes.push(null);
    lanes[lane] = parent;
    rows.push({ revision, lane, children, hasParent: parent !== null, passing });
  }
  return rows;
}

/** The number of lanes of a drawing of these rows. */
export function laneCount(rows: readonly TreeRow[]): number {
  return 1 + Math.max(0, ...rows.flatMap(({ lane, passing }) => [lane, ...passing]));
}

/** The first lane: the current revision, its ancestors, and from each revision on its newest child. */
function trunkOf(
  revisions: readonly RevisionView[],
  byId: ReadonlyMap<string, RevisionView>,
  current: string | null,
): ReadonlySet<string> {
  const trunk = new Set<string>();
  const start = current ?? revisions.at(-1)?.id ?? null;
  for (let at = start; at !== null && !trunk.has(at); at = byId.get(at)?.parent ?? null) trunk.add(at);
  for (let at = start; at !== null;) {
    const parent: string = at;
    const child: RevisionView | undefined = revisions.findLast((revision) => revision.parent === parent);
    at = child && !trunk.has(child.id) ? child.id : null;
    if (at !== null) trunk.add(at);
  }
  return trunk;
}

/** The first free lane beside the first one. */
function freeLane(lanes: readonly (string | null)[]): number {
  let lane = 1;
  while (lanes[lane]) lane++;
  return lane;
}
