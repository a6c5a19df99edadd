/** `kan compare --sizes`: how the errors of the network and of MLPs fall with their size. */
import type { SizeSeries, SizeStudyView } from '../../../shared/contract/views/sizeStudy.ts';
import { countText, errorText, secondsText } from '../../../shared/figures.ts';
import { errorName } from '../../../shared/results/measures.ts';
import { kanName } from '../../../shared/results/comparedModels.ts';
import type { Session } from '../../engine/session/session.ts';
import { studySizes } from '../../engine/usecases/comparisons/studySizes.ts';
import { untilEnded } from './comparing.ts';
import type { Io } from '../io.ts';
import { aligned } from './report.ts';

/** Trains the network and MLPs of many sizes, and prints how their errors fall. @throws KanError as {@link studySizes} does */
export async function compareSizes(
  session: Session,
  settings: Parameters<typeof studySizes>[1],
  io: Io,
): Promise<void> {
  const study = await studySizes(session, settings);
  let told = '';
  const endListening = session.hub.listen({
    sizeStudy: ({ training }) => {
      if (training !== told && training !== '') io.stderr(`Training ${training}\n`);
      told = training;
    },
  });
  const view = await untilEnded(study, io);
  endListening();
  const weighted = session.requireDataset().test.weights !== null;
  io.report(
    () => sizeStudyJson(view),
    () => sizeStudyText(view, errorName('RMSE', weighted)),
  );
}

function sizeStudyJson({ kan, mlp, hidden, expected, verdict }: SizeStudyView): object {
  const facts = ({ points, law }: SizeSeries): object => ({
    points: points.map(({ name, parameters, seconds, error }) => ({
      name,
      parameters,
      seconds,
      rmse: error,
    })),
    slope: law?.exponent ?? null,
    slope_standard_error: law?.standardError ?? null,
    fitted_points: law?.points ?? 0,
  });
  return { sizes: { kan: { hidden, ...facts(kan) }, mlp: facts(mlp), paper_slope: expected, verdict } };
}

function sizeStudyText({ kan, mlp, hidden, rows, verdict }: SizeStudyView, measure: string): string {
  const lines = (label: string, { points }: SizeSeries): string[][] =>
    points.map(({ name, parameters, seconds, error }) => [
      `${label}${name}`,
      countText(parameters),
      secondsText(seconds),
      errorText(error),
    ]);
  const head = ['', 'parameters', 'time', measure];
  const table = aligned([head, ...lines(`${kanName(hidden)}, `, kan), ...lines('', mlp)]);
  return `Errors on the ${countText(rows.test)} test rows\n${table}${verdict}\n`;
}
