/** The error that training curves plot: RMSE, or cross-entropy in nats. */
import { jointUnit, type Encoding } from '../../data/dataset/dataset.ts';

/**
 * From the mean loss of an evaluation: the RMSE in {@link jointUnit}s (the target's own unit; of several targets of unlike
 * units, by their scalings), or the cross-entropy.
 */
export function errorOfLoss(loss: number, encoding: Encoding): number {
  return encoding.task === 'classification' ? loss : Math.sqrt(loss) * jointUnit(encoding);
}
