/** Which folder may import which: see docs/architecture.md. */
const tests = '^tests/';
/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-electron-in-the-core',
      comment: 'The engine, the command line and shared run without Electron.',
      severity: 'error',
      from: { path: '^(main/engine|main/cli|shared)/' },
      to: { path: '^(electron$|node_modules/electron/|main/(app|ipc|preload)/|main/index)' },
    },
    {
      name: 'shared-stands-alone',
      comment: 'Shared runs anywhere: no Node, no page, no main.',
      severity: 'error',
      from: { path: '^shared/' },
      to: { path: '^(main|renderer)/', pathNot: '^shared/' },
    },
    {
      name: 'no-node-in-shared',
      severity: 'error',
      from: { path: '^shared/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'page-imports-shared-only',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '^main/' },
    },
    {
      name: 'no-node-in-the-page',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'page-takes-only-types-from-schemas',
      comment: 'zod stays out of the page.',
      severity: 'error',
      from: { path: '^renderer/' },
      to: {
        path: '^shared/contract/schemas|^shared/rpc/(host|params|server)|^node_modules/zod',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'preload-is-one-small-file',
      severity: 'error',
      from: { path: '^main/preload/' },
      to: { pathNot: '^(main/ipc/channels|shared/)|electron', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'main-never-runs-the-engine',
      comment: 'The engine is a process of its own; main knows it by messages.',
      severity: 'error',
      from: { path: '^main/(app|ipc|index|preload)' },
      to: { path: '^main/(engine|cli)/' },
    },
    {
      name: 'compute-window-only-computes',
      comment: 'A page like any other: of the engine it has the backends, and nothing of Node.',
      severity: 'error',
      from: { path: '^main/compute-window/' },
      to: { pathNot: '^(shared/|main/compute-window/|main/engine/compute/)' },
    },
    {
      name: 'kan-knows-no-optimizer',
      severity: 'error',
      from: { path: '^main/engine/kan/' },
      to: { path: '^main/engine/(optim|train|data|history|project)/' },
    },
    {
      name: 'optim-knows-no-splines',
      severity: 'error',
      from: { path: '^main/engine/optim/' },
      to: { path: '^main/engine/(kan|train|data|history|project)/' },
    },
    {
      name: 'no-tests-in-the-app',
      severity: 'error',
      from: { pathNot: tests },
      to: { path: `${tests}|^(bench|scripts)/` },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.svelte$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.node.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types', 'svelte'],
    },
  },
};
