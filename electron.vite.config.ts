import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

// Main is built for Node 16 and the window for Chrome 108, so that one source serves both runtimes
// (Electron 22.3 is the last one for Windows 7 to 8.1). Everything main loads is bundled, but for koffi, which is loaded on
// Windows alone and has a binary beside it. Into out/main, out/preload and out/renderer; the command line alone is built by
// build/vite.cli.config.mjs.
export default defineConfig({
  main: {
    build: {
      target: 'node16',
      externalizeDeps: false,
      // Beside the app itself, the program of a thread.
      lib: {
        entry: { index: 'main/index.ts', 'recording-worker': 'main/recording-worker.ts' },
        formats: ['cjs']
      },
      rollupOptions: { external: ['electron', 'koffi', /^node:/] }
    }
  },
  preload: {
    build: {
      target: 'node16',
      externalizeDeps: false,
      lib: { entry: { index: 'main/preload/index.ts' }, formats: ['cjs'] }
    }
  },
  renderer: {
    root: 'renderer',
    build: {
      target: 'chrome108',
      minify: true,
      // Neither is of use here, and the content security policy refuses both: a polyfill that fetches, and data: fonts.
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      rollupOptions: { input: 'renderer/index.html' }
    },
    plugins: [react()]
  }
});
