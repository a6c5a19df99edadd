/** What the covariances of a network's parameters are computed from, and how they are told. */
import type { Backend } from '../../compute/backend.ts';
import type { Batch } from '../../data/batch.ts';
import type { Encoding } from '../../data/encoding/encoding.ts';
import type { KanModel } from '../../kan/model.ts';

/** A network, and the rows that it was fitted to. */
export interface Fitted {
  readonly backend: Backend;
  readonly model: KanModel;
  readonly encoding: Encoding;
  readonly batch: Batch;
}

/** L⁻¹g of a gradient g by the free parameters, with the factor L of the matrix of the fit. */
export type Whiten = (gradient: Float64Array) => Float64Array;

/** A matrix K for which the covariance is L⁻ᵀKL⁻¹. */
export interface WhitenedCovariance {
  /** sᵀKs′ of two whitened gradients. */
  product(one: Float64Array, other: Float64Array): number;
}
