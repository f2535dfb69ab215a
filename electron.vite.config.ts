import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

// Main is built for Node 16 and the window for Chrome 108, so that one source serves both runtimes
// (Electron 22.3 is the last one for Windows 7 to 8.1). Everything main loads is bundled.
export default defineConfig({
  main: {
    build: {
      target: 'node16',
      outDir: 'out/main',
      externalizeDeps: false,
      lib: { entry: { index: 'main/index.ts', cli: 'main/cli/index.ts' }, formats: ['cjs'] },
      rollupOptions: { external: ['electron', /^node:/] }
    }
  },
  preload: {
    build: {
      target: 'node16',
      outDir: 'out/preload',
      externalizeDeps: false,
      lib: { entry: { index: 'main/preload/index.ts' }, formats: ['cjs'] }
    }
  },
  renderer: {
    root: 'renderer',
    build: {
      target: 'chrome108',
      outDir: 'out/renderer',
      rollupOptions: { input: 'renderer/index.html' }
    },
    plugins: [react()]
  }
});
