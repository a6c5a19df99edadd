/** The order of day, month and year in a column of dates such as 3/4/2020. */
import { dayOrders, orderedDate, type DayOrder } from './dates.ts';

export interface FoundOrder {
  readonly order: DayOrder;
  /** Other orders that the dates could have as well. */
  readonly others: readonly DayOrder[];
  /** A date that this order cannot read, but another can: the column has dates of several orders. */
  readonly contrary: string | null;
}

/** Days take on many values, years few: this many times as many tell which are which. */
const DECISIVE = 3;

/** The order that can read most of the values; of equal ones the preferred one. */
export function dayOrder(values: readonly string[], preferred: DayOrder): FoundOrder {
  const dates = values.flatMap((value) => {
    const date = orderedDate(value);
    return date === null || date.orders.length === 0 ? [] : [{ value, ...date }];
  });
  const reads = (order: DayOrder): number => dates.filter(({ orders }) => orders.includes(order)).length;
  const most = Math.max(...dayOrders.map(reads));
  let candidates = dayOrders.filter((order) => dates.length > 0 && reads(order) === most);
  if (candidates.length === 0) return { order: preferred, others: [], contrary: null };
  let order = candidates.find((one) => one === preferred) ?? candidates[0];
  if (candidates.length > 1 && candidates.includes('ymd')) {
    // 21-04-03: what stands first and last, day or year?
    const [firsts, lasts] = [0, 2].map((part) => new Set(dates.map(({ parts }) => parts[part])).size);
    if (lasts > firsts) order = 'ymd';
    else if (firsts >= DECISIVE * lasts) candidates = candidates.filter((one) => one !== 'ymd');
  }
  return {
    order,
    others: candidates.filter((one) => one !== order),
    contrary: dates.find(({ orders }) => !orders.includes(order))?.value ?? null,
  };
}
