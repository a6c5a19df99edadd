/** What would reach the next test if a test did not take it away: elements, attributes, timers that repeat, keys that are listened to. */

const intervals = new Set<number>();
const listeners = new Map<string, number>();
const root = attributesOf(document.documentElement);

watchIntervals();
watchListeners();

/** From here on a test is responsible; libraries listen to the window from when they are loaded. */
export function beginTest(): void {
  intervals.clear();
  listeners.clear();
}

/** @returns one line for each thing that a test has left in the page */
export function leftBehind(): string[] {
  return [
    ...[...document.body.children].map((element) => `element ${element.outerHTML.slice(0, 100)}`),
    ...attributesOf(document.body).filter((attribute) => !attribute.startsWith('data-testid')),
    ...attributesOf(document.documentElement).filter((attribute) => !root.includes(attribute)),
    ...[...intervals].map(() => 'an interval'),
    ...[...listeners].filter(([, count]) => count > 0).map(([kind, count]) => `${count} × ${kind}`),
  ];
}

function attributesOf(element: Element): string[] {
  return [...element.attributes]
    .filter(({ value }) => value !== '')
    .map(({ name, value }) => `${name}="${value}"`);
}

function watchIntervals(): void {
  const begin = window.setInterval.bind(window);
  const end = window.clearInterval.bind(window);
  window.setInterval = ((...how: Parameters<typeof begin>) => {
    const id = begin(...how);
    intervals.add(id);
    return id;
  }) as typeof begin;
  window.clearInterval = (id) => {
    intervals.delete(Number(id));
    end(id);
  };
}

/** Keys are listened to at the window. */
function watchListeners(): void {
  const add = window.addEventListener.bind(window);
  const remove = window.removeEventListener.bind(window);
  const count = (kind: string, listener: unknown, change: number): void => {
    if (listener) listeners.set(kind, (listeners.get(kind) ?? 0) + change);
  };
  window.addEventListener = (...how: Parameters<typeof add>) => {
    count(how[0], how[1], 1);
    add(...how);
  };
  window.removeEventListener = (...how: Parameters<typeof remove>) => {
    count(how[0], how[1], -1);
    remove(...how);
  };
}
