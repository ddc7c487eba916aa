// `npm run check`: everything a machine can judge without running the product. All checks run; any failure fails.
import { join } from 'node:path';
import { run, setup } from './setup.mjs';

const checks = {
  types: ['tsc', '-p', 'tsconfig.json'],
  'types of the page': ['tsc', '-p', join('web', 'tsconfig.json'), '--noEmit'],
  lint: ['oxlint'],
  format: ['oxfmt', '--check', '.'],
  unused: ['knip'],
  'used by tests alone': ['knip', '--production'],
  layering: ['vitest', 'run', join('test', 'architecture.test.ts'), join('test', 'promises.test.ts')],
};

const { env } = await setup();

async function judge([name, [command, ...args]]) {
  const start = Date.now();
  const { code, output } = await run(command, args, { quiet: true, env });
  return { name, code, output, seconds: (Date.now() - start) / 1000 };
}

const results = await Promise.all(Object.entries(checks).map(judge));
const failed = results.filter((result) => result.code !== 0);
for (const { name, output } of failed) process.stdout.write(`\n── ${name}\n${output.trim()}\n`);
process.stdout.write('\n');
for (const { name, code, seconds } of results) {
  process.stdout.write(`${code === 0 ? 'ok    ' : 'FAILED'}  ${name.padEnd(18)} ${seconds.toFixed(1)} s\n`);
}
process.exit(failed.length === 0 ? 0 : 1);
