/** Text that is not UTF-8: which encoding it is in is guessed from its words, and told. */
import { readFileSync } from 'node:fs';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { loadTable } from '../../../main/engine/data/index.ts';
import { previewTable } from '../../../main/engine/data/reading/preview.ts';
import type { ReadingOptions } from '../../../shared/contract/schemas/setups.ts';
import type { Table } from '../../../main/engine/data/table/table.ts';
import { temporaryFiles } from './files.ts';

const file = temporaryFiles();
const rowsOf = (labels: readonly string[], count = 60): string =>
  Array.from({ length: count }, (_, i) => `${i}.5;${(i * 7) % 5}.25;${labels[i % labels.length]}\n`).join('');
const load = (content: Buffer, options: ReadingOptions = {}): Promise<Table> =>
  loadTable(file('table.csv', content), options);
const told = ({ issues }: Table): string[] =>
  issues
    .filter(({ code }) => code === 'csv.encoding')
    .map(({ severity, message }) => `${severity}: ${message}`);

const texts: Readonly<Record<string, readonly [header: string, labels: readonly string[]]>> = {
  German: ['Temperatur (°C);Größe (µm);Straße', ['München', 'Köln', 'Düren']],
  French: ['Température;Débit;Unité', ['Présent', 'Écoulé', 'Près']],
  Spanish: ['Año;Presión;Región', ['España', 'Perú', 'México']],
  Polish: ['Ciśnienie;Prędkość;Miasto', ['Łódź', 'Kraków', 'Gdańsk']],
  Czech: ['Teplota;Tlak;Město', ['Plzeň', 'České Budějovice', 'Ústí']],
  Russian: ['Температура;Давление;Город', ['Москва', 'Тула', 'Казань']],
  Greek: ['Θερμοκρασία;Πίεση;Πόλη', ['Αθήνα', 'Πάτρα']],
  Turkish: ['Sıcaklık;Basınç;Şehir', ['İstanbul', 'İzmir', 'Muğla']],
  Japanese: ['温度;圧力;都市', ['東京', '大阪', '京都']],
  Chinese: ['温度;压力;城市', ['北京', '上海']],
  Korean: ['온도;압력;도시', ['서울', '부산']],
};

describe('a file that is not UTF-8', () => {
  it('is read so that the units of its columns are understood', async () => {
    const rows = Array.from({ length: 40 }, (_, i) => `${i},5;${i % 7},25;${i % 5},5\n`).join('');
    const content = iconv.encode(`Puissance (kW);Débit (m³/h);Coût (€)\n${rows}`, 'windows-1252');
    const { columns } = await load(content);
    expect(columns.map(({ name }) => name)).toEqual(['Puissance (kW)', 'Débit (m³/h)', 'Coût (€)']);
  });

  it.each([
    ['German', 'latin1'],
    ['German', 'macintosh'],
    ['German', 'cp850'],
    ['French', 'latin1'],
    ['French', 'macintosh'],
    ['Spanish', 'latin1'],
    ['Spanish', 'macintosh'],
    ['Polish', 'windows-1250'],
    ['Polish', 'iso-8859-2'],
    ['Polish', 'cp852'],
    ['Czech', 'windows-1250'],
    ['Russian', 'windows-1251'],
    ['Russian', 'koi8-r'],
    ['Russian', 'cp866'],
    ['Russian', 'iso-8859-5'],
    ['Russian', 'maccyrillic'],
    ['Czech', 'maccenteuro'],
    ['Greek', 'windows-1253'],
    ['Turkish', 'windows-1254'],
    ['Japanese', 'shift_jis'],
    ['Chinese', 'gb18030'],
    ['Korean', 'euc-kr'],
  ] as const)('in %s, %s, is recognised, and the person is told', async (language, encoding) => {
    const [header, labels] = texts[language];
    const table = await load(
      iconv.encode(`${header}\n${rowsOf(labels)}`, encoding === 'latin1' ? 'windows-1252' : encoding),
    );
    expect(table.format.encoding).toBe(encoding);
    expect(table.columns.map(({ name }) => name)).toEqual(header.split(';'));
    expect(table.columns[2].labels).toEqual(labels);
    expect(told(table)).toHaveLength(1);
    expect(labels.some((label) => told(table)[0].includes(`“${label}”`))).toBe(true);
  });

  it.each([
    ['latin1', 'note'],
    ['macintosh', 'warning'],
    ['cp850', 'warning'],
  ] as const)(
    'with signs of units only is read as %s, where these stand where such signs can be',
    async (encoding, severity) => {
      const table = await load(iconv.encode(`T (°C);L (µm);class\n${rowsOf(['a', 'b'])}`, encoding));
      expect(table.format.encoding).toBe(encoding);
      expect(table.columns.map(({ name }) => name)).toEqual(['T (°C)', 'L (µm)', 'class']);
      expect(told(table)[0]).toMatch(new RegExp(`^${severity}: .*“T \\(°C\\)”`));
    },
  );

  it.each([
    ['latin1', 'note'],
    ['macintosh', 'warning'],
    ['cp850', 'warning'],
  ] as const)(
    'with no sign but blanks between groups of digits is read as %s',
    async (encoding, severity) => {
      const rows = Array.from({ length: 30 }, (_, i) => `${i};${i + 1}\u00a0${100 + i},25`);
      const table = await load(iconv.encode(`x;y\n${rows.join('\n')}`, encoding));
      expect(table.columns[1].values[0]).toBe(1100.25);
      expect(told(table)[0]).toMatch(new RegExp(`^${severity}: .*“no-break space”`));
    },
  );

  it.each([
    ['a single word', 'operator Müller;x;unit', 'latin1'],
    ['two words', 'długość;szerokość;unit', 'windows-1250'],
    ['units with exponents between letters', 'U (W/m²K);V (m³h);unit', 'latin1'],
  ] as const)('has no exponents inside words: %s, %s, in %s', async (_, header, encoding) => {
    const table = await load(
      iconv.encode(`${header}\n${rowsOf(['a', 'b'])}`, encoding === 'latin1' ? 'windows-1252' : encoding),
    );
    expect(table.format.encoding).toBe(encoding);
    expect(table.columns.map(({ name }) => name)).toEqual(header.split(';'));
  });

  it.each([
    ['operator Müller', 'cp850'],
    ['Länge', 'cp850'],
    ['Größe', 'cp437'],
    ['Öl', 'cp850'],
    ['Länge', 'macintosh'],
    ['México', 'macintosh'],
    ['forêt', 'latin1'],
    ['Perú', 'latin1'],
    ['velocidad máxima', 'latin1'],
    ['súly', 'windows-1250'],
    ['Plzeň', 'windows-1250'],
    ['hőmérséklet', 'iso-8859-2'],
    ['Город', 'maccyrillic'],
    ['温度', 'shift_jis'],
    ['ﾃﾞｰﾀ', 'shift_jis'],
    ['測定ﾃﾞｰﾀ', 'shift_jis'],
  ] as const)('with the only word %s in %s is read right', async (word, encoding) => {
    const table = await load(iconv.encode(`${word};x;y\n${rowsOf(['a', 'b'])}`, encoding));
    expect(table.columns[0].name).toBe(word);
    expect(told(table)).toEqual([expect.stringContaining(`“${word}”`)]);
  });

  it.each([
    ['測定日', 'euc-jp'],
    ['测量日期', 'gb18030'],
  ] as const)('with few words of East Asia is doubtful: %s in %s', async (word, encoding) => {
    const table = await load(iconv.encode(`${word};x;y\n${rowsOf(['a', 'b'])}`, encoding));
    expect(told(table)).toEqual([expect.stringMatching(/^warning: .* It may be /u)]);
  });

  it('is doubtful where another encoding is about as likely', async () => {
    const [header, labels] = texts['Japanese'];
    const table = await load(iconv.encode(`${header}\n${rowsOf(labels)}`, 'euc-jp'));
    expect(told(table)[0]).toMatch(/^warning: The file is not written in UTF-8\. It may be /);
  });

  it.each(['Köln\n', 'Köln', 'Łódź'])('is recognised by its last word alone: %j', async (end) => {
    const table = await load(
      iconv.encode(`a;b\n${rowsOf(['u', 'v']).replaceAll(/^[^;]*;/gmu, '')}1;${end}`, 'windows-1250'),
    );
    expect(table.columns[1].labels.at(-1)).toBe(end.trim());
    expect(told(table)).toHaveLength(1);
  });

  it('is recognised by what comes after half a megabyte of ASCII', async () => {
    const ascii = `a;b;town\n${rowsOf(['Berlin'], 60_000)}`;
    const table = await load(
      Buffer.concat([Buffer.from(ascii), iconv.encode(rowsOf(['Łódź', 'Gdańsk']), 'windows-1250')]),
    );
    expect(table.format.encoding).toBe('windows-1250');
    expect(table.columns[2].labels).toEqual(['Berlin', 'Łódź', 'Gdańsk']);
    expect(told(table)[0]).toContain('“Łódź”');
  });

  it('is read in the encoding that the person chooses, without a remark', async () => {
    const [header, labels] = texts['Japanese'];
    const table = await load(iconv.encode(`${header}\n${rowsOf(labels, 80_000)}`, 'euc-jp'), {
      encoding: 'euc-jp',
    });
    expect(table.columns[2].labels).toEqual(labels);
    expect(told(table)).toEqual([]);
  });

  it('that has bytes which the chosen encoding cannot have gets a warning', async () => {
    const [header, labels] = texts['German'];
    const table = await load(iconv.encode(`${header}\n${rowsOf(labels)}`, 'latin1'), {
      encoding: 'shift_jis',
    });
    expect(table.issues.map(({ message }) => message)).toContain(
      'Some characters could not be read as Shift-JIS (Japanese).',
    );
  });

  it('shows its encoding in the preview', async () => {
    const [header, labels] = texts['Polish'];
    const preview = await previewTable(
      file('table.csv', iconv.encode(`${header}\n${rowsOf(labels)}`, 'windows-1250')),
      {},
    );
    expect(preview.format.encoding).toBe('windows-1250');
    expect(preview.issues.map(({ code }) => code)).toEqual(['csv.encoding']);
  });
});

describe('UTF-16 without a byte order mark', () => {
  it.each(['utf-16le', 'utf-16be'] as const)(
    'in %s is recognised, also where most of it is not Latin',
    async (encoding) => {
      for (const [header, labels] of [texts['Japanese'], texts['Russian']]) {
        const table = await load(iconv.encode(`${header}\n${rowsOf(labels)}`, encoding));
        expect(table.format.encoding).toBe(encoding);
        expect(table.columns[2].labels).toEqual(labels);
        expect(table.issues).toEqual([]);
      }
    },
  );

  it('is recognised where lines end with CR', async () => {
    const [header, labels] = texts['Japanese'];
    const lines = `${header}\n${rowsOf(labels)}`.replaceAll('\n', '\r');
    const table = await load(iconv.encode(lines, 'utf-16be'));
    expect(table.format.encoding).toBe('utf-16be');
    expect(table.columns[2].labels).toEqual(labels);
  });

  it('is not what a program is', async () => {
    await expect(load(readFileSync(process.execPath).subarray(0, 200_000))).rejects.toMatchObject({
      detail: { code: 'csv.binary' },
    });
  });
});
