/** A new edit takes its record and what it does. */
import { describe, expect, it } from 'vitest';
import { edits, editTypes, recordOf, type ModelEdit } from '../../../shared/edits/edits.ts';
import type { Parameter } from '../../../shared/edits/parameters.ts';
import { modelEdit } from '../../../shared/contract/schemas/edits.ts';
import { filesThatName } from '../../support/recipe.ts';

/** The schemas of a version of the file format name the edits that there were then; later edits need none. */
const frozen = /^main\/engine\/storage\/format\/v\d\.ts$/u;
/** What an edit makes of the coefficients may be an operation of its own on networks. */
const operation = 'main/engine/kan/reshape.ts';

it('an edit is named in its record and in the function that applies it', () => {
  const files = filesThatName(/\bperturb\b/u).filter((file) => !frozen.test(file) && file !== operation);
  expect(files).toEqual(['main/engine/edit/edits.ts', 'shared/edits/edits.ts']);
});

describe('each edit', () => {
  const edge = { layer: 0, input: 0, output: 1 };
  const parts: Readonly<Record<string, unknown>> = {
    edge,
    edges: [edge],
    nodes: [{ layer: 1, node: 0 }],
    affine: [1, 0, 2, 0],
    fittedAffine: null,
    function: 'sin',
    functions: ['x^6'],
    hiddenLayer: 1,
    nextLayer: 2,
    rung: 'Straight lines',
    pairs: [[0, 1]],
  };
  const valueOf = (parameter: Parameter): unknown =>
    typeof parameter === 'string' ? parts[parameter] : parameter.default;

  it.each(editTypes)('%s: has a schema, a label and a phrase for the command', (type) => {
    const parameters = Object.entries<Parameter>(edits[type].parameters);
    const values = parameters.map(([name, parameter]) => [name, valueOf(parameter)] as const);
    const edit: unknown = { type, ...Object.fromEntries(values) };
    expect(modelEdit.parse(edit)).toEqual(edit);
    expect(modelEdit.safeParse({ type, ...Object.fromEntries(values), more: 1 }).success).toBe(false);
    for (const [name] of parameters.filter(([, kind]) => kind !== 'functions')) {
      const rest = values.filter(([other]) => other !== name);
      expect(modelEdit.safeParse({ type, ...Object.fromEntries(rest) }).success, name).toBe(false);
    }
    const { label, command } = recordOf(type);
    const names = { edge: () => 'x1 → h1.2', node: () => 'h1.1' };
    expect(label(edit as ModelEdit, names)).toMatch(/^[A-Z][^{}]+$/u);
    if (command !== undefined) expect(command.help).toMatch(/^[a-z].*[^.]$/u);
  });
});
