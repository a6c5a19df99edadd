/** The quantity that each output of a network gives. */
import type { Quantity } from '../../../../shared/expression/print/quantity.ts';
import type { Encoding } from '../encoding/encoding.ts';

/** A target's value; for classes the log-odds of the second of two, or a class's score among several. */
export function quantityOf({ task, outputs, targets, classes }: Encoding, output: number): Quantity {
  if (task === 'regression') return outputs[output].name;
  const [column] = targets;
  return outputs.length === 1
    ? { kind: 'logit', column, label: classes[1] }
    : { kind: 'score', column, label: classes[output] };
}

/** The same with columns named x and y: the classes are numbered, two of them as 0 and 1. */
export function symbolicQuantity({ task, outputs }: Encoding, output: number): Quantity {
  if (task === 'regression') return 'y';
  return outputs.length === 1
    ? { kind: 'logit', column: 'y', label: '1' }
    : { kind: 'score', column: 'y', label: String(output + 1) };
}
