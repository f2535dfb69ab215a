import { builtinModules } from 'node:module';
import { defineConfig } from 'vite';
import { inRoot } from './lib/paths.mjs';

/** Files of the app, and what takes their place. */
const replaced = new Map([
  [inRoot('main/machine/this-windows.ts'), inRoot('e2e/windows/window/stand-in-windows.ts')],
  [inRoot('main/machine/native/token.ts'), inRoot('e2e/windows/window/stand-in-token.ts')],
  [inRoot('main/machine/native/library.ts'), inRoot('e2e/windows/window/stand-in-library.ts')],
  [inRoot('main/machine/programs/run.ts'), inRoot('e2e/windows/window/stand-in-run.ts')]
]);

/**
 * Gives the stand-ins to whoever imports what they take the place of, but to themselves.
 * @type {import('vite').Plugin}
 */
const withStandIns = {
  name: 'stand-ins for what Wine lacks',
  enforce: 'pre',
  async resolveId(source, importer) {
    if (importer === undefined) return null;
    const found = await this.resolve(source, importer, { skipSelf: true });
    const standIn = found ? replaced.get(found.id) : undefined;
    return standIn === importer ? null : standIn;
  }
};

/**
 * Main of the Windows app as `electron.vite.config.ts` builds it, with these files replaced: a build of the Windows lane, and of
 * nothing else.
 */
export default defineConfig({
  publicDir: false,
  plugins: [withStandIns],
  resolve: { conditions: ['node'], mainFields: ['module', 'main'] },
  build: {
    target: 'node16',
    ssr: true,
    emptyOutDir: true,
    minify: false,
    rollupOptions: {
      input: { index: inRoot('main/index.ts'), 'recording-worker': inRoot('main/recording-worker.ts') },
      external: ['electron', 'koffi', /^node:/, ...builtinModules],
      output: { format: 'cjs', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' }
    }
  },
  ssr: { noExternal: true }
});
