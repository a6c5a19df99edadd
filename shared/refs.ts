/** References to edges and nodes of a network. */

/**
 * An edge goes from an input of a layer to one of its subnodes (the factors of multiplication nodes count one by one).
 */
export interface EdgeRef {
  readonly layer: number;
  readonly input: number;
  readonly output: number;
}

export interface NodeRef {
  /** Layer of nodes, 0 for the inputs. */
  readonly layer: number;
  readonly node: number;
}
