/** What is published, installed by another package manager: nothing is found there but what was declared. */
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunSummary } from '../src/contract/analysis.ts';
import { codeOf } from './made-up/code-of.ts';
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
  for (const name of ['package.json', 'README.md', 'LICENSE', 'NOTICE', 'CHANGELOG.md', 'bin', 'suites'])
    cpSync(join(root, name), join(source, name), { recursive: true });
  await run('tsc', ['-p', 'tsconfig.build.json', '--outDir', join(source, 'dist')], root);
  for (const [mode, place] of [
    ['charts', 'report/document'],
    ['distributions', 'analyze/intervals'],
  ] as const) {
    const outDir = join(source, 'dist', place);
    await run('vite', ['build', '-c', 'scripts/bundle.vite.mjs', '--mode', mode, '--outDir', outDir], root);
  }
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
    JSON.stringify({ private: true, type: 'module', dependencies: { assay: `file:${tarball}` } }),
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

  it('is a library whose examples compile with its own types, and run', async () => {
    const guide = readFileSync(join(root, 'docs/library.md'), 'utf8');
    const files = codeOf(guide, 'ts').map((code, i) => {
      const file = join(app, `example-${i}.ts`);
      writeFileSync(file, code);
      return file;
    });
    writeFileSync(
      join(app, 'statistics.ts'),
      `import { wilson } from 'assay/statistics';\nconsole.log(wilson(10, 10).low.toFixed(2));\n`,
    );
    // the types are those of the functions, not `any`
    const wrong = `import { compare } from 'assay';\n// @ts-expect-error no such margin\nawait compare({ margin: true });\n`;
    writeFileSync(join(app, 'wrong.ts'), wrong);
    const options = ['--noEmit', '--strict', '--skipLibCheck', '--target', 'es2024', '--module', 'nodenext'];
    const types = ['--typeRoots', join(root, 'node_modules/@types'), '--types', 'node'];
    await run(
      'tsc',
      [...options, ...types, ...files, join(app, 'statistics.ts'), join(app, 'wrong.ts')],
      app,
    );
    expect(await run(process.execPath, ['statistics.ts'], app)).toBe('0.72\n');
    const [first = ''] = files;
    expect(await run(process.execPath, [first], app)).toMatch(
      /^sim\/zibbel-nano .*\nassay\.recommendation\/1\n$/s,
    );
    const example = (word: string) =>
      run(process.execPath, [files.find((file) => readFileSync(file, 'utf8').includes(word)) ?? ''], app, {
        ASSAY_DATA_DIR: join(app, 'data'),
      });
    expect(await example('importRun')).toMatch(/^true [1-9]\d*\n$/);
    await example('renderReport');
    expect(readFileSync(join(app, 'report.html'), 'utf8')).toContain('</svg>');
  }, 180_000);
});
