/** What the window and the command line say while the MLP beside a solution learns. */
import type { PerceptronProgress } from '../contract/views/equation.ts';
import { errorText, secondsText } from '../figures.ts';

/** How far the training of an MLP is, in one line. */
export function perceptronProgressText({ steps, seconds, limit, loss }: PerceptronProgress): string {
  return `step ${steps}, loss ${errorText(loss)}, ${secondsText(seconds)} of ${secondsText(limit)}`;
}
