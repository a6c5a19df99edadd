/** The short tour of the workbench: where to look, and what for. */
/** Panels that are opened for a stop. */
export type TourPanel = 'data' | 'training' | 'history';

export interface TourStop {
  /** `data-tour` of the room that is meant. */
  readonly room: 'left' | 'graph' | 'inspector' | 'below' | 'formula' | 'top';
  readonly title: string;
  readonly text: string;
  readonly panel?: TourPanel;
}

export const TOUR: readonly TourStop[] = [
  {
    room: 'left',
    panel: 'data',
    title: 'The table',
    text: 'Each column is an input, the target, or ignored. Some rows are held out, to tell how good the network is on rows it never saw.',
  },
  {
    room: 'graph',
    title: 'The network',
    text: 'Every edge carries a curve: what it makes of its input. Nodes add up what arrives. Thick, dark edges matter most.',
  },
  {
    room: 'below',
    panel: 'training',
    title: 'Training',
    text: 'Press Train and watch the error fall and the curves settle. A preset says what for: a fast look, accuracy, few edges, or a formula.',
  },
  {
    room: 'inspector',
    title: 'The inspector',
    text: 'Click an edge to see its curve over its data, and which functions it could be: sin, x², exp … Fix it to one, and the rest makes up for it.',
  },
  {
    room: 'formula',
    title: 'The formula',
    text: 'Once every edge is a function, the formula stands here in your own names and units, to be copied as LaTeX, Python and more. “Find formulas” looks for it by itself.',
  },
  {
    room: 'left',
    panel: 'history',
    title: 'The history',
    text: 'Everything that is done leaves a revision: go back, try another way, compare two. Nothing is ever overwritten.',
  },
  {
    room: 'top',
    title: 'Every command',
    text: 'Ctrl K, or ⌘ K, finds every command by its name; ? lists the keys, and F1 opens the guide. Help → Tour shows this again.',
  },
];
