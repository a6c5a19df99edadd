/** The recorded moments of a training run: networks on its way, evenly spread over its steps. */
import type { MomentView } from '../../../../shared/contract/views/training.ts';
import type { KanModel } from '../../kan/model.ts';

/** A network on the way, with its errors. */
export interface Moment {
  readonly point: MomentView;
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
 * With a measured step, which is recorded where its turn has come. A full record keeps every second of its steps and then
 * records half as often, so that they stay evenly spread. The few models of a ladder are all kept.
 */
export function withMoment(moments: Moments, moment: Moment): Moments {
  if (isRung(moment)) return { ...moments, kept: [...moments.kept, moment] };
  const measured = moments.measured + 1;
  if (moments.measured % moments.every !== 0) return { ...moments, measured };
  const kept = [...moments.kept, moment];
  const steps = kept.filter((one) => !isRung(one));
  if (steps.length <= 2 || isWithinBounds(kept)) return { ...moments, kept, measured };
  const dropped = new Set(steps.filter((_, index) => index % 2 === 1));
  return { kept: kept.filter((one) => !dropped.has(one)), every: 2 * moments.every, measured };
}

function isRung({ point }: Moment): boolean {
  return point.heldOut !== null;
}

function isWithinBounds(kept: readonly Moment[]): boolean {
  const parameters = kept.reduce((sum, { model }) => sum + model.params.length, 0);
  return kept.length <= mostMoments && parameters <= mostParameters;
}
