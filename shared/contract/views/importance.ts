/** How much the network's predictions need each input column. */
export interface ImportanceView {
  /** False where too few rows were held out, so that the importance is computed on the training rows. */
  readonly heldOut: boolean;
  /** How many rows it is computed on: at most 2,000, evenly spaced. */
  readonly rows: number;
  /** Rows that were left out, because their errors alone would decide. */
  readonly far: number;
  /** RMSE in the target's unit (several targets: as `Scores.rmse`), or cross-entropy, on these rows. */
  readonly error: number;
  readonly columns: readonly ImportanceOfColumn[];
}

export interface ImportanceOfColumn {
  /** A column of the table; a category is one column, however many labels it has. */
  readonly name: string;
  /** The network's inputs of this column: one for each label of a category. */
  readonly inputs: readonly number[];
  /** Whether the network has an edge from it. */
  readonly used: boolean;
  /** The same error with the column's values shuffled among the rows. */
  readonly shuffled: number;
  /** Its part of what shuffling the columns adds to the loss; all parts make 1, unless all are 0. */
  readonly share: number;
  /** Its part of pykan's attribution scores of the inputs, over the training rows. */
  readonly attribution: number;
}
