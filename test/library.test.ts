/** The public library: its examples run as they are printed, importing it is cheap, and nothing of it is undocumented. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useCases } from '../src/app/use-cases.ts';
import * as library from '../src/index.ts';
import { openStore } from '../src/store/open-store.ts';
import { codeOf } from './made-up/code-of.ts';
import { madeUp } from './made-up/made-up-run.ts';

const root = resolve(import.meta.dirname, '..');
const guide = readFileSync(join(root, 'docs/library.md'), 'utf8');
const source = pathToFileURL(join(root, 'src/index.ts')).href;
const folder = mkdtempSync(join(tmpdir(), 'assay-library-'));
beforeAll(async () => {
  const { run, cases, batch } = madeUp({
    runId: '01900000-0000-7000-8000-000000000011',
    targets: 2,
    cases: 40,
  });
  const store = await openStore({ dataDir: join(folder, '.assay') });
  await store.putRun(run, cases);
  await store.insert(batch);
  await store.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function node(...args: string[]) {
  const env = { PATH: process.env['PATH'] };
  return promisify(execFile)(process.execPath, args, { cwd: folder, env });
}

const expected = [
  /^sim\/zibbel-nano \S+ \S+\nsim\/quorrel-grand \S+ \S+\n1\nassay\.recommendation\/1\n$/,
  /^0\n$/,
  /^partial\ndone\n$/,
  /^$/,
  /^true [1-9]\d*\n$/,
  /^usage .*lots.*\n$/,
];

describe('docs/library.md', () => {
  const examples = codeOf(guide, 'ts');
  it.each(expected.map((output, i) => [i, output] as const))(
    'runs its example %d',
    async (i, output) => {
      const file = join(folder, `example-${i}.ts`);
      writeFileSync(file, (examples[i] ?? '').replace("from 'assay'", `from '${source}'`));
      const { stdout, stderr } = await node(file);
      expect(stdout).toMatch(output);
      expect(stderr).toBe('');
    },
    120_000,
  );

  it('has an output expected for each example, and lists every function', () => {
    expect(examples).toHaveLength(expected.length);
    const functions = Object.keys(library).filter((name) => name !== 'AssayError');
    const listed = Array.from(guide.matchAll(/^\| `(\w+)` +\|/gm), ([, name]) => name);
    const settings = ['dataDir', 'results', 'control', 'cwd', 'env', 'notify', 'onProgress', 'signal'];
    expect(listed.filter((name) => !settings.includes(name ?? '')).toSorted()).toEqual(functions.toSorted());
    for (const name of Object.keys(useCases)) expect(functions).toContain(name);
  });
});

it('loads no package and next to no file before a function is called', async () => {
  const hook = `import { registerHooks } from 'node:module';
    const loaded = [];
    registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) });
    const { defineSuite } = await import('${source}');
    console.log(JSON.stringify([typeof defineSuite, loaded.filter((url) => !url.startsWith('node:'))]));`;
  const { stdout } = await node('--input-type=module', '-e', hook);
  const [type, loaded] = JSON.parse(stdout) as [string, string[]];
  expect(type).toBe('function');
  expect(loaded.filter((url) => url.includes('node_modules'))).toEqual([]);
  expect(loaded.length).toBeLessThan(8);
});
