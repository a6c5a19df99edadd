/** The stops of the tour: which part of the window to look at, and what it shows. */
/** Panels that are opened for a stop. */
export type TourPanel = 'data' | 'training' | 'history';

export interface TourStop {
  /** The attribute `data-tour` of the part of the window that the stop explains. */
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
    text: 'Each column is an input, the target, or ignored. Some rows are held out, to measure the error on rows that were not used in training.',
  },
  {
    room: 'graph',
    title: 'The network',
    text: 'Every edge has a curve, its function of one input. Nodes add the values of their edges. Thick, dark edges have the highest scores.',
  },
  {
    room: 'below',
    panel: 'training',
    title: 'Training',
    text: 'Press Train and watch the error fall. A preset chooses the options for a purpose: a fast look, accuracy, few edges, or a formula.',
  },
  {
    room: 'inspector',
    title: 'The inspector',
    text: 'Click an edge to see its curve, its data and the candidate functions: sin, x², exp … Fix the edge to one of them; the rest of the network is then refitted.',
  },
  {
    room: 'formula',
    title: 'The formula',
    text: 'When every edge is a function, the formula appears here in your own names and units. You can copy it as LaTeX, Python and more. “Find formulas” searches for formulas automatically.',
  },
  {
    room: 'left',
    panel: 'history',
    title: 'The history',
    text: 'Every run and every edit adds a revision. You can return to a revision, continue from it, and compare two. No revision is overwritten.',
  },
  {
    room: 'top',
    title: 'Every command',
    text: 'Ctrl K, or ⌘ K, finds every command by its name; ? lists the keys, and F1 opens the guide. Help → Tour shows this again.',
  },
];
