/** Dates and times of day as people read them. Values are milliseconds since 1970, in UTC; bare times of day, since midnight. Pure. */

const [SECOND, MINUTE, HOUR, DAY] = [1000, 60_000, 3_600_000, 86_400_000];
/** Values that span less are told with their time: by this, a day is too coarse. */
const FEW_DAYS = 14 * DAY;
/** What the axis of a day may show beyond it. */
const ROOM = DAY / 4;

/** The day of a value, as 2026-03-01. */
export function dayText(value: number): string {
  return new Date(value).toISOString().slice(0, 10);
}

/**
 * A value as precisely as it takes to tell it from its neighbours: 2026-03-01; 2026-03-01 14:05 where they span few days, with
 * seconds where they span few hours. A time of day is 14:05.
 * @param span from the first to the last of the values that it stands among
 */
export function dateText(value: number, span = Infinity): string {
  if (!Number.isFinite(value)) return '–';
  if (span >= FEW_DAYS) return dayText(value);
  const unit = span >= 3 * HOUR ? MINUTE : span >= MINUTE ? SECOND : 1;
  const rounded = Math.round(value / unit) * unit;
  const time = timeText(rounded, unit);
  return isTimeOfDay(value, span) ? time : `${dayText(rounded)} ${time}`;
}

/** A value in full: the day and, unless it is midnight, the time, as 2026-03-01 14:05:30. A time of day is 14:05. */
export function momentText(value: number, span = Infinity): string {
  if (!Number.isFinite(value)) return '–';
  const time = timeText(value, value % MINUTE === 0 ? MINUTE : value % SECOND === 0 ? SECOND : 1);
  if (isTimeOfDay(value, span)) return time;
  return value % DAY === 0 ? dayText(value) : `${dayText(value)} ${time}`;
}

/** A mark at an axis: the day where one begins, else the time. @param span of the axis */
export function dateTick(value: number, span: number): string {
  return value % DAY === 0 && !isTimeOfDay(value, span) ? dayText(value) : momentText(value % DAY, 0);
}

/** Whether values of this span are times of day, which a table holds as on the first day of 1970. */
function isTimeOfDay(value: number, span: number): boolean {
  return span <= DAY + 2 * ROOM && value >= -ROOM && value <= DAY + ROOM;
}

/** @param unit the smallest that is written: a minute, a second, or a millisecond */
function timeText(value: number, unit: number): string {
  const time = new Date(value).toISOString().slice(11, 23);
  return unit === MINUTE ? time.slice(0, 5) : unit === SECOND ? time.slice(0, 8) : time;
}
