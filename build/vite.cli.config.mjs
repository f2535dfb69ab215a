import { builtinModules } from 'node:module';
import { defineConfig } from 'vite';

/** The command line as one file for plain Node, from 16 on: the same sources as in the window, without Electron. */
export default defineConfig({
  publicDir: false,
  resolve: { conditions: ['node'], mainFields: ['module', 'main'] },
  build: {
    target: 'node16',
    ssr: 'main/cli/index.ts',
    emptyOutDir: true,
    minify: false,
    rollupOptions: {
      // Loaded on Windows alone, with the binary that lies beside it.
      external: [/^node:/, ...builtinModules, 'koffi'],
      output: { format: 'cjs', entryFileNames: 'cli.js', codeSplitting: false }
    }
  },
  ssr: { noExternal: true }
});
