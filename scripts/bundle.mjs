// Puts one module with all it takes from packages in the place of a compiled one, and what it must say of their licences beside it.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail, root, run } from './setup.mjs';

/** By mode of `bundle.vite.mjs`: the module, without its ending, in src/ and in dist/. */
export const bundles = {
  // What draws the charts of a report, with the parts of ECharts that it uses: ECharts is large, and need not be installed where Assay is.
  charts: 'report/document/draw-chart',
  // What statistics takes from @stdlib, whose four hundred files take longer to find than to run.
  distributions: 'analyze/intervals/distributions',
};

/** Each text once, under the packages that it is of. */
function licenceText(packages) {
  const byText = Map.groupBy(packages, ({ text, identifier }) => text ?? identifier ?? 'not stated');
  const parts = [...byText].map(([text, of]) => {
    const names = of.map(({ name, version, identifier }) => `- ${name} ${version} (${identifier ?? 'n/a'})`);
    return `${names.join('\n')}\n\n${text.trim()}\n`;
  });
  return `# Licences of what is bundled here\n\n${parts.join('\n---\n\n')}`;
}

export async function bundle(mode, env) {
  const config = join('scripts', 'bundle.vite.mjs');
  const bundled = await run('vite', ['build', '-c', config, '--mode', mode], { quiet: true, env });
  if (bundled.code !== 0) fail(`the ${mode} could not be bundled:\n${bundled.output.trim()}`);
  const place = join(root, 'dist', bundles[mode]);
  const packages = JSON.parse(readFileSync(`${place}.LICENSES.json`, 'utf8'));
  rmSync(`${place}.LICENSES.json`);
  writeFileSync(`${place}.LICENSES.md`, licenceText(packages));
}
