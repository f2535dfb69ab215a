import { existsSync, readdirSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { defineConfig } from 'vite';
import { inRoot } from './lib/paths.mjs';

/** Folders of `e2e/windows` each file of which is a program of its own. */
const folders = ['programs', 'native'].filter((folder) => existsSync(inRoot('e2e/windows', folder)));

const programs = folders.flatMap((folder) => {
  const names = readdirSync(inRoot('e2e/windows', folder)).filter((name) => /(?<!\.test)\.ts$/.test(name));
  return names.map((name) => [`${folder}/${name.slice(0, -3)}`, inRoot('e2e/windows', folder, name)]);
});

/** The programs of the Windows lane: plain Node from 16 on, with the same sources in them as in the app. */
export default defineConfig({
  publicDir: false,
  resolve: { conditions: ['node'], mainFields: ['module', 'main'] },
  build: {
    target: 'node16',
    ssr: true,
    emptyOutDir: true,
    minify: false,
    rollupOptions: {
      input: Object.fromEntries(programs),
      external: [/^node:/, ...builtinModules, 'koffi'],
      output: { format: 'cjs', entryFileNames: '[name].js', chunkFileNames: 'parts/[name]-[hash].js' }
    }
  },
  ssr: { noExternal: true }
});
