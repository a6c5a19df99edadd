/** Project files that are whole outside and changed inside: each is read, or refused with a word for people. */
import { createModel } from '../main/engine/kan/create.ts';
import type { Revision } from '../main/engine/history/revision.ts';
import { noFindings } from '../main/engine/findings/findings.ts';
import { noSteps } from '../main/engine/equations/steps.ts';
import { append, emptyHistory } from '../main/engine/history/history.ts';
import { packFiles, unpackFiles } from '../main/engine/storage/container.ts';
import { decodeProject, encodeProject } from '../main/engine/storage/project.ts';
import { toAppError } from '../shared/errors.ts';
import { seededRandom } from '../shared/random.ts';

const app = 'KAN Studio fuzz';

/** A project with a network of the size. */
function base(): ReadonlyMap<string, Uint8Array> {
  const model = createModel({ inputs: 2, hidden: [2], outputs: 1, seed: 1 });
  const scaling = { shift: 0.5, scale: 2 };
  const revision: Revision = {
    id: 'first',
    parent: null,
    time: 1_700_000_000_000,
    operation: { type: 'create', setup: { hidden: [2], grid: 3, order: 3, seed: 1 } },
    model,
    encoding: {
      task: 'regression',
      features: ['a', 'b'].map((name) => ({ name, column: name, label: null, scaling, fill: null })),
      outputs: [{ name: 'y', scaling }],
      targets: ['y'],
      classes: [],
    },
    scores: null,
    name: '',
    curve: [{ step: 0, train: 1, validation: NaN }],
    data: null,
    ladder: null,
  };
  const history = append(emptyHistory, revision);
  const parts = { equations: noSteps, findings: noFindings };
  const project = { history, data: null, embedded: null, curve: [], threshold: 0.5, ...parts };
  return unpackFiles(encodeProject(project, app), 'base.kan').files;
}

/** @returns what was neither read nor refused with a word for people, by its seed; nothing where all is well */
export function fuzzProjects(first: number, count: number): readonly string[] {
  const files = base();
  const found: string[] = [];
  for (let seed = first; seed < first + count; seed++) {
    const random = seededRandom(seed);
    const changed = new Map(files);
    const names = [...files.keys()];
    for (let change = 1 + random.integer(3); change > 0; change--) {
      const name = names[random.integer(names.length)];
      changed.set(name, mutated(changed.get(name)!, random));
    }
    try {
      const bytes = packFiles(changed, app);
      // Now and then the outside too.
      if (random.integer(4) === 0) bytes[random.integer(bytes.length)] = random.integer(256);
      decodeProject(bytes, 'fuzz.kan');
    } catch (error) {
      const { kind, message } = toAppError(error);
      if (kind !== 'user') found.push(`seed ${seed}: ${message}`);
    }
  }
  return found;
}

/** Bytes changed, cut out or doubled; in JSON, a value replaced by another that means something. */
function mutated(bytes: Uint8Array, random: ReturnType<typeof seededRandom>): Uint8Array {
  const at = random.integer(bytes.length + 1);
  const values = [
    'null',
    '-1',
    '1e999',
    '0',
    '[]',
    '{}',
    '""',
    '1e5',
    'true',
    '"sin"',
    '[[[[]]]]',
    '99999999999999999999',
  ];
  switch (random.integer(4)) {
    case 0: {
      const copy = bytes.slice();
      copy[at % bytes.length] = random.integer(256);
      return copy;
    }
    case 1:
      return bytes.slice(0, at);
    case 2:
      return new Uint8Array([
        ...bytes.subarray(0, at),
        ...bytes.subarray(Math.max(0, at - random.integer(50))),
      ]);
    default: {
      const text = new TextDecoder().decode(bytes);
      const places = [...text.matchAll(/-?\d+(?:\.\d+)?(?:e[-+]?\d+)?|"[^"]*"|null|true|false/gu)];
      const place = places[random.integer(Math.max(1, places.length))];
      if (place === undefined) return bytes;
      const value = values[random.integer(values.length)];
      return new TextEncoder().encode(
        text.slice(0, place.index) + value + text.slice(place.index + place[0].length),
      );
    }
  }
}
