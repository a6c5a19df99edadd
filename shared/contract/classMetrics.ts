/** Figures that say how well classes are predicted, beside the cross-entropy. Each is declared once, here. */

interface ClassMetric {
  /** In headings of the window. */
  readonly label: string;
  /** In tables of the command line. */
  readonly heading: string;
  /** In `--json`. */
  readonly json: string;
  /** What it is, for people, as part of a sentence. */
  readonly about: string;
  /** How its value is written. */
  readonly writtenAs: 'share' | 'number';
}

/** In the order in which they are shown. */
export const classMetrics = {
  accuracy: {
    label: 'Accuracy',
    heading: 'accuracy',
    json: 'accuracy',
    about: 'accuracy (the share of rows whose predicted class is the true one)',
    writtenAs: 'share',
  },
  rocAuc: {
    label: 'AUC',
    heading: 'ROC-AUC',
    json: 'roc_auc',
    about: 'the area under the ROC curve (0.5 is chance, 1 is best)',
    writtenAs: 'number',
  },
} as const satisfies Readonly<Record<string, ClassMetric>>;

export type ClassMetricName = keyof typeof classMetrics;

export const classMetricNames = Object.keys(classMetrics) as readonly ClassMetricName[];

/** Each of them on some rows; null where it is not known, and for numbers. */
export type ClassMetrics = Readonly<Record<ClassMetricName, number | null>>;

/** The same for each metric. */
export function forClassMetrics<T>(of: (name: ClassMetricName) => T): Readonly<Record<ClassMetricName, T>> {
  return Object.fromEntries(classMetricNames.map((name) => [name, of(name)])) as Record<ClassMetricName, T>;
}
