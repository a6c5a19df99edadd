/** Folders whose types do not come from tsconfig.node.json: for the linter, which reads the types of a half at a time. */
export const windowFolders = {
  'tsconfig.web.json': ['renderer', 'main/preload', 'tests/component', 'tests/unit/renderer'],
  'tsconfig.e2e.json': ['tests/e2e', 'tests/screenshots', 'tests/support'],
};
