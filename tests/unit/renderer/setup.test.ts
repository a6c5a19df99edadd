import { describe, expect, test } from 'vitest';
import { rolesFor } from '../../../shared/contract/columnRoles.ts';
import {
  readMarks,
  showMarks,
  withFormat,
  withoutFormat,
} from '../../../renderer/rooms/data/table-format.ts';
import {
  roleOf,
  sameSetup,
  setupProblems,
  suggestSetup,
  withRoles,
} from '../../../renderer/rooms/data/roles.ts';
import {
  addLayer,
  DEFAULT_NETWORK,
  hasMore,
  MOST_LAYERS,
  removeLayer,
  sameNetwork,
  withMore,
  withWidth,
} from '../../../renderer/rooms/network/setup.ts';
import { table } from '../../component/support/table-views.ts';

const setup = suggestSetup(table);

describe('the settings of a network under More', () => {
  test('make another network, whose layers are kept', () => {
    const wider = withMore(DEFAULT_NETWORK, { gridHigh: 2 });
    expect(sameNetwork(wider, DEFAULT_NETWORK)).toBe(false);
    expect(wider.automatic).toBe(false);
    const straight = withMore(DEFAULT_NETWORK, { baseFunction: 'identity' });
    expect([sameNetwork(straight, DEFAULT_NETWORK), hasMore(straight)]).toEqual([false, true]);
  });

  test('are the same set or not where they are the defaults', () => {
    expect(
      sameNetwork(
        { ...DEFAULT_NETWORK, gridLow: -1, gridHigh: 1, noiseScale: 0.3, baseFunction: 'silu' },
        DEFAULT_NETWORK,
      ),
    ).toBe(true);
  });
});

describe('roles', () => {
  test('start as the engine suggests', () => {
    expect(table.columns.map(({ name }) => roleOf(setup, name))).toEqual([
      'input',
      'input',
      'ignore',
      'ignore',
      'target',
    ]);
    expect(setup.task).toBe('regression');
  });

  test('keep the order of the table, whatever the order of clicks', () => {
    const changed = withRoles(withRoles(setup, table, ['x1'], 'ignore'), table, ['material'], 'input');
    expect(withRoles(changed, table, ['x1'], 'input').inputs).toEqual(['x1', 'x2', 'material']);
  });

  test('start with the known target of a sample', () => {
    const known = suggestSetup(table, ['x2', 'no such column']);
    expect(known.targets).toEqual(['x2']);
    expect(known.inputs).toEqual(['x1', 'y']);
    expect(suggestSetup(table, ['material']).task).toBe('classification');
  });

  test('a column has one role', () => {
    const changed = withRoles(setup, table, ['x1'], 'target');
    expect(changed.inputs).toEqual(['x2']);
    expect(changed.targets).toEqual(['x1', 'y']);
  });

  test('at most one column is the weight, and it must be numeric', () => {
    const first = withRoles(setup, table, ['x1'], 'weight');
    expect([first.weights, first.inputs]).toEqual(['x1', ['x2']]);
    const other = withRoles(first, table, ['x2'], 'weight');
    expect([other.weights, other.inputs]).toEqual(['x2', []]);
    expect(roleOf(other, 'x1')).toBe('ignore');
    expect(withRoles(other, table, ['x2'], 'input').weights).toBeNull();
    expect(sameSetup(first, setup)).toBe(false);
    const canWeigh = table.columns.filter((column) => rolesFor(column).includes('weight'));
    expect(canWeigh.map(({ name }) => name)).toEqual(['x1', 'x2', 'y']);
  });

  test('rows count by one column, its weights or its uncertainties, which are above 0', () => {
    const weighted = withRoles(setup, table, ['x1'], 'weight');
    const uncertain = withRoles(weighted, table, ['x2'], 'uncertainty');
    expect(uncertain).toMatchObject({ weights: null, uncertainty: 'x2', inputs: [] });
    expect([roleOf(uncertain, 'x1'), roleOf(uncertain, 'x2')]).toEqual(['ignore', 'uncertainty']);
    const again = withRoles(uncertain, table, ['x1'], 'weight');
    expect(again.weights).toBe('x1');
    expect(again).not.toHaveProperty('uncertainty');
    expect(sameSetup(uncertain, setup)).toBe(false);
    const columns = table.columns.map((column) =>
      column.name === 'x2'
        ? { ...column, range: { min: 0, max: 1, mean: 0.5, std: 0.3 }, missing: 2 }
        : column,
    );
    expect(setupProblems(uncertain, { ...table, columns })).toEqual([
      'Choose at least one input column.',
      'The uncertainty “x2” has values of 0 or below: rows count by 1/s², so each must be above 0.',
    ]);
    const { uncertainty: weights, ...weighed } = uncertain;
    expect(setupProblems({ ...weighed, weights: weights! }, { ...table, columns })).toEqual([
      'Choose at least one input column.',
      'The weight “x2” is missing in 2 rows: fill it in, or give the column another role.',
    ]);
  });

  test('a table of one row says that it has too few rows, not that inputs are to be chosen', () => {
    const none = { ...setup, inputs: [] };
    expect(setupProblems(none, { ...table, rows: 1 })).toEqual([
      'The table has only 1 row: at least 4 are needed to train a network.',
    ]);
    expect(setupProblems(none, { ...table, rows: 4 })).toEqual(['Choose at least one input column.']);
  });

  test('at most one column keeps rows together, and it is no input', () => {
    const first = withRoles(setup, table, ['x1'], 'group');
    expect([first.groups, first.inputs, roleOf(first, 'x1')]).toEqual(['x1', ['x2'], 'group']);
    const other = withRoles(first, table, ['x2'], 'group');
    expect([other.groups, other.inputs, roleOf(other, 'x1')]).toEqual(['x2', [], 'ignore']);
    expect(withRoles(other, table, ['x2'], 'input')).not.toHaveProperty('groups');
    expect(sameSetup(first, setup)).toBe(false);
  });

  test('a column with too many labels cannot be an input', () => {
    const [many] = table.columns.filter(({ type }) => type === 'category');
    expect(rolesFor({ ...many, distinct: 100 })).toContain('input');
    expect(rolesFor({ ...many, distinct: 101 })).toEqual(['target', 'group', 'ignore']);
  });

  test('labels as the only target set classification, and numbers set regression again', () => {
    const labels = withRoles(withRoles(setup, table, ['y'], 'input'), table, ['material'], 'target');
    expect(labels.task).toBe('classification');
    expect(withRoles(withRoles(labels, table, ['material'], 'input'), table, ['y'], 'target').task).toBe(
      'regression',
    );
  });

  test('a task set by hand stays when inputs change', () => {
    expect(withRoles({ ...setup, task: 'classification' }, table, ['x1'], 'ignore').task).toBe(
      'classification',
    );
  });
});

describe('reasons why a set-up cannot be used', () => {
  test.each([
    [{ inputs: [] }, 'at least one input'],
    [{ targets: [] }, 'role Target'],
    [{ validationFraction: 0.5, testFraction: 0.45 }, '10 %'],
    [{ task: 'classification' as const, targets: ['x1', 'y'] }, 'one target only'],
    [{ targets: ['material'] }, '“material” holds labels'],
    [{ inputs: ['x2'], weights: 'x1' }, 'The weight “x1” has negative values'],
  ])('%j', (part, words) => {
    expect(setupProblems({ ...setup, ...part }, table)).toEqual([expect.stringContaining(words)]);
  });
  test('a missing weight column', () => {
    const weights = table.columns.map((c) => (c.name === 'y' ? { ...c, missing: 2 } : c));
    const weighted = { ...setup, targets: ['x2'], inputs: ['x1'], weights: 'y' };
    expect(setupProblems(weighted, table)).toEqual([]);
    expect(setupProblems(weighted, { ...table, columns: weights })).toEqual([
      'The weight “y” is missing in 2 rows: fill it in, or give the column another role.',
    ]);
  });
  test('there is none for the suggested set-up', () => expect(setupProblems(setup, table)).toEqual([]));
});

describe('the network set-up', () => {
  test('layers are added and removed, and parameters counted', () => {
    const deep = withWidth(addLayer(DEFAULT_NETWORK), 1, 3);
    expect(deep.hidden).toEqual([5, 3]);
    expect(removeLayer(removeLayer(deep, 0), 0).hidden).toEqual([]);
    expect(addLayer({ ...DEFAULT_NETWORK, hidden: [] }).hidden).toEqual([5]);
  });
  test('has no more layers than the engine accepts', () => {
    const full = { ...DEFAULT_NETWORK, hidden: Array.from({ length: MOST_LAYERS }, () => 2) };
    expect(addLayer(full)).toBe(full);
  });
});

describe('corrections of how a file is read', () => {
  test('are added and taken back one by one', () => {
    const set = withFormat(withFormat({}, 'header', 'false'), 'delimiter', '\t');
    expect(set).toEqual({ header: false, delimiter: '\t' });
    expect(withoutFormat(set, 'header')).toEqual({ delimiter: '\t' });
  });
  test('a mark that takes the character of another one leaves that one to be detected again', () => {
    const grouped = withFormat({ header: false }, 'thousands', ',');
    expect(withFormat(grouped, 'decimal', ',')).toEqual({ header: false, decimal: ',' });
    expect(withFormat(grouped, 'decimal', '.')).toEqual({ header: false, thousands: ',', decimal: '.' });
    expect(withFormat({ decimal: '.' }, 'thousands', '.')).toEqual({ thousands: '.' });
  });
  test('marks of missing values go both ways', () => {
    expect(readMarks(showMarks(['', 'NA', '-999']))).toEqual(['', 'NA', '-999']);
    expect(readMarks(' NA,,NA  ? ')).toEqual(['NA', '?']);
    const many = ['na', 'n/a', 'n.a.', '<na>', 'nan', '-nan', 'null', 'missing', '', 'a'.repeat(40), '--'];
    const lines = showMarks(many).split('\n');
    expect(readMarks(lines.join('\n'))).toEqual(many);
    expect(lines.slice(0, 2)).toEqual(['na, n/a, n.a., <na>, nan,', '-nan, null, missing, "",']);
  });
});
