/** What `kan fit --json` prints. */
import type { LadderView } from '../../../shared/contract/views/ladder.ts';

interface ScoresJson {
  readonly rmse: number;
  readonly r2: number;
  readonly chi_square?: number;
  readonly crossEntropy: number;
  readonly accuracy: number;
  readonly targets: Record<string, { readonly rmse: number; readonly r2: number }>;
  readonly confusion: { readonly labels: string[]; readonly counts: number[][] };
}

interface FitJson {
  readonly shape: number[];
  readonly train: ScoresJson;
  readonly test: ScoresJson;
  readonly ladder?: LadderView;
}

export function fitJson(text: string): FitJson {
  return JSON.parse(text) as FitJson;
}
