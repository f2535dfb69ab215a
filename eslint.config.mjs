import js from '@eslint/js';
import node from 'eslint-plugin-n';
import hooks from 'eslint-plugin-react-hooks';
import ts from 'typescript-eslint';

const rawIpc = {
  name: 'electron',
  importNames: ['ipcMain', 'ipcRenderer'],
  message: 'Calls go through the contract: main/ipc/register.ts answers them, the preload makes them.'
};
/** Electron 22.3 has Node 16.17; 18.3 is where what was brought back to it arrived in the line after. */
const legacyNode = '^16.17.0 || >=18.3.0';
const electron = { name: 'electron', message: 'Only main may import electron.' };

export default ts.config(
  { ignores: ['out/', 'dist/', 'artifacts/', 'node_modules/'] },
  js.configs.recommended,
  ...ts.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['eslint.config.mjs', '.dependency-cruiser.cjs'] },
        tsconfigRootDir: import.meta.dirname
      }
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'no-restricted-imports': ['error', { paths: [rawIpc] }],
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Named exports only: one name for one thing.' }
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true }
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // Numbers and booleans read well in a template; objects do not.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }]
    }
  },
  {
    // What runs in the legacy runtime too.
    files: ['main/**/*.ts', 'shared/**/*.ts'],
    ignores: ['**/*.test.ts'],
    plugins: { n: node },
    // The rules look at globals only where they are declared.
    languageOptions: { globals: node.configs['flat/recommended-script'].languageOptions.globals },
    rules: {
      // parseArgs is there and works in 16.17, under the name of an experiment.
      'n/no-unsupported-features/node-builtins': [
        'error',
        { version: legacyNode, ignores: ['util.parseArgs'] }
      ],
      'n/no-unsupported-features/es-builtins': ['error', { version: legacyNode }]
    }
  },
  {
    // Bytes of protocols are matched as what they are.
    files: ['main/probe/**/*.ts'],
    rules: { 'no-control-regex': 'off' }
  },
  {
    files: ['main/ipc/register.ts', 'main/preload/**/*.ts'],
    rules: { 'no-restricted-imports': 'off' }
  },
  {
    files: ['renderer/**/*.{ts,tsx}', 'shared/**/*.ts'],
    rules: { 'no-restricted-imports': ['error', { paths: [electron] }] }
  },
  {
    files: ['renderer/**/*.{ts,tsx}'],
    extends: [hooks.configs.flat.recommended]
  },
  {
    // Their tools want a default export; so does a glob over files whose name says what they are.
    files: [
      '*.config.{ts,mjs}',
      'build/*.config.mjs',
      'main/checks/network/*.ts',
      'main/demo/scenarios/*.ts'
    ],
    rules: { 'no-restricted-syntax': 'off' }
  },
  {
    // Plain JavaScript, whose types the compiler takes from JSDoc.
    files: ['**/*.{js,mjs,cjs}'],
    extends: [ts.configs.disableTypeChecked],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'process',
          'console',
          'URL',
          'Buffer',
          'setTimeout',
          'clearTimeout',
          'setInterval',
          'clearInterval',
          'performance'
        ].map((name) => [name, 'readonly'])
      )
    }
  },
  {
    files: ['**/*.cjs', 'build/default-app/*.js'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: { require: 'readonly', module: 'writable', __dirname: 'readonly' }
    },
    rules: { '@typescript-eslint/no-require-imports': 'off' }
  },
  {
    files: ['e2e/app/**/*.ts'],
    // Playwright insists on an object pattern for fixtures, also where a fixture needs none.
    rules: { 'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }] }
  },
  {
    files: ['bench/**/*.ts'],
    rules: { 'no-console': 'off' }
  }
);
