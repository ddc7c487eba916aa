// What draws the charts of a report, with the parts of ECharts that it uses, as one module in place of the compiled one:
// ECharts is large, and need not be installed where Assay is.
import { join } from 'node:path';
import { defineConfig } from 'vite';
import { root } from './setup.mjs';

export default defineConfig({
  root,
  publicDir: false,
  ssr: { noExternal: true },
  build: {
    ssr: join(root, 'src', 'report', 'document', 'draw-chart.ts'),
    outDir: join(root, 'dist', 'report', 'document'),
    emptyOutDir: false,
    target: 'node24',
    minify: true,
    reportCompressedSize: false,
    license: { fileName: 'draw-chart.LICENSES.md' },
    rolldownOptions: { output: { entryFileNames: 'draw-chart.js' } },
  },
});
