/** How long something may still take, in words. Pure. */
import { secondsText } from './figures.ts';

/** Rounded up, because an estimate is not more accurate. */
export function roundedUp(seconds: number): number {
  const unit = seconds < 10 ? 1 : seconds < 60 ? 5 : seconds < 600 ? 15 : 60;
  return unit * Math.ceil(seconds / unit);
}

/**
 * The end of a sentence about work in equal parts: `, about 4 s more`; '' before the first part is done and after the last.
 * @param seconds that the parts done have taken.
 */
export function moreText(done: number, of: number, seconds: number): string {
  if (done === 0 || done >= of) return '';
  const left = (seconds / done) * (of - done);
  return left < 1 ? ', less than 1 s more' : `, about ${wholeText(roundedUp(left))} more`;
}

/** Without decimals. */
const wholeText = (seconds: number): string => (seconds < 10 ? `${seconds} s` : secondsText(seconds));
