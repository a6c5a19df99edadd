/** Everything a person can do, once each: menus, keyboard, buttons and the command palette all draw from here. */
import type { Workbench } from '../state/workbench.svelte.ts';

export interface Action {
  /** Stable; the native menu sends it. */
  readonly id: string;
  readonly label: string;
  readonly group: 'File' | 'Training' | 'View' | 'Help';
  /** More words to find it by. */
  readonly keywords: string;
  readonly shortcut: string | null;
  readonly enabled: () => boolean;
  readonly perform: () => void;
}

/** @param showPalette opens the command palette. */
export function createActions(bench: Workbench, showPalette: () => void): readonly Action[] {
  const { data, network, training, theme, studio } = bench;
  const always = (): boolean => true;
  const trainable = (): boolean =>
    bench.ready && network.model !== null && data.dataset !== null && !training.busy && !bench.applying;
  const action = (
    id: string,
    group: Action['group'],
    label: string,
    shortcut: string | null,
    enabled: () => boolean,
    perform: () => Promise<unknown>,
    keywords = '',
  ): Action => ({
    id,
    label,
    group,
    keywords,
    shortcut,
    enabled,
    perform: () => {
      if (enabled()) bench.attempt(perform());
    },
  });

  return [
    action(
      'data.open',
      'File',
      'Open a table…',
      'Mod+O',
      () => bench.ready,
      () => bench.openDialog('table'),
      'csv data file import',
    ),
    action(
      'project.open',
      'File',
      'Open a project…',
      'Mod+Shift+O',
      () => bench.ready,
      () => bench.openDialog('project'),
      'kan load',
    ),
    action(
      'view.home',
      'File',
      'Samples and recent files',
      null,
      () => bench.screen === 'bench',
      async () => void (bench.home = true),
      'start page gallery welcome examples home',
    ),
    action(
      'view.bench',
      'File',
      'Back to the workbench',
      null,
      () => bench.screen === 'welcome' && bench.home,
      async () => void (bench.home = false),
      'return network',
    ),
    action(
      'project.save',
      'File',
      'Save the project…',
      'Mod+S',
      () => bench.ready && network.model !== null,
      () => bench.saveProject(),
      'kan write',
    ),
    action(
      'train.start',
      'Training',
      'Train',
      'Mod+Enter',
      () => trainable() && !training.live,
      () => training.start(),
      'run fit start',
    ),
    action(
      'train.pause',
      'Training',
      'Pause or resume',
      null,
      () => bench.ready && training.live,
      () => (training.running ? training.pause() : training.resume()),
      'hold continue',
    ),
    action(
      'train.step',
      'Training',
      'Train one step',
      'Mod+Shift+Enter',
      () => trainable() && !training.running,
      () => training.step(),
      'single iteration',
    ),
    action(
      'train.stop',
      'Training',
      'Stop training',
      'Mod+.',
      () => bench.ready && training.live,
      () => training.stop(),
      'end abort',
    ),
    action(
      'train.toggle',
      'Training',
      'Run or pause',
      'Space',
      () => trainable(),
      () => (training.running ? training.pause() : training.paused ? training.resume() : training.start()),
    ),
    action(
      'edge.strongest',
      'View',
      'Show the strongest edge',
      null,
      () => bench.ready && network.model !== null,
      async () => bench.select(network.strongest),
      'spline curve score important inspect',
    ),
    action(
      'view.zoomToFit',
      'View',
      'Zoom to fit',
      'Mod+0',
      () => network.model !== null,
      async () => bench.zoomToFit(),
      'graph centre all',
    ),
    action('view.palette', 'View', 'Commands…', 'Mod+K', always, async () => showPalette(), 'palette find'),
    action(
      'view.theme.light',
      'View',
      'Light theme',
      null,
      always,
      () => theme.choose('light'),
      'appearance bright',
    ),
    action(
      'view.theme.dark',
      'View',
      'Dark theme',
      null,
      always,
      () => theme.choose('dark'),
      'appearance night',
    ),
    action(
      'view.theme.system',
      'View',
      'Theme of the system',
      null,
      always,
      () => theme.choose('system'),
      'appearance auto',
    ),
    action(
      'help.guide',
      'Help',
      'Open the guide',
      'F1',
      always,
      () => studio.app.openExternal('guide'),
      'manual documentation',
    ),
    action('help.log', 'Help', 'Show the log', null, always, () => studio.app.showLog(), 'debug report'),
  ];
}

export type ActionMap = ReadonlyMap<string, Action>;

export function byId(actions: readonly Action[]): ActionMap {
  return new Map(actions.map((action) => [action.id, action]));
}
