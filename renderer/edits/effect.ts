/** What an edit would do, in words. Pure. */
import type { EditPreview } from '../../shared/contract/views/edit.ts';
import { errorText, numberText, percentText, plural } from '../../shared/figures.ts';

export type EffectTone = 'better' | 'same' | 'worse' | 'much-worse';

export interface EffectWords {
  /** What the numbers are: `Validation RMSE`, `Validation RMSE after a refit`. */
  readonly what: string;
  readonly before: string;
  readonly after: string;
  /** `×3.2`, `−12 %`, `no change`. */
  readonly change: string;
  /** What would be removed, where it is more than one edge; else ''. */
  readonly removed: string;
}

/** A change of the error up to this share counts as no change. */
const SAME = 0.005;
const MUCH = 1;

/** The error that the network ends with: after the refit, where there is one. */
export function errorAfter({ after, refitted }: EditPreview): number {
  return refitted ?? after;
}

/** @param error the name of the error: `RMSE` */
export function effectWords(effect: EditPreview, error: string): EffectWords {
  const { before, refitted, rows, removed } = effect;
  const measure = `${rows === 'train' ? 'Training' : 'Validation'} ${error}`;
  const after = errorAfter(effect);
  return {
    what: refitted === null ? measure : `${measure} after a refit`,
    before: errorText(before, 3),
    after: errorText(after, 3),
    change: changeText(before, after),
    removed: removed.length > 1 ? `${plural(removed.length, 'edge')} would be pruned.` : '',
  };
}

export function effectTone(effect: EditPreview): EffectTone {
  return changeTone(effect.before, errorAfter(effect));
}

/** How a change of an error is to be seen. */
export function changeTone(before: number, after: number): EffectTone {
  const share = after / before - 1;
  if (!Number.isFinite(after)) return 'much-worse';
  if (after === before || Math.abs(share) < SAME) return 'same';
  if (share < 0) return 'better';
  return share < MUCH ? 'worse' : 'much-worse';
}

/** A change of an error: `×3.2`, `−12 %`, `≈` for none that counts. */
export function changeText(before: number, after: number): string {
  if (!Number.isFinite(after)) return 'no value';
  const ratio = after / before;
  if (after === before || Math.abs(ratio - 1) < SAME) return '≈';
  if (!Number.isFinite(ratio)) return '';
  if (ratio >= 2) return `×${numberText(Number(ratio.toPrecision(2)), 6)}`;
  if (ratio <= 0.5) return `÷${numberText(Number((1 / ratio).toPrecision(2)), 6)}`;
  return `${ratio > 1 ? '+' : '−'}${percentText(Math.abs(ratio - 1), 2)}`;
}
