/** The imports that break the rules of layers.mjs, and circles of imports. */
import { bans, stacks, walls } from './layers.mjs';

/** @typedef {import('./imports.mjs').Import} Import */

/**
 * Where the imports break the layers or the walls, and the circles among them, in sentences.
 * @param {readonly Import[]} imports
 * @returns {string[]}
 */
export function violationsOf(imports) {
  return [
    ...imports.flatMap((one) => [...acrossWalls(one), ...againstLayers(one)]),
    ...bans.flatMap((rule) => reachedFrom(rule, imports)),
    ...circlesIn(imports).map((circle) => `These import each other: ${[...circle, circle[0]].join(' → ')}`),
  ];
}

/** @param {Import} one @returns {string[]} */
function acrossWalls({ from, to, typeOnly }) {
  const wall = walls
    .filter(({ folder }) => isIn(from, folder))
    .reduce(
      (best, one) => (best && best.folder.length >= one.folder.length ? best : one),
      /** @type {typeof walls[number] | null} */ (null),
    );
  if (wall === null) return [`${from} lies in no folder that scripts/lib/layers.mjs knows.`];
  const allowed = [...wall.may, ...(typeOnly ? (wall.types ?? []) : [])];
  if (allowed.some((name) => isIn(to, name))) return [];
  return [`${from} imports ${to}, which ${wall.folder} may not${typeOnly ? ', not even its types' : ''}.`];
}

/** @param {Import} one @returns {string[]} */
function againstLayers({ from, to }) {
  return stacks
    .filter(({ folder }) => isIn(from, folder) && isIn(to, folder))
    .flatMap(({ folder, layers, door }) => {
      const [room, other] = [from, to].map((path) => path.slice(folder.length + 1).split('/')[0]);
      if (room === other) return [];
      const [layer, below] = [room, other].map((name) => layers.findIndex((rooms) => rooms.includes(name)));
      if (layer < 0) return [`${from}: ${folder}/${room} is in no layer of scripts/lib/layers.mjs.`];
      if (below >= 0 && below < layer) {
        if (door === undefined || to === `${folder}/${other}/${door}`) return [];
        return [`${from} imports ${to}: of “${other}” other rooms may know ${door} only.`];
      }
      return [`${from} imports ${to}: “${room}” may not know “${other}”.`];
    });
}

/**
 * @param {typeof bans[number]} rule
 * @param {readonly Import[]} imports
 * @returns {string[]}
 */
function reachedFrom({ folder, never }, imports) {
  const values = imports.filter(({ typeOnly }) => !typeOnly);
  const loaded = new Set(values.map(({ from }) => from).filter((path) => isIn(path, folder)));
  const targets = targetsOf(values);
  for (const path of loaded) for (const to of targets.get(path) ?? []) loaded.add(to);
  return values
    .filter(({ from, to }) => loaded.has(from) && never.some((name) => isIn(to, name)))
    .map(({ from, to }) => `${from} brings ${to} into ${folder}: import its types only.`);
}

/** @param {readonly Import[]} imports @returns {ReadonlyMap<string, readonly string[]>} file → what it imports */
function targetsOf(imports) {
  /** @type {Map<string, string[]>} */
  const targets = new Map();
  for (const { from, to } of imports) targets.set(from, [...(targets.get(from) ?? []), to]);
  return targets;
}

/**
 * Whether a path is a folder's or a file's, or a package one of these: `node:*` stands for all that begin so.
 * @param {string} path
 * @param {string} name
 */
function isIn(path, name) {
  return name.endsWith('*')
    ? path.startsWith(name.slice(0, -1))
    : path === name || path.startsWith(`${name}/`);
}

/**
 * Files that import each other, each group as a circle through some of them (Tarjan, “Depth-first search and linear
 * graph algorithms”, 1972).
 * @param {readonly Import[]} imports
 * @returns {string[][]}
 */
function circlesIn(imports) {
  const targets = targetsOf(imports);
  /** @type {Map<string, { index: number, low: number }>} */
  const seen = new Map();
  /** @type {string[]} */
  const open = [];
  /** @type {string[][]} */
  const groups = [];
  /** @param {string} path @returns {number} */
  const visit = (path) => {
    const state = { index: seen.size, low: seen.size };
    seen.set(path, state);
    open.push(path);
    for (const to of targets.get(path) ?? []) {
      const known = seen.get(to);
      if (known === undefined) state.low = Math.min(state.low, visit(to));
      else if (open.includes(to)) state.low = Math.min(state.low, known.index);
    }
    if (state.low === state.index) groups.push(open.splice(open.indexOf(path)));
    return state.low;
  };
  for (const path of targets.keys()) if (!seen.has(path)) visit(path);
  return groups
    .filter(([first, ...others]) => others.length > 0 || targets.get(first)?.includes(first))
    .map((group) => shortestCircle(group, targets));
}

/**
 * The shortest way from a group's first file back to itself.
 * @param {readonly string[]} group
 * @param {ReadonlyMap<string, readonly string[]>} targets
 */
function shortestCircle([start], targets) {
  /** @type {string[][]} */
  let ways = [[start]];
  const passed = new Set();
  for (;;) {
    /** @type {string[][]} */
    const longer = [];
    for (const way of ways) {
      for (const to of targets.get(way[way.length - 1]) ?? []) {
        if (to === start) return way;
        if (!passed.has(to)) longer.push([...way, to]);
        passed.add(to);
      }
    }
    ways = longer;
  }
}
