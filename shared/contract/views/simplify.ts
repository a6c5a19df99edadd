/** Smaller networks to choose from. */
import type { CurvesView, ModelView } from './network.ts';

/** A smaller network, as a picture and in figures. */
export interface SimplerView {
  readonly edges: number;
  /** Error on the rows of {@link SimplifyView.rows}. */
  readonly error: number;
  readonly model: ModelView;
  readonly curves: CurvesView;
}

export interface SimplifyView {
  /** The revision that they were made from. */
  readonly revision: string;
  /** The rows of all errors. */
  readonly rows: 'validation' | 'train';
  /** The network that they were made from. */
  readonly edges: number;
  readonly error: number;
  /** By rising number of edges; none where the network cannot be made smaller. */
  readonly networks: readonly SimplerView[];
}
