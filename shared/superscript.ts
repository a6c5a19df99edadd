/** Superscript digits. */
export const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** The integer as superscript digits: −7 → ⁻⁷. */
export function superscript(value: number): string {
  const digits = [...String(Math.abs(value))].map((digit) => superscripts[Number(digit)]).join('');
  return value < 0 ? `⁻${digits}` : digits;
}
