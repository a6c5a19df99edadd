/** How each figure of classes is computed. */
import {
  forClassMetrics,
  type ClassMetricName,
  type ClassMetrics,
} from '../../../../shared/contract/classMetrics.ts';
import { areaUnderRoc } from './areaUnderRoc.ts';
import { logOdds } from './logOdds.ts';

/** Rows with their true and their predicted classes. */
export interface Classified {
  /** Logarithms of the classes' probabilities, [class][row]. */
  readonly logs: readonly Float64Array[];
  /** Places of the true classes, [row]. */
  readonly targets: Float64Array;
  /** [row]; null where all rows count the same. */
  readonly weights: Float64Array | null;
  /** The rows that count. */
  readonly known: Uint32Array;
  /** [true class][predicted class]: the sum of the weights; a row without a finite prediction is in no class. */
  readonly counts: readonly (readonly number[])[];
  /** The weights of all rows together, also of those without a prediction. */
  readonly total: number;
}

const metrics: Readonly<Record<ClassMetricName, (rows: Classified) => number | null>> = {
  accuracy: ({ counts, total }) => counts.reduce((sum, row, c) => sum + row[c], 0) / total,
  rocAuc: meanAreaUnderRoc,
};

/** All figures of classes, weighted where the rows have weights. @param rows at least one that counts. */
export function classMetricsOf(rows: Classified): ClassMetrics {
  return forClassMetrics((name) => metrics[name](rows));
}

/** Of the second of two classes, or the mean over each class against the rest; classes without rows are left out. */
function meanAreaUnderRoc({ logs, targets, weights, known }: Classified): number | null {
  const knownWeights = weights && Float64Array.from(known, (row) => weights[row]);
  const areas = logs.flatMap((_, c) => {
    // For two classes the second one is enough.
    if (logs.length === 2 && c === 0) return [];
    const odds = Float64Array.from(known, (row) => logOdds(logs, c, row));
    const belongs = Uint8Array.from(known, (row) => (targets[row] === c ? 1 : 0));
    return areaUnderRoc(odds, belongs, knownWeights) ?? [];
  });
  return areas.length === 0 ? null : areas.reduce((sum, area) => sum + area, 0) / areas.length;
}
