/** What the window and the command line say while the MLP beside a solution learns. */
import type { PerceptronProgress } from '../contract/views/equation.ts';
import { errorText, secondsText } from '../figures.ts';

export function perceptronProgressText({ steps, seconds, limit, loss }: PerceptronProgress): string {
  return `step ${steps}, loss ${errorText(loss)}, ${secondsText(seconds)} of ${secondsText(limit)}`;
}
