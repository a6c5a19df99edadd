import js from '@eslint/js';
import regexp from 'eslint-plugin-regexp';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import { windowFolders } from './scripts/lib/lint-parts.mjs';

const noElectron = {
  name: 'electron',
  message: 'The engine, the command line and shared run without Electron.',
};
const noRawIpc = {
  name: 'electron',
  importNames: ['ipcMain'],
  message: 'Only main/ipc listens to the page: add a channel there.',
};

const wrongClock =
  'A clock can be set back: take monotonic() of shared/time.ts, or wallClock() for what people read.';

const sharedModules =
  'Unit tests share their modules: name the file *.alone.test.ts, which has a process of its own.';

const sharedOnly = {
  group: ['**/main/**', 'node:*', 'electron', 'zod'],
  message: 'The page imports shared only, and of its schemas only types.',
  allowTypeImports: true,
};

/** Where the types of files are from. @param {string} project */
const typesOf = (project) => ({
  languageOptions: { parserOptions: { project, tsconfigRootDir: import.meta.dirname } },
});

export default ts.config(
  { ignores: ['out/', 'dist/', 'release/', 'coverage/', 'test-results/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    // A file, or a text that someone typed or pasted, must not block the program: expressions of more than linear cost are errors.
    files: ['main/**', 'shared/**', 'renderer/rooms/**'],
    plugins: { regexp },
    rules: {
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': 'error',
    },
  },
  {
    files: ['**/*.ts', '**/*.svelte'],
    extends: [ts.configs.strictTypeChecked],
    ...typesOf('tsconfig.node.json'),
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // Numbers print well.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `() => done()` reads better than a block.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // Indexing is not checked by the compiler (hot loops over typed arrays), so `list[0] ?? …` is no needless care.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      // `!` states what the compiler cannot see, as unchecked indexing does without a mark.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // Text is spread into code points on purpose.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      // An async function turns what it throws into a rejection, also where it awaits nothing.
      '@typescript-eslint/require-await': 'off',
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  ...Object.entries(windowFolders).map(([project, folders]) => ({
    files: folders.map((folder) => `${folder}/**`),
    ...typesOf(project),
  })),
  svelte.configs.recommended,
  {
    // With an extension of its own a project is read again for every file, so only these files have it.
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'] } },
  },
  {
    // Svelte would write the property into the page as an inline style, which the content security policy refuses.
    files: ['renderer/**/*.svelte'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: 'SvelteElement[kind="component"] SvelteAttribute[key.name=/^--/]',
          message:
            'The content security policy refuses inline styles: hand the component a prop for style:….',
        },
      ],
    },
  },
  {
    // To the linter, what a component hands to its callbacks is `any`; svelte-check knows better and checks it.
    files: ['**/*.svelte'],
    rules: {
      '@typescript-eslint/no-unnecessary-type-assertion': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: ['renderer/**', 'tests/component/**', 'main/preload/**'],
    languageOptions: { globals: globals.browser },
  },
  { files: ['**/*.mjs', '**/*.js', '*.config.ts'], languageOptions: { globals: globals.node } },
  {
    files: ['main/**/*.ts', 'shared/**/*.ts', 'renderer/**/*.ts', 'renderer/**/*.svelte'],
    ignores: ['shared/time.ts'],
    rules: {
      'no-restricted-properties': ['error', { object: 'Date', property: 'now', message: wrongClock }],
    },
  },
  // Programs for a terminal.
  {
    files: ['bench/**', 'fuzz/**', 'tests/**', 'main/cli/**', 'main/engine/process.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['tests/unit/**'],
    ignores: ['tests/unit/**/*.alone.test.ts'],
    rules: {
      'no-restricted-properties': ['error', { object: 'vi', property: 'mock', message: sharedModules }],
    },
  },
  // Matchers such as expect.any() are `any`.
  {
    files: ['tests/**'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
    },
  },
  {
    files: ['main/**/*.ts'],
    ignores: ['main/ipc/**'],
    rules: { 'no-restricted-imports': ['error', { paths: [noRawIpc] }] },
  },
  {
    files: ['main/engine/**/*.ts', 'main/cli/**/*.ts', 'shared/**/*.ts'],
    rules: { 'no-restricted-imports': ['error', { paths: [noElectron] }] },
  },
  {
    files: ['renderer/**/*.ts', 'renderer/**/*.svelte'],
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns: [sharedOnly] }] },
  },
);
