// `npm run build`: everything that is published, in dist/.
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundle, bundles } from './bundle.mjs';
import { buildPage } from './page.mjs';
import { fail, root, run, setup } from './setup.mjs';

/** What an earlier build left must not be published; the page has its own fingerprint and stays. */
function removeOldModules() {
  const dist = join(root, 'dist');
  try {
    for (const name of readdirSync(dist)) {
      if (!name.startsWith('web')) rmSync(join(dist, name), { recursive: true });
    }
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}

const ready = await setup();
removeOldModules();
const compiled = await run('tsc', ['-p', 'tsconfig.build.json'], { quiet: true, env: ready.env });
if (compiled.code !== 0) fail(`the sources could not be compiled:\n${compiled.output.trim()}`);
for (const mode of Object.keys(bundles)) await bundle(mode, ready.env);
await buildPage(ready);
