/** Second-order models of a loss that is a sum over samples. */

/** The loss to second order at a point, over the parameters in `free`, without regularisation. */
export interface QuadraticModel {
  readonly loss: number;
  /** Gradient of the loss, [free]. */
  readonly gradient: Float64Array;
  /**
   * Gauss–Newton matrix, [free][free], symmetric, both triangles filled. Squared loss: 2/(Σw·outputs)·JᵀWJ. Cross-entropy:
   * Jᵀ(diag p − ppᵀ)J/Σw, its Fisher information.
   */
  readonly hessian: Float64Array;
}

/** The interface for Levenberg–Marquardt and standard errors. */
export interface GaussNewton {
  /** @param free indices into the parameter vector, ascending. The next call reuses the arrays. */
  quadratic(params: Float64Array, free: Uint32Array): QuadraticModel | Promise<QuadraticModel>;
  /**
   * Solves (hessian + damping·I) x = −gradient by Cholesky.
   * @returns null where the matrix is not positive definite to working precision.
   */
  solve(model: QuadraticModel, damping: number): Float64Array | null;
}
