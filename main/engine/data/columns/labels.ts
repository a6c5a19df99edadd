/** Labels: how many a column may have. */

/** Whether the labels are few enough to be categories and not names or remarks. */
export function isCategory(labels: number, values: number): boolean {
  return labels <= Math.max(20, Math.min(1000, values / 2));
}
