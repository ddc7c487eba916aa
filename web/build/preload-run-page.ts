import type { Plugin } from 'vite';

/** Chunks the run page needs besides the entry, by the source they come from. */
const wanted = ['/app/run-routes.ts', '/charts/echarts.ts'];

/**
 * Writes the names of the run page's chunks into the boot script, which asks for them at once when the address is a run's:
 * otherwise they are found only after the entry has been parsed, two round trips later.
 */
export function preloadRunPage(): Plugin {
  return {
    name: 'assay-preload-run-page',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, context) {
        const bundle = context.bundle ?? {};
        const files = new Set<string>();
        const add = (file: string) => {
          const chunk = bundle[file];
          if (files.has(file) || chunk?.type !== 'chunk' || chunk.isEntry) return;
          files.add(file);
          chunk.imports.forEach(add);
        };
        for (const chunk of Object.values(bundle)) {
          if (chunk.type !== 'chunk') continue;
          const from = chunk.facadeModuleId ?? '';
          if (wanted.some((path) => from.endsWith(path))) add(chunk.fileName);
        }
        if (files.size === 0) throw new Error(`no chunk found for ${wanted.join(', ')}`);
        return html.replace("'{{run-page-chunks}}'", JSON.stringify([...files].map((file) => `/${file}`)));
      },
    },
  };
}
