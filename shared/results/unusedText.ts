/** Inputs of which a network has no edge, for the window and the command line. Pure. */
import { plural } from '../figures.ts';

/** `97 inputs not used` */
export function unusedText(count: number): string {
  return `${plural(count, 'input')} not used`;
}
