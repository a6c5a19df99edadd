/** What is left of earlier phases, in sentences: in the window and on the command line. */
import { errorText } from '../figures.ts';
import type { PhasesOf, PhasesView } from '../contract/views/phases.ts';

/** An earlier phase is kept where its error is at most this many times the error right after it was learned. */
const keptWithin = 10;
/** Errors below this share of the largest error of the matrix count as none. */
const negligible = 1e-3;

/** The largest RMSE on the rows of earlier phases after the last one; NaN before that. */
function earlierError({ errors }: PhasesOf, phases: number): number {
  return errors.length < phases ? NaN : Math.max(...errors[phases - 1].slice(0, -1));
}

/** Whether each earlier phase is known after the last one about as well as right after it was learned. */
function keepsAll({ errors }: PhasesOf): boolean {
  const most = Math.max(...errors.flat());
  const last = errors[errors.length - 1];
  return last.every(
    (error, phase) => error <= Math.max(keptWithin * errors[phase][phase], negligible * most),
  );
}

/** @returns '' before both have learned all phases. */
export function phasesVerdict({ phases, kan, mlp }: PhasesView): string {
  const [own, other] = [kan, mlp].map((one) => earlierError(one, phases.length));
  if (Number.isNaN(own) || Number.isNaN(other)) return '';
  const did = (one: PhasesOf): string => (keepsAll(one) ? 'kept' : 'forgot');
  const figures = `The largest RMSE on earlier phases after the last one: KAN ${errorText(own)}, MLP ${errorText(other)}.`;
  return did(kan) === did(mlp)
    ? `Both ${did(kan)} earlier phases. ${figures}`
    : `The KAN ${did(kan)} earlier phases, the MLP ${did(mlp)} them. ${figures}`;
}

/** Why a network with hidden layers forgets; '' where there are none. */
export function hiddenLayersNote({ hidden }: Pick<PhasesOf, 'hidden'>): string {
  return hidden.length === 0
    ? ''
    : 'With hidden layers a KAN forgets too: all phases use the same splines of the later layers.';
}
