/** Text that was written in UTF-8 twice. */
import { describe, expect, it } from 'vitest';
import { onceEncoded } from '../../../main/engine/data/columns/cells/twiceEncoded.ts';
import { decodeAll } from '../../../main/engine/data/reading/csv/decoder.ts';
import { checked, of, plain, useTables } from './checked.ts';

const { csv } = useTables();
/** Read as Windows-1252, as programs do that expect it. */
const garbled = (text: string): string => decodeAll(Buffer.from(text), 'latin1', true);

describe('text that was written in UTF-8 twice', () => {
  it.each(['T (°C)', 'München', 'Länge (µm)', 'é', 'Größe', 'ÄÖÜ', '5 €', 'm²', 'λ = 5 μm', '“quoted”', '℃'])(
    'is known: %s',
    (text) => {
      expect(onceEncoded(garbled(text))).toBe(text);
      expect(onceEncoded(text)).toBeNull();
    },
  );

  it.each(['SÃO', '“MAÇÔ', 'MAÇÃ – PERA', 'CHÂTEAU', 'Â', 'Âge', 'Ã ', 'Ï', '20 °C', 'naïve', 'Î', 'â€'])(
    'is not found in words of languages: %s',
    (text) => {
      expect(onceEncoded(text)).toBeNull();
    },
  );

  it('is told once, with the columns', async () => {
    const site = (row: number): string => ['MÃ¼nchen', 'KÃ¶ln', 'Bonn'][row % 3];
    const path = csv({ 'T (Â°C)': plain.x, site, y: plain.y });
    const [found, ...rest] = of(await checked(path), 'twice-encoded');
    expect(rest).toEqual([]);
    expect(found).toMatchObject({ severity: 'warning', columns: ['T (Â°C)', 'site'] });
    expect(found.message).toContain('“T (Â°C)” seems to be “T (°C)”');
    expect(of(await checked(csv(plain)), 'twice-encoded')).toEqual([]);
  });
});
