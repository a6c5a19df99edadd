/** Derivatives of a network along several lines through many points at once. */
export interface Line {
  /** One number for each input. */
  readonly direction: readonly number[];
  readonly order: number;
}

/** A matrix by rows. */
export interface RowMatrix {
  readonly width: number;
  readonly values: Float64Array;
}

/**
 * The slopes of a sum at each point by one layer's numbers: for the output j and the input i it is Σ over the columns of bars[j]·befores[i].
 * Both have a row for each column of each point.
 */
export interface LayerFactors {
  readonly bars: RowMatrix;
  readonly befores: RowMatrix;
}

/** Derivatives along lines through many points at once. */
export interface LineBatch {
  /**
   * Derivatives of the outputs, [output][column][count]: the value, then those of each line from the first order on.
   * @param points columns, [input][count]
   */
  forward(theta: Float64Array, points: Float64Array, count: number, lines: readonly Line[]): Float64Array;
  /** Of the last `forward` at these points: adds the gradient of Σ adjoint·outputs to `gradient`. @param adjoint like the outputs */
  backward(points: Float64Array, adjoint: Float64Array, gradient: Float64Array): void;
  /** Of the last `forward` at these points: for each layer, the slopes of Σ adjoint·outputs of each point by itself. */
  factors(points: Float64Array, adjoint: Float64Array): readonly LayerFactors[];
}

/** Columns of all lines: the value, then those of each line. */
export function columnsOf(lines: readonly Line[]): {
  readonly count: number;
  readonly first: readonly number[];
} {
  let count = 1;
  const first = lines.map(({ order }) => {
    const own = count;
    count += order;
    return own;
  });
  return { count, first };
}
