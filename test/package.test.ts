/** What is published, installed by another package manager: nothing is found there but what was declared. */
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunSummary } from '../src/contract/analysis.ts';
import { startLoopbackRegistry } from './loopback-registry.ts';

const root = resolve(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'assay-package-'));
const app = join(folder, 'app');
const engine = `@chdb/lib-${process.platform}-${process.arch}${process.platform === 'linux' ? '-gnu' : ''}`;
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(
  command: string,
  args: string[],
  cwd: string,
  env: NodeJS.ProcessEnv = {},
): Promise<string> {
  const bins = join(root, 'node_modules/.bin');
  const path = { PATH: `${bins}:${process.env['PATH'] ?? ''}` };
  const { stdout } = await promisify(execFile)(command, args, {
    cwd,
    env: { ...process.env, ...path, ...env },
    maxBuffer: 2 ** 26,
  });
  return stdout;
}
const assay = (...args: string[]) =>
  run(join(app, 'node_modules/.bin/assay'), [...args, '--data-dir', join(app, 'data')], app);

/** Built and packed outside of the checkout, whose own build others may be using. */
async function packed(): Promise<string> {
  const source = join(folder, 'package');
  mkdirSync(source);
  for (const name of ['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md', 'bin', 'suites'])
    cpSync(join(root, name), join(source, name), { recursive: true });
  await run('tsc', ['-p', 'tsconfig.build.json', '--outDir', join(source, 'dist')], root);
  const page = join(root, 'dist/web');
  if (existsSync(page)) cpSync(page, join(source, 'dist/web'), { recursive: true });
  const [name] = (await run('npm', ['pack', '--ignore-scripts', '--silent'], source))
    .trim()
    .split('\n')
    .slice(-1);
  return join(source, name as string);
}

async function install(): Promise<void> {
  const tarball = await packed();
  mkdirSync(app);
  writeFileSync(
    join(app, 'package.json'),
    JSON.stringify({ private: true, dependencies: { assay: `file:${tarball}` } }),
  );
  const registry = await startLoopbackRegistry(root);
  const settings = {
    nodeLinker: 'isolated',
    registry: `${registry.url}/`,
    fetchRetries: 0,
    minimumReleaseAge: 0,
    // what packages would run at their installation is not run
    strictDepBuilds: false,
    storeDir: join(folder, 'store'),
    cacheDir: join(folder, 'cache'),
    // half a gigabyte, and nothing but a library
    overrides: { [engine]: `link:${join(root, 'node_modules', engine)}` },
  };
  writeFileSync(join(app, 'pnpm-workspace.yaml'), JSON.stringify(settings));
  try {
    await run('pnpm', ['install'], app, { npm_config_registry: settings.registry });
  } finally {
    registry.close();
  }
}

/** It takes a minute or more: in CI, or when it is asked for by `CI=true`. */
describe.runIf(process.env['CI'])('the package, in a strict layout', () => {
  beforeAll(install, 300_000);

  it('starts, checks a suite and plans it', async () => {
    expect(await assay('--help')).toContain('Usage: assay');
    await assay('init', 'suite.yaml');
    expect(JSON.parse(await assay('plan', 'suite.yaml', '--json'))).toMatchObject({
      schema: expect.any(String),
    });
  }, 60_000);

  it('runs the demo and keeps what it measured', async () => {
    const summary = JSON.parse(
      await assay('demo', '--once', '--limit', '2', '--repeats', '1', '--no-open', '--json'),
    ) as RunSummary;
    expect(summary.run.status).toBe('done');
    expect(summary.targets).toHaveLength(12);
    expect(JSON.parse(await assay('show', '--json'))).toMatchObject({ done: summary.done });
  }, 120_000);

  it('is a library for suites and statistics', async () => {
    const code = `import { defineSuite } from 'assay'; import { wilson } from 'assay/statistics';
      console.log(typeof defineSuite, wilson(10, 10).low.toFixed(2))`;
    expect(await run(process.execPath, ['--input-type=module', '-e', code], app)).toBe('function 0.72\n');
  });
});
