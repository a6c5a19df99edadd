/** Older files brought to the present version, one step at a time. */
import type { Files } from './container.ts';
import { decodeJson, encodeJson } from './json.ts';

type Step = (files: Files) => Files;

/** From version → the files of the next one. What version 2 added has defaults, so that the files of version 1 do. */
const steps: ReadonlyMap<number, Step> = new Map<number, Step>([
  [1, (files) => files],
  [2, withSeveral],
]);

export function migrate(files: Files, version: number): Files {
  const step = steps.get(version);
  return step === undefined ? files : migrate(step(files), version + 1);
}

/** Since version 3 edges are fixed, and nodes swapped, several at a time. */
function withSeveral(files: Files): Files {
  return new Map(
    [...files].map(([path, bytes]) => {
      const json = path.endsWith('model.json') ? decodeJson(bytes) : null;
      const edit = isRecord(json) && isRecord(json['operation']) ? json['operation']['edit'] : null;
      if (!isRecord(json) || !isRecord(edit)) return [path, bytes] as const;
      const operation = { ...(json['operation'] as Record<string, unknown>), edit: several(edit) };
      return [path, encodeJson({ ...json, operation })] as const;
    }),
  );
}

function several(edit: Record<string, unknown>): Record<string, unknown> {
  if (edit['type'] === 'fix') {
    const { edge, ...rest } = edit;
    return { ...rest, edges: [edge] };
  }
  if (edit['type'] !== 'swap') return edit;
  const { first, second, ...rest } = edit;
  return { ...rest, pairs: [[first, second]] };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
