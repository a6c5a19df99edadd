/** The recorded moments of a training run: networks on its way, evenly spread over its steps. */
import type { CurvePoint } from '../../../../shared/contract/views/training.ts';
import type { KanModel } from '../../kan/model.ts';

/** A network on the way, with its errors. */
export interface Moment {
  readonly point: CurvePoint;
  readonly model: KanModel;
}

/** The most moments of a run, and the most parameters of all of them together (32 MB). */
const mostMoments = 60;
const mostParameters = 4e6;

/** Moments of a run in the order of its steps, and every how many measured steps one is recorded. */
export interface Moments {
  readonly kept: readonly Moment[];
  readonly every: number;
  /** Measured steps so far. */
  readonly measured: number;
}

export const noMoments: Moments = { kept: [], every: 1, measured: 0 };

/**
 * With a measured step, which is recorded where its turn has come. A full record keeps every second of its moments and then
 * records half as often, so that the moments stay evenly spread.
 */
export function withMoment(moments: Moments, moment: Moment): Moments {
  const measured = moments.measured + 1;
  if (moments.measured % moments.every !== 0) return { ...moments, measured };
  const kept = [...moments.kept, moment];
  if (kept.length <= mostFor(moment.model)) return { ...moments, kept, measured };
  return { kept: kept.filter((_, index) => index % 2 === 0), every: 2 * moments.every, measured };
}

function mostFor({ params }: KanModel): number {
  return Math.max(2, Math.min(mostMoments, Math.floor(mostParameters / params.length)));
}
