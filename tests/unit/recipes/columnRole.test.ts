/** A new role of a column takes its record, its icon, what it does to the rows, and a field of projects. */
import { expect, it } from 'vitest';
import { columnRoleFlags } from '../../../main/cli/fit/dataPlan.ts';
import { rowRoleNames, rowRoles } from '../../../shared/contract/columnRoles.ts';
import { dataSetup } from '../../../shared/contract/schemas/setups.ts';
import { filesThatName } from '../../support/recipe.ts';
import { dataSetup as setup } from '../engine/studio.ts';

/** What is called so there is no role. */
const others = [
  'main/cli/command.ts',
  'main/engine/ladder/',
  'main/engine/symbolic/',
  'main/engine/train/',
  'renderer/rooms/inspector/',
];

const used = (key: string): string =>
  `\\b(?:setup|roles|mend|before)\\??\\.${key}\\b|const ${key} = z|\\b${key}: name\\b`;

it.each([
  [
    'uncertainty',
    new RegExp(`'uncertainty'|uncertainty: (?:PlusMinus|\\{ weights)|${used('uncertainty')}`, 'u'),
    [
      // Proposes it.
      'main/engine/data/checks/uncertainties.ts',
      // Cells with a number and its uncertainty, which becomes a column.
      'main/engine/data/columns/notations/writtenNumbers.ts',
      'main/engine/data/columns/readers/writtenReader.ts',
      'main/engine/data/dataset/weights.ts',
      'main/engine/storage/format/v8/revision.ts',
      'renderer/rooms/data/role-options.ts',
      'shared/contract/columnRoles.ts',
      // A figure that only uncertainties have.
      'shared/results/chiSquare.ts',
    ],
  ],
  [
    'group',
    new RegExp(
      `'groups?'(?!\\))|  group: Group,|\\{ groups \\}(?: = setup|: CheckedRoles)|${used('groups')}`,
      'u',
    ),
    [
      // Propose it, or heed it.
      'main/engine/data/checks/check.ts',
      'main/engine/data/checks/duplicates.ts',
      'main/engine/data/checks/groups.ts',
      'main/engine/data/dataset/groups.ts',
      'main/engine/storage/format/v8/revision.ts',
      // Warns of groups that were trained on.
      'main/engine/usecases/tables/predict.ts',
      'renderer/rooms/data/role-options.ts',
      'shared/contract/columnRoles.ts',
    ],
  ],
] as const)(
  '“%s” is named in its record, with its icon, where it acts on rows, in projects, and by what proposes it',
  (_, named, files) => {
    expect(filesThatName(named).filter((file) => !others.some((start) => file.startsWith(start)))).toEqual(
      files,
    );
  },
);

it.each(rowRoleNames.map((role) => [role, rowRoles[role]] as const))(
  'the schema and the flag of “%s” follow from its record',
  (_, { key, flag }) => {
    expect(dataSetup.parse({ ...setup, [key]: 'z' })).toMatchObject({ [key]: 'z' });
    expect(dataSetup.safeParse({ ...setup, [key]: 5 }).success).toBe(false);
    expect(columnRoleFlags).toContainEqual({ name: key, ...flag });
  },
);
