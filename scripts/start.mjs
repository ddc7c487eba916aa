// `npm start`: from a fresh clone to a filled comparison. Arguments go on to `assay demo`.
import { join } from 'node:path';
import { buildPage } from './page.mjs';
import { root, setup } from './setup.mjs';
import { spawn } from 'node:child_process';

const ready = await setup();
await buildPage(ready);
const args = [join(root, 'bin', 'assay.js'), 'demo', ...process.argv.slice(2)];
const demo = spawn(ready.node, args, { cwd: root, env: ready.env, stdio: 'inherit' });
// Ctrl-C at a terminal reaches the demo by itself; it finishes what is in flight, so this process has to wait for it.
process.on('SIGINT', () => {
  if (!process.stdin.isTTY) demo.kill('SIGINT');
});
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => demo.kill(signal));
demo.on('exit', (code) => process.exit(code ?? 1));
