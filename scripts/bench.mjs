// `npm run bench -- NAME`: runs bench/NAME.ts; its last line is one JSON object, its exit code says whether it fell short.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fail, root, run, setup } from './setup.mjs';

const folder = join(root, 'bench');
const names = existsSync(folder)
  ? readdirSync(folder)
      .filter((file) => file.endsWith('.ts'))
      .map((file) => file.slice(0, -3))
  : [];

const [name, ...rest] = process.argv.slice(2);
if (name === undefined) {
  process.stdout.write(`usage: npm run bench -- NAME\nnames: ${names.join(', ')}\n`);
  process.exit(0);
}
if (!names.includes(name)) fail(`there is no bench "${name}"; there are: ${names.join(', ')}`);

const ready = await setup();
const { code } = await run(ready.node, [join(folder, `${name}.ts`), ...rest], { env: ready.env });
process.exit(code);
