/** Columns of uncertainties, recognised by their names. */
import { describe, expect, it } from 'vitest';
import { checkTable, loadTable } from '../../../main/engine/data/index.ts';
import { suggestedRoles } from '../../../main/engine/data/columns/describeTable.ts';
import { uncertaintiesIn } from '../../../main/engine/data/table/uncertainties.ts';
import { noise, of, other, plain, useTables } from './checked.ts';

const { csv } = useTables();

describe('the uncertainty of a target', () => {
  const rows = (name: string): string =>
    csv({ x: plain.y, [name]: (row) => noise[row], 'err (m/s)': (row) => other[row] });

  it('is neither proposed as a target nor as an input, and a finding says so', async () => {
    const table = await loadTable(rows('RV (m/s)'), {});
    expect(suggestedRoles(table)).toMatchObject({ inputs: ['x'], targets: ['RV (m/s)'] });
    const findings = of(await checkTable(table, suggestedRoles(table)), 'uncertainties');
    expect(findings.map(({ message, mends }) => [message, mends])).toEqual([
      [
        '“err (m/s)” looks like the uncertainty of “RV (m/s)”, and is no input.',
        [{ label: 'Weigh the rows by 1/“err (m/s)”²', uncertainty: 'err (m/s)' }],
      ],
    ]);
    const used = { ...suggestedRoles(table), inputs: ['x', 'err (m/s)'] };
    const [warned] = of(await checkTable(table, used), 'uncertainties');
    expect(warned).toMatchObject({
      severity: 'warning',
      mends: [{ uncertainty: 'err (m/s)' }, { ignore: ['err (m/s)'] }],
    });
    const weighed = { ...suggestedRoles(table), weights: 'err (m/s)' };
    const [turned] = of(await checkTable(table, weighed), 'uncertainties');
    expect(turned.message).toContain('as a weight it makes uncertain rows count more than others');
    expect(turned.mends).toMatchObject([{ uncertainty: 'err (m/s)' }]);
    const right = { ...suggestedRoles(table), uncertainty: 'err (m/s)' };
    expect(of(await checkTable(table, right), 'uncertainties')).toEqual([]);
  });

  it('has the same unit, if its name does not say what it belongs to', async () => {
    expect(suggestedRoles(await loadTable(rows('RV (km/s)'), {})).targets).toEqual(['err (m/s)']);
  });

  it.each<[readonly string[], Record<string, string>]>([
    [['P', 'M_V (mag)', 'e_M (mag)'], { 'e_M (mag)': 'M_V (mag)' }],
    [['x', 'dose', 'dose SD'], { 'dose SD': 'dose' }],
    [['t', 'y', 'sigma_y'], { sigma_y: 'y' }],
    [['t', 'y', 'standard error of y'], { 'standard error of y': 'y' }],
    [['t', 'y', '±'], { '±': 'y' }],
    [['y', 'error'], {}],
    [['t', 'E field', 'kin'], {}],
    [['sem', 'exam', 'grade'], {}],
    [['NOx', 'C', 'E'], {}],
    [['x', 'y', 'E_x', 'E_y'], {}],
    [['n', 'T', 'n_e', 'T_e'], {}],
    [['T', 'strain', 'sigma'], {}],
    [['Putouts', 'Assists', 'Errors'], {}],
    [['t', 'y (mV)', 'sigma (mV)'], { 'sigma (mV)': 'y (mV)' }],
  ])('of %j is told by its name', (names, expected) => {
    const columns = names.map((name) => ({ name, type: 'number' as const }));
    expect(Object.fromEntries(uncertaintiesIn(columns))).toEqual(expected);
  });
});
