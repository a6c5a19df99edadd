/** The error that training curves plot: RMSE, or cross-entropy in nats. */
import { jointUnit, type Encoding } from '../../data/encoding/encoding.ts';

/**
 * The error that belongs to the mean loss of an evaluation: the RMSE in {@link jointUnit}s (the target's own unit; for
 * several targets of different units, scaled values), or the cross-entropy.
 */
export function errorOfLoss(loss: number, encoding: Encoding): number {
  return encoding.task === 'classification' ? loss : Math.sqrt(loss) * jointUnit(encoding);
}
