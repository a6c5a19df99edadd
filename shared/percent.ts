/**
 * A share of rows as people write it: 97.3 %. What is not all or nothing never looks as if it were: 99.98 %, 0.04 %.
 * @param share between 0 and 1; null or NaN where it is not known.
 */
export function percentText(share: number | null): string {
  if (share === null || Number.isNaN(share)) return '–';
  if (share === 0 || share === 1) return `${100 * share} %`;
  const fromEnd = 100 * Math.min(share, 1 - share);
  const decimals = fromEnd >= 1 ? 1 : Math.min(8, Math.ceil(-Math.log10(fromEnd) - 1e-9));
  return `${(100 * share).toFixed(decimals)} %`;
}
