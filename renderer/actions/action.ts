/** The type of an action, and a short way to write one. */

/** Headings of the palette and of the sheet of shortcuts, in their order. */
export const ACTION_GROUPS = [
  'File',
  'Edit',
  'Training',
  'Network',
  'Edge',
  'Formula',
  'Evaluation',
  'View',
  'Help',
] as const;
export type ActionGroup = (typeof ACTION_GROUPS)[number];

/** What fills the window. */
export type Screen = 'welcome' | 'import' | 'equations' | 'workbench';

/** Their actions work with what the workbench shows: elsewhere a person would not see what they do. */
const OF_THE_WORKBENCH: ReadonlySet<ActionGroup> = new Set<ActionGroup>([
  'Training',
  'Network',
  'Edge',
  'Formula',
  'Evaluation',
]);

/** Places with a context menu of their own. */
export type ContextMenu = 'graph' | 'edge' | 'node' | 'revision';

/** Commands that text fields handle themselves. */
export type TextCommand = 'undo' | 'redo' | 'selectAll';

/** An action as a room declares it. */
export interface ActionSpec<Id extends string = string> {
  /** `room.verb`; stable: the native menu sends it back. */
  readonly id: Id;
  readonly label: string;
  /** More words to find it by. */
  readonly keywords?: string;
  /** As `Mod+Shift+K`; what is shown beside the label. */
  readonly shortcut?: string;
  /** Other keys that do the same. */
  readonly otherShortcuts?: readonly string[];
  /** In a text field, the command of that field that its key and its menu item stand for. */
  readonly inText?: TextCommand;
  /** The context menus that contain it. */
  readonly menus?: readonly ContextMenu[];
  /** Starts a section of its menu. */
  readonly separated?: boolean;
  /** Whether it has a check mark in menus. */
  readonly checked?: () => boolean;
  /** Whether it can be run now; always, where it is left out. */
  readonly enabled?: () => boolean;
  readonly run: () => unknown;
}

/** An action: something a person can do. Each is declared once; menus, keyboard, buttons and the palette use it. */
export interface Action<Id extends string = string> {
  readonly id: Id;
  readonly label: string;
  readonly group: ActionGroup;
  readonly keywords: string;
  readonly shortcut: string | null;
  readonly otherShortcuts: readonly string[];
  readonly inText: TextCommand | null;
  readonly menus: readonly ContextMenu[];
  readonly separated: boolean;
  readonly checked: (() => boolean) | null;
  readonly enabled: () => boolean;
  /** Does nothing where it is not enabled; errors are shown as a notice. */
  readonly perform: () => void;
}

/** What actions need from the window. */
interface ActionNeeds {
  readonly screen: Screen;
  /** Runs something and shows its errors. */
  readonly attempt: (work: Promise<unknown>) => void;
}

/** The actions of a room. */
export function defineActions<Id extends string>(
  studio: ActionNeeds,
  group: ActionGroup,
  specs: readonly ActionSpec<Id>[],
): readonly Action<Id>[] {
  const onScreen = (): boolean => !OF_THE_WORKBENCH.has(group) || studio.screen === 'workbench';
  return specs.map(({ run, enabled = () => true, ...spec }) => ({
    id: spec.id,
    label: spec.label,
    group,
    keywords: spec.keywords ?? '',
    shortcut: spec.shortcut ?? null,
    otherShortcuts: spec.otherShortcuts ?? [],
    inText: spec.inText ?? null,
    menus: spec.menus ?? [],
    separated: spec.separated ?? false,
    checked: spec.checked ?? null,
    enabled: () => onScreen() && enabled(),
    perform: () => {
      if (onScreen() && enabled()) studio.attempt((async () => run())());
    },
  }));
}
