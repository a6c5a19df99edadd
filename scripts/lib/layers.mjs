/** Which folder may import which, types included. See docs/architecture.md. */

/**
 * The layers of a folder from the ground up: a room imports itself and rooms of the layers before its own, no other;
 * rooms of one layer do not know each other. A room is a folder, or a file by its name. Where there is a door, it is the
 * one file of a room that other rooms may import.
 * @type {readonly { readonly folder: string, readonly door?: string, readonly layers: readonly (readonly string[])[] }[]}
 */
export const stacks = [
  {
    folder: 'shared',
    layers: [
      [
        'baseFunctions.ts',
        'superscript.ts',
        'listed.ts',
        'shortNames.ts',
        'columnUnit.ts',
        'csv.ts',
        'dates.ts',
        'random.ts',
        'range.ts',
        'rootMeanSquare.ts',
        'time.ts',
        'refs.ts',
      ],
      ['errors.ts', 'figures.ts'],
      ['settings', 'functions', 'timeLeft.ts'],
      ['expression', 'edits', 'rpc'],
      ['contract'],
      ['results', 'equationForm.ts', 'equationSamples.ts', 'sheetMarks.ts'],
    ],
  },
  {
    folder: 'main',
    layers: [
      ['channels.ts', 'files'],
      ['engine'],
      ['app'],
      ['cli', 'compute-window', 'ipc'],
      ['preload', 'index.ts'],
    ],
  },
  {
    folder: 'main/engine',
    layers: [
      ['breath.ts', 'stopwatch.ts'],
      ['kan', 'data', 'optim'],
      ['compute', 'perceptron', 'reader'],
      ['train'],
      ['measure'],
      ['phases', 'symbolic'],
      ['ladder'],
      ['equations'],
      ['findings', 'history'],
      ['edit'],
      ['storage'],
      ['views'],
      ['session'],
      ['usecases'],
      ['calls'],
      ['engine.ts'],
      ['process.ts'],
    ],
  },
  {
    folder: 'main/engine/data',
    layers: [
      ['rows.ts', 'issues', 'reference.ts'],
      ['batch.ts', 'table'],
      ['encoding'],
      ['units'],
      ['columns'],
      ['checks', 'dataset'],
      ['reading', 'scores'],
      ['index.ts'],
    ],
  },
  {
    folder: 'main/engine/data/columns',
    layers: [
      ['cells'],
      ['notations', 'dates'],
      ['builders.ts', 'description.ts', 'inputs.ts', 'labels.ts', 'lookalikes.ts'],
      ['columnType.ts'],
      ['readers'],
      ['records'],
      ['types.ts'],
      ['describeTable.ts'],
    ],
  },
  {
    folder: 'main/engine/ladder',
    layers: [
      ['terms'],
      ['fits'],
      ['judging', 'pairNames.ts'],
      ['reached.ts'],
      ['kinds.ts', 'wide'],
      ['choice.ts', 'linear', 'lawTrials.ts', 'staysNear.ts'],
      ['boosted', 'levels', 'law.ts', 'sentence.ts', 'behindLines.ts'],
      ['ladderView.ts'],
      ['climb.ts', 'rungs.ts'],
      ['hidden', 'robustPlan.ts'],
      ['atOnce.ts'],
      ['trainOnLadder.ts'],
      ['trainerFor.ts'],
    ],
  },
  {
    folder: 'main/engine/equations',
    layers: [
      ['derivatives', 'problem'],
      ['residuals'],
      ['lattice.ts', 'solution.ts', 'solutionNetwork.ts'],
      ['fits', 'solutionTable.ts'],
      ['found.ts', 'solve.ts'],
      ['formulas', 'perceptron.ts', 'unsolved.ts'],
      ['solved.ts'],
      ['steps.ts'],
    ],
  },
  {
    folder: 'main/engine/usecases',
    layers: [['formulas'], ['tables', 'networks', 'comparisons'], ['projects'], ['equations', 'phases']],
  },
  {
    folder: 'renderer',
    layers: [
      ['ui', 'styles', 'engine-link.ts'],
      ['actions', 'edits', 'drawing', 'scores'],
      ['common'],
      ['rooms'],
      ['rooms.ts'],
      ['studio.svelte.ts'],
      ['shell'],
      ['App.svelte'],
      ['main.ts'],
    ],
  },
  {
    folder: 'renderer/rooms',
    door: 'state.svelte.ts',
    layers: [
      ['appearance', 'data'],
      ['train'],
      ['comparison', 'evaluation', 'formula', 'history', 'log', 'network', 'phases', 'predict', 'simplify'],
      ['files', 'graph', 'inspector'],
      ['equations', 'figures', 'help', 'picture', 'safety'],
      ['welcome'],
    ],
  },
];

/**
 * What the files of a folder may import: folders (or single files) and packages. The longest folder that a file lies in
 * counts. `types` may be imported as types only: they are gone when the program runs.
 * @type {readonly { readonly folder: string, readonly may: readonly string[], readonly types?: readonly string[] }[]}
 */
export const walls = [
  // Runs anywhere: no Node, no page, no Electron.
  { folder: 'shared', may: ['shared', 'zod'] },
  // Runs without Electron.
  {
    folder: 'main/engine',
    may: [
      'main/engine',
      'main/files',
      'shared',
      'node:*',
      'zod',
      'fflate',
      'saxen',
      'yauzl',
      'iconv-lite',
      'yaml',
      'js-quantities',
      'jschardet',
      '@tensorflow/*',
    ],
  },
  {
    folder: 'main/cli',
    may: ['main/cli', 'main/engine', 'main/files', 'shared', 'package.json', 'node:*', 'commander'],
  },
  // A page like any other: of the engine it has the backends, and nothing of Node.
  { folder: 'main/compute-window', may: ['main/compute-window', 'main/engine/compute', 'shared/rpc'] },
  // The engine is a separate process: main communicates with it only by messages.
  {
    folder: 'main',
    may: [
      ...['main/index.ts', 'main/channels.ts', 'main/app', 'main/ipc', 'main/files', 'shared'],
      ...['node:*', 'electron', 'electron-log/*', 'zod'],
    ],
  },
  // Writing files, for the engine and the app alike.
  { folder: 'main/files', may: ['main/files', 'shared', 'node:*'] },
  // A preload is one small file.
  {
    folder: 'main/preload',
    may: ['main/channels.ts', 'shared/rpc', 'shared/errors.ts', 'electron'],
    types: ['main/ipc/contract.ts', 'shared'],
  },
  // The page can only use what the preload gives it; zod and modules that need it are not in the page.
  {
    folder: 'renderer',
    may: [
      'renderer',
      'shared',
      ...['svelte', '@lucide/svelte/*', '@fontsource*', 'bits-ui', 'cytoscape', 'd3-*', 'katex', 'uplot'],
    ],
  },
];

/**
 * What must not come into a program over any number of files; types do not count.
 * @type {readonly { readonly folder: string, readonly never: readonly string[] }[]}
 */
export const bans = [
  // The page uses the types of the schemas, and parses nothing.
  { folder: 'renderer', never: ['zod'] },
  { folder: 'main/preload', never: ['zod', 'node:*'] },
  { folder: 'main/compute-window', never: ['zod', 'node:*', 'electron'] },
];
