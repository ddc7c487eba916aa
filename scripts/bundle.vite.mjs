// One of the modules of `bundle.mjs`, named by `--mode`.
import { basename, dirname, join } from 'node:path';
import { defineConfig } from 'vite';
import { bundles } from './bundle.mjs';
import { root } from './setup.mjs';

export default defineConfig(({ mode }) => {
  // whoever only reads the configuration names none
  const module = bundles[mode] ?? Object.values(bundles)[0];
  const name = basename(module);
  return {
    root,
    publicDir: false,
    ssr: { noExternal: true },
    build: {
      ssr: join(root, 'src', `${module}.ts`),
      outDir: join(root, 'dist', dirname(module)),
      emptyOutDir: false,
      target: 'node24',
      minify: true,
      reportCompressedSize: false,
      license: { fileName: `${name}.LICENSES.json` },
      rolldownOptions: { output: { entryFileNames: `${name}.js` } },
    },
  };
});
