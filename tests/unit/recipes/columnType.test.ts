/** A new type of columns takes what it holds, its record, and a line in the list of records. */
import { describe, expect, it } from 'vitest';
import { numberParser } from '../../../main/engine/data/columns/cells/cells.ts';
import { columnTypes } from '../../../main/engine/data/columns/types.ts';
import { columnTypeFacts } from '../../../shared/contract/columnTypes.ts';
import { filesThatName } from '../../support/recipe.ts';

it.each([['date'], ['boolean'], ['category']])(
  '“%s” is named where it says what it holds, in its record and in the list of records',
  (type) => {
    const named = new RegExp(`\\b${type}Type\\b|^  ${type}: \\{|(?<!typeof \\w+ === )'${type}'`, 'mu');
    expect(filesThatName(named)).toEqual([
      `main/engine/data/columns/records/${type}.ts`,
      'main/engine/data/columns/types.ts',
      'shared/contract/columnTypes.ts',
    ]);
  },
);

it('every type has a record', () => {
  expect(columnTypes.map(({ type }) => type)).toEqual(Object.keys(columnTypeFacts));
});

describe('each record', () => {
  const marks = {
    has: (text: string) => text === '',
    hasAmongLabels: (text: string) => text === '',
    numbers: [],
  };
  const context = { parse: numberParser('.', ''), marks, decimalKnown: true, dayOrder: 'dmy' } as const;
  const cells = { number: '1.5', boolean: 'yes', date: '2020-01-02', category: 'red', text: 'a remark' };
  it.each(columnTypes.map((record) => [record.type, record] as const))(
    '%s reads and describes',
    (type, record) => {
      const reader = record.recognise([cells[type]], context);
      expect(reader?.type).toBe(type);
      const builder = record.reader([cells[type]], context).builder();
      builder.add({ rows: [[cells[type]], ['']], lineOf: (row) => row + 1 }, 0);
      const { values, labels, missing } = builder.take();
      expect(missing).toBe(1);
      const view = record.describe({ name: 'a', type, values, labels, missing }, 2);
      expect(view).toMatchObject({ name: 'a', type, missing: 1, distinct: 1 });
      expect(record.words.many).not.toBe('');
    },
  );
});
