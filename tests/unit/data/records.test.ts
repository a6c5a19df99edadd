import { describe, expect, it } from 'vitest';
import fc from '../../support/properties.ts';
import { RecordReader } from '../../../main/engine/data/reading/csv/records.ts';
import type { TableFormat } from '../../../shared/contract/views/data.ts';

type Dialect = Pick<TableFormat, 'delimiter' | 'comment'>;

/** Feeds the pieces and lists [line, ...cells] of each record. */
function read(pieces: readonly string[], dialect: Dialect): (string | number)[][] {
  const reader = new RecordReader(dialect);
  const blocks = [...pieces.flatMap((piece) => reader.push(piece, false)), ...reader.push('', true)];
  return blocks.flatMap((block) => block.rows.map((cells, row) => [block.lineOf(row), ...cells]));
}

const comma: Dialect = { delimiter: ',', comment: '' };
const hash: Dialect = { delimiter: ',', comment: '#' };
const space: Dialect = { delimiter: ' ', comment: '#' };

describe('records', () => {
  it.each<[string, string, Dialect, (string | number)[][]]>([
    [
      'no newline at the end',
      'a,b\n1,2',
      comma,
      [
        [1, 'a', 'b'],
        [2, '1', '2'],
      ],
    ],
    [
      'quoted delimiters and newlines',
      '"a,b","c\nd"\ne,f\n',
      comma,
      [
        [1, 'a,b', 'c\nd'],
        [3, 'e', 'f'],
      ],
    ],
    ['doubled quotation marks', '"say ""hi""",1\n', comma, [[1, 'say "hi"', '1']]],
    [
      'quotation marks with backslashes, also at the end of a cell',
      String.raw`"a \"b\"",1~"3\"","\"",2~"c\\ \"",3~"4\""`.replaceAll('~', '\n'),
      comma,
      [
        [1, 'a "b"', '1'],
        [2, '3"', '"', '2'],
        [3, 'c\\ "', '3'],
        [4, '4"'],
      ],
    ],
    [
      'backslashes in cells with doubled quotation marks',
      String.raw`"C:\dir\",1~"C:\""dir""\",2~"say ""a\""",3`.replaceAll('~', '\n'),
      comma,
      [
        [1, 'C:\\dir\\', '1'],
        [2, 'C:\\"dir"\\', '2'],
        [3, 'say "a\\"', '3'],
      ],
    ],
    [
      'comments, also with quotation marks',
      '# it\'s "\na,b\n# "c\n1,2\n',
      hash,
      [
        [2, 'a', 'b'],
        [4, '1', '2'],
      ],
    ],
    [
      'blank lines',
      'a,b\n\n1,2\n',
      comma,
      [
        [1, 'a', 'b'],
        [2, ''],
        [3, '1', '2'],
      ],
    ],
    [
      'runs of spaces and tabs',
      '  1   2 \t 3  \n 4\t5 6\n',
      space,
      [
        [1, '1', '2', '3'],
        [2, '4', '5', '6'],
      ],
    ],
    [
      'spaces in quoted cells',
      '1 "a  b"  2\n"" 3 4\n',
      space,
      [
        [1, '1', 'a  b', '2'],
        [2, '', '3', '4'],
      ],
    ],
    ['an indented comment between spaces', ' # x  y\n 1  2\n', space, [[2, '1', '2']]],
  ])('%s', (_what, text, dialect, expected) => {
    expect(read([text], dialect)).toEqual(expected);
    expect(read(text.split(/(?<=[^])/), dialect), 'character by character').toEqual(expected);
  });

  it('reads an open quotation mark as an ordinary character, on its line only', () => {
    const reader = new RecordReader(comma);
    const blocks = [...reader.push('a,b\n1,2\n3,"x\n4,5\n', false), ...reader.push('', true)];
    expect(blocks.flatMap((b) => b.rows)).toEqual([
      ['a', 'b'],
      ['1', '2'],
      ['3', '"x'],
      ['4', '5'],
    ]);
    expect(blocks.flatMap((b) => b.badQuotes.map((row) => b.lineOf(row)))).toEqual([3]);
  });

  it('does not wait for the end of the file to close a quotation mark', () => {
    const reader = new RecordReader(comma);
    const rest = '4,5\n'.repeat(300_000);
    const rows = reader.push(`1,2\n3,"x\n${rest}`, false).flatMap((b) => b.rows);
    expect(rows.slice(0, 3)).toEqual([
      ['1', '2'],
      ['3', '"x'],
      ['4', '5'],
    ]);
    expect(rows.length).toBe(300_002);
  });

  it('gives the same records for any chunks of the text, with the right line numbers', () => {
    const cell = fc.constantFrom('1', '2.5', 'a b', 'q"q', 'n\nn', 'c,c', '#x', 'é∞', 'two\n\nlines');
    const line = fc.oneof(
      { weight: 6, arbitrary: fc.array(cell, { minLength: 2, maxLength: 4 }) },
      { weight: 1, arbitrary: fc.constant('comment' as const) },
    );
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 12 }),
        fc.array(fc.nat(200), { maxLength: 5 }),
        (lines, cuts) => {
          let text = '';
          const expected: (string | number)[][] = [];
          for (const content of lines) {
            if (content === 'comment') {
              text += '# "note\n';
              continue;
            }
            expected.push([text.split('\n').length, ...content]);
            text += `${content.map((c) => (/[",\n#]/.test(c) ? `"${c.replaceAll('"', '""')}"` : c)).join(',')}\n`;
          }
          const at = [0, ...cuts.map((c) => c % (text.length + 1)).sort((a, b) => a - b), text.length];
          const pieces = at.slice(1).map((end, i) => text.slice(at[i], end));
          expect(read(pieces, hash)).toEqual(expected);
        },
      ),
    );
  });
});
