/** Columns of whole numbers that name batches, plates or subjects: by their names, and by their values. */
import type { DataSetup } from '../../../shared/contract/schemas/setups.ts';
import { describe, expect, it } from 'vitest';
import { checkTable, describeTable, loadTable } from '../../../main/engine/data/index.ts';
import { groupName } from '../../../main/engine/data/table/groupNames.ts';
import { suggestedRoles } from '../../../main/engine/data/columns/describeTable.ts';
import { flagsOf } from '../../../main/cli/reports/mendFlags.ts';
import { holds, mendedReading, mendedSetup, undoneSetup } from '../../../renderer/rooms/data/mends.ts';
import { keptSetup, suggestSetup } from '../../../renderer/rooms/data/roles.ts';
import { checked, noise, of, other, plain, useTables } from './checked.ts';

const { csv } = useTables();

const groups = (count: number) => (row: number) => Math.floor(noise[row] * count) + 1;
const found = async (columns: Parameters<typeof csv>[0], rows = 200) =>
  of(await checked(csv({ ...columns, ...plain }, rows)), 'groups');

describe('names', () => {
  it.each(['batch', 'Subject', 'PATIENT', 'lot', 'Plate', 'run', 'Site', 'operator', 'block', 'test_run'])(
    '%s names what is numbered',
    (name) => expect(groupName(name)).toBe(name === 'test_run' ? null : 'thing'),
  );

  it.each([
    ['batch_no', 'Batch No.', 'batch #', 'batch#', 'BatchID', 'batchId', 'BATCH_ID', 'id_batch', 'Lot N°'],
    ['run nr.', 'RunNr', 'runno', 'subject number', 'SubjectNumber', 'studyid', 'ptnum', 'Sample ID'],
    ['tank no', 'fish_id', 'person_id', 'personid', 'Chargennummer', 'Proben-Nr.', 'Batch (ID)', 'osm_id'],
  ])('%s, %s, %s, %s, %s, %s, %s and %s say that these are numbers of things', (...names) => {
    for (const name of names) expect([name, groupName(name)]).toEqual([name, 'marked']);
  });

  it.each([
    ['batch size', 'run time', 'subject age', 'number of runs', 'site temperature', 'runs', 'plates'],
    ['batch_mass', 'wells', 'no', 'number', 'Reynolds number', 'atomic number', 'wave number'],
    ['number of patients', 'room number', 'persons', 'tube ID', 'Column ID', 'pipe inner ID', 'humid'],
    ['acid', 'run 2', 'lot area', 'plate thickness', 'block length', 'year', 'dose'],
    ['batch (kg)', 'plate [mm]', 'site (°C)', 'cell no', 'strain', 'well/m', 'charge number'],
    ['cycle number', 'grid', 'piano', 'liquid', 'month', 'hour', 'treatment temperature'],
  ])('%s, %s, %s, %s, %s, %s and %s do not', (...names) => {
    for (const name of names) expect([name, groupName(name)]).toEqual([name, null]);
  });
});

describe('a column that numbers groups', () => {
  it('can be read as labels, which takes the finding away', async () => {
    const path = csv({ batch: groups(8), ...plain });
    const [finding, ...others] = of(await checked(path), 'groups');
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ severity: 'warning', columns: ['batch'], count: 8 });
    expect(finding.message).toMatch(
      /^“batch” seems to number 8 groups\. As a number .* a value of its own\. .* for new groups\.$/u,
    );
    expect(finding.mends.map(({ label }) => label)).toEqual([
      'Read as labels',
      'Hold out each “batch” whole',
      'Leave out “batch”',
    ]);
    const reading = mendedReading({}, finding.mends[0]);
    expect((await loadTable(path, reading)).columns[0]).toMatchObject({ type: 'category' });
    expect(await checked(path, reading)).toEqual([]);
  });

  it.each([
    [
      30,
      200,
      ['Read as labels', 'Hold out each “subject” whole', 'Leave out “subject”'],
      /a value of its own\. /u,
    ],
    [
      30,
      100,
      ['Hold out each “subject” whole', 'Leave out “subject”'],
      /too few rows for a label of its own\. /u,
    ],
    [120, 600, ['Hold out each “subject” whole', 'Leave out “subject”'], /can have at most 100 labels\. /u],
  ])(
    'of %i groups in %i rows can be labels where these can be an input',
    async (count, rows, mends, message) => {
      const [finding] = await found({ subject: (row) => (row % count) + 1 }, rows);
      expect(finding.mends.map(({ label }) => label)).toEqual(mends);
      expect(finding.message).toMatch(message);
      expect(finding.message).toMatch(/ Held out whole, they show the errors for new groups\.$/u);
    },
  );

  it('can keep its rows together where rows are held out, and be an input again', async () => {
    const path = csv({ batch: groups(8), ...plain });
    const table = describeTable(await loadTable(path, {}));
    const [{ mends }] = of(await checked(path), 'groups');
    const setup = suggestSetup(table);
    const mended = mendedSetup(setup, mends[1]);
    expect(mended).toEqual({ ...setup, inputs: ['x'], groups: 'batch' });
    const made = { mend: mends[1], before: { overrides: {}, setup }, after: {} };
    expect([holds(made, {}, mended), holds(made, {}, setup)]).toEqual([true, false]);
    expect(undoneSetup(made, mended, table)).toEqual(setup);
    expect(flagsOf(mends[1], await loadTable(path, {}))).toBe('--groups "batch"');
  });

  it('of uncertainties is made and undone, with the weight that they replace', async () => {
    const path = csv({ ...plain, 'y err': (row) => 0.1 + other[row] });
    const table = describeTable(await loadTable(path, {}));
    const setup = { ...suggestSetup(table), targets: ['y'], inputs: ['x'], weights: 'y err' };
    const [finding] = of(await checkTable(await loadTable(path, {}), setup), 'uncertainties');
    const [mend] = finding.mends;
    expect(flagsOf(mend, await loadTable(path, {}))).toBe('--uncertainty "y err"');
    const mended = mendedSetup(setup, mend);
    expect(mended).toMatchObject({ inputs: ['x'], weights: null, uncertainty: 'y err' });
    const made = { mend, before: { overrides: {}, setup }, after: {} };
    expect([holds(made, {}, mended), holds(made, {}, setup)]).toEqual([true, false]);
    expect(undoneSetup(made, mended, table)).toEqual(setup);
  });

  it('gives the rows back to the column that kept them together before, or to none', async () => {
    const path = csv({ batch: groups(8), ...plain });
    const table = describeTable(await loadTable(path, {}));
    const [{ mends }] = of(await checked(path), 'groups');
    const suggested = suggestSetup(table);
    const undone = (setup: DataSetup): DataSetup =>
      undoneSetup(
        { mend: mends[1], before: { overrides: {}, setup }, after: {} },
        mendedSetup(setup, mends[1]),
        table,
      );
    const other = { ...suggested, inputs: ['batch'], groups: 'x' };
    expect(undone(other)).toEqual(other);
    const ignored = { ...suggested, inputs: ['x'] };
    expect(undone(ignored)).toEqual(ignored);
  });

  it('are not held out whole where another column keeps rows together', async () => {
    const table = await loadTable(csv({ batch: groups(8), subject: groups(30), ...plain }), {});
    const roles = { ...suggestedRoles(table), inputs: ['batch', 'x'], groups: 'subject' };
    const [{ message, mends }] = of(await checkTable(table, roles), 'groups');
    expect(message).toMatch(/as labels, each group gets a value of its own\.$/u);
    expect(mends.map(({ groups: together }) => together)).toEqual([undefined, undefined]);
  });

  it('can be left out, which takes the finding away too', async () => {
    const path = csv({ subject: groups(30), ...plain });
    const table = await loadTable(path, {});
    const [{ mends }] = of(await checked(path), 'groups');
    const setup = mendedSetup(suggestSetup(describeTable(table)), mends[2]);
    expect(setup.inputs).toEqual(['x']);
    const roles = { ...suggestedRoles(table), inputs: setup.inputs };
    expect(of(await checkTable(table, roles), 'groups')).toEqual([]);
  });

  it('of two groups is a note: only the formula is another one', async () => {
    const [finding] = await found({ instrument: groups(2) });
    expect(finding).toMatchObject({ severity: 'note', count: 2 });
    expect(finding.mends.map(({ label }) => label)).toEqual(['Read as labels', 'Leave out “instrument”']);
  });

  it('is no second finding as a column of a few whole numbers', async () => {
    const findings = await checked(csv({ 'shift no': groups(3), 'unit ID': groups(4), ...plain }));
    expect(findings.map(({ check, columns }) => [check, ...columns])).toEqual([
      ['groups', 'unit ID'],
      ['types', 'shift no'],
    ]);
  });

  it('may have one row for each number', async () => {
    const [finding] = await found({ patient_id: (row) => 1000 + row * 7 + (row % 3) });
    expect(finding.message).toMatch(
      /^“patient_id” seems to name the rows, with 200 different numbers in 200/u,
    );
    expect(finding.mends).toMatchObject([{ ignore: ['patient_id'] }]);
  });

  it('is counted without a number that stands for a missing one', async () => {
    const [finding] = await found({ batch: (row) => (row % 9 === 4 ? -999 : groups(5)(row)) });
    expect(finding.count).toBe(5);
  });
});

describe('a target that numbers groups', () => {
  it('is not suggested where another column of numbers is there, unless its name is that of classes', async () => {
    const suggested = async (name: string, value: (row: number) => string | number = groups(5)) =>
      describeTable(await loadTable(csv({ ...plain, [name]: value }), {})).suggestedTargets;
    expect(await suggested('plate')).toEqual(['y']);
    expect(await suggested('patient_id', (row) => 1000 + 7 * row)).toEqual(['y']);
    expect(await suggested('plate', (row) => 3000 + row)).toEqual(['plate']);
    expect(await suggested('group')).toEqual(['group']);
    const labels = (count: number) => (row: number) => `L3${groups(count)(row)}`;
    expect(await suggested('Subject', labels(18))).toEqual(['y']);
    expect(await suggested('region', labels(4))).toEqual(['region']);
    expect(await suggested('species', labels(18))).toEqual(['species']);
    const both = await loadTable(csv({ batch: labels(6), Subject: labels(18) }), {});
    expect(describeTable(both).suggestedTargets).toEqual(['Subject']);
  });

  it('is told, and one press makes it a class', async () => {
    const path = csv({ ...plain, group: groups(3) });
    const table = describeTable(await loadTable(path, {}));
    const [finding, ...others] = of(await checked(path), 'groups');
    expect(others).toEqual([]);
    expect(finding.message).toBe(
      '“group” is the target and seems to number 3 groups: read as labels, a class is predicted instead of a number.',
    );
    const reading = mendedReading({}, finding.mends[0]);
    const again = describeTable(await loadTable(path, reading));
    expect(keptSetup(suggestSetup(table), table, again)).toMatchObject({
      targets: ['group'],
      task: 'classification',
    });
  });
});

describe('a column that is a quantity by its values', () => {
  it.each<[string, (row: number) => string | number]>([
    ['run', (row) => 10 * groups(6)(row)],
    ['block', (row) => 5 + 10 * groups(6)(row)],
    ['site', (row) => groups(6)(row) - 1],
    ['lot', (row) => groups(6)(row) / 2],
    ['batch', (row) => groups(6)(row) - 3],
    ['sample', (row) => (row % 2) + 1],
    ['site', (row) => row % 2],
    ['plate', (row) => 3000 + Math.floor(4000 * noise[row])],
  ])('%s %#', async (name, value) => expect(await found({ [name]: value })).toEqual([]));

  it('by a name that may be that of one: its numbers have gaps, or are not about equally frequent', async () => {
    const even = (row: number): number => (row % 5) + 1;
    expect(await found({ sample: even })).toMatchObject([{ count: 5 }]);
    expect(await found({ sample: (row) => (row % 20 === 0 ? 5 : (row % 4) + 1) })).toEqual([]);
    expect(await found({ sample: (row) => even(row) + (row % 5 === 4 ? 1 : 0) })).toEqual([]);
    expect(await found({ sample: (row) => (row % 50) + 1 })).toEqual([]);
  });

  it('“ID” beside “OD” is a diameter, and “Id” beside “Vds” a current', async () => {
    expect(await found({ ID: groups(6) })).toMatchObject([{ count: 6 }]);
    expect(await found({ ID: groups(6), OD: (row) => 7 + other[row] })).toEqual([]);
    expect(await found({ Id: groups(6), Vds: (row) => 7 + other[row] })).toEqual([]);
  });

  it('with a unit in the row below the names', async () => {
    const path = (unit: string): string =>
      csv({
        batch: (row) => (row === 0 ? unit : groups(6)(row)),
        x: (row) => (row === 0 ? 'm' : plain.x(row)),
        y: (row) => (row === 0 ? 's' : plain.y(row)),
      });
    expect((await loadTable(path('kg'), {})).columns[0]).toMatchObject({ unit: 'kg', missing: 0 });
    expect(of(await checked(path('kg')), 'groups')).toEqual([]);
    expect(of(await checked(path('-')), 'groups')).toMatchObject([{ count: 6 }]);
  });

  it('counts the rows, which is another finding', async () => {
    const findings = await checked(csv({ sample_no: (row) => row + 1, ...plain }));
    expect(findings.map(({ check }) => check)).toEqual(['types']);
  });
});
