/** The moments of the last training run, to go through it again. */
import { userError } from '../../../../shared/errors.ts';
import type { Session } from '../../session/session.ts';
import type { Moment } from '../../train/run/moments.ts';

/**
 * The moments of the run under way, or of the run that led to the current network; none where the current network came
 * about in another way.
 */
export function runMoments({ film, current }: Session): readonly Moment[] {
  if (film === null || current === null || !film.revisions.includes(current.id)) return [];
  return film.moments.kept;
}

/** @param step of the moment. @throws KanError `moment.unknown` */
export function requireMoment(session: Session, step: number): Moment {
  const moment = runMoments(session).find(({ point }) => point.step === step);
  if (moment !== undefined) return moment;
  throw userError(
    'moment.unknown',
    `Step ${step} of the run is not recorded.`,
    'Choose one of the recorded steps.',
  );
}
