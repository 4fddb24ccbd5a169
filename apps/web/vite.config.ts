import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compiledMessages } from './build/messages.ts';
import { pdfFiles } from './build/pdf-files.ts';
import { serviceWorker } from './build/service-worker.ts';
import { themeStylesheet } from './build/theme-stylesheet.ts';

// Whoever builds, and under whatever NODE_ENV (a test runner sets its own): what is served is React's production build.
process.env.NODE_ENV = 'production';

const pdfFolder = join(import.meta.dirname, '../../node_modules/pdfjs-dist');

// Vite asks for a default export; everything else in this repository is named.
// biome-ignore lint/style/noDefaultExport: the file's contract with vite
export default defineConfig({
  root: import.meta.dirname,
  plugins: [compiledMessages(), react(), themeStylesheet(), pdfFiles(pdfFolder), serviceWorker()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // Two years back: what a phone in a family still runs.
    target: ['chrome120', 'firefox121', 'safari17.4'],
    // Inlined assets would be data: URLs, which the content security policy does not allow for scripts and fonts.
    assetsInlineLimit: 0,
    // Chunk preloads are link elements; the polyfill would be an extra script for browsers we do not serve.
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // Whatever every page needs is one script, and all styles are one file: a page asked for ninety files, and asks for
    // thirty. What is sent at the first view is counted in tests/e2e/first-view.test.ts.
    cssCodeSplit: false,
    chunkSizeWarningLimit: 600,
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'start', tags: ['$initial'] }] } } },
  },
});
