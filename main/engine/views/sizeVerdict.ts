/** What the errors of a network and of MLPs say about their size, in some sentences. */
import type { SizeSeries, SizeStudyView } from '../../../shared/contract/views/sizeStudy.ts';
import { errorText, numberText, plural } from '../../../shared/figures.ts';

/** @param seconds that each MLP was trained for */
export function sizeVerdict({
  kan,
  mlp,
  expected,
  seconds,
}: Pick<SizeStudyView, 'kan' | 'mlp' | 'expected'> & { readonly seconds: number }): string {
  if (kan.points.length === 0) return '';
  return [
    `${lawText('The KAN’s error', kan)} ${lawText('The error of the MLPs', mlp)}`,
    `The KAN paper expects ${numberText(expected)} for smooth functions without noise.`,
    plateauText(kan),
    lowestText(kan, mlp),
    mlp.points.length === 0
      ? ''
      : `Each MLP was trained for ${numberText(seconds)} s; more time may lower the errors of larger ones.`,
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

/** `The KAN’s error falls as parameters^−3.9 ± 0.2 (5 sizes).` */
function lawText(whose: string, { law, points }: SizeSeries): string {
  if (points.length < 2) return `${whose} has too few sizes for a slope.`;
  if (law === null || law.exponent >= 0) return `${whose} does not fall with the number of parameters.`;
  const scatter = law.standardError === null ? '' : ` ± ${numberText(law.standardError, 1)}`;
  return `${whose} falls with the power ${numberText(law.exponent, 2)}${scatter} of the parameters (${law.points} sizes).`;
}

function plateauText({ law, points }: SizeSeries): string {
  const fitted = law?.points ?? 1;
  if (fitted >= points.length) return '';
  const { parameters, error } = points[fitted - 1];
  return `Beyond ${plural(parameters, 'parameter')} the KAN’s error does not fall below ${errorText(error, 3)}: noise, a shape of network that cannot hold the function, or too few rows for more parameters.`;
}

function lowestText(kan: SizeSeries, mlp: SizeSeries): string {
  if (mlp.points.length === 0) return '';
  const [own, other] = [kan, mlp].map(({ points }) =>
    points.reduce((best, point) => (point.error < best.error ? point : best)),
  );
  const text = ({ error, parameters }: typeof own): string =>
    `${errorText(error, 3)} at ${plural(parameters, 'parameter')}`;
  return `The lowest error is ${text(own)} for the KAN and ${text(other)} for the MLPs.`;
}
