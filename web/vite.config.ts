import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { precompress } from './build/precompress.ts';
import { preloadRunPage } from './build/preload-run-page.ts';

export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [react(), preloadRunPage(), precompress()],
  // The server writes a fresh nonce over this word in every answer.
  html: { cspNonce: '{{nonce}}' },
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    // All styles in one file: they are few, and a second request for the route's own would delay the first paint.
    cssCodeSplit: false,
    reportCompressedSize: false,
    // bundled packages are published: their licences go with them
    license: { fileName: 'LICENSES.md' },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [{ name: 'echarts', test: /node_modules\/(echarts|zrender)\// }],
        },
      },
    },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:4600' } },
});
