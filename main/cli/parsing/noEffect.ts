/** The error of a flag that would change nothing: whoever gives one expects an effect. */
import { userError, type KanError } from '../../../shared/errors.ts';

/**
 * `--batch has no effect: it is for adam, and the optimiser is lm.`
 * @param flag without dashes. @param why the end of the sentence. @param way to give it an effect: the beginning of a sentence
 */
export function noEffect(flag: string, why: string, way?: string): KanError {
  const hint = way === undefined ? `Leave out --${flag}.` : `${way}, or leave out --${flag}.`;
  return userError('cli.no-effect', `--${flag} has no effect: ${why}.`, hint);
}
