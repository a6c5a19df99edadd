/**
 * The iterations at which the whole objective is evaluated where most iterations go without: 1, 2, 4 … at the start, so
 * that a run that is stopped early has something to keep, and every `spacing` iterations from there on.
 */

/** The first such iteration after `reached`. Both are whole numbers, `reached` ≥ 0 and `spacing` ≥ 1. */
export function nextCheck(reached: number, spacing: number): number {
  if (reached >= spacing) return (Math.floor(reached / spacing) + 1) * spacing;
  let doubled = 1;
  while (doubled <= reached) doubled *= 2;
  return Math.min(doubled, spacing);
}

/** Whether the iteration (1 or more) is one of them. */
export function isCheck(iteration: number, spacing: number): boolean {
  return nextCheck(iteration - 1, spacing) === iteration;
}
