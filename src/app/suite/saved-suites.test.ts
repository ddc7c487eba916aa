import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAppContext } from '../create-app-context.ts';
import type { AppContext } from '../context.ts';
import { fetchSavedSuite, nameAndVersion } from './fetch-saved-suite.ts';
import { readSuite } from './read-suite.ts';
import { saveSuite } from './save-suite.ts';
import { deleteSuite, listSuites, showSuite } from './saved-suites.ts';

const suiteText = 'name: triage\ntargets: [sim/a]\ncases: { file: ../data/cases.jsonl }\nscorers: [exact]\n';
const oneCase = '{"input":"1 + 1","expected":"2"}\n';

let folder: string;
let context: AppContext;
const write = async (path: string, text: string) => {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
};
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-saved-'));
  context = createAppContext({
    dataDir: join(folder, 'store'),
    cwd: folder,
    env: {},
    labeller: 'ann',
  });
  await write('suites/triage.yaml', suiteText);
  await write('data/cases.jsonl', oneCase);
});
afterEach(() => rm(folder, { recursive: true }));

const save = (more: object = {}) => saveSuite({ suite: { file: 'suites/triage.yaml' }, ...more }, context);
const read = (saved: string, changes = {}) => readSuite({ saved }, changes, context);

describe('a saved suite', () => {
  it('is read as it was saved, whatever became of its files', async () => {
    const before = await readSuite({ file: 'suites/triage.yaml' }, {}, context);
    expect(await save()).toMatchObject({
      name: 'triage',
      version: 1,
      is_new: true,
      cases: 1,
      saved_by: 'ann',
    });
    await rm(join(folder, 'suites'), { recursive: true });
    await rm(join(folder, 'data'), { recursive: true });
    expect((await read('triage')).suite).toEqual(before.suite);
  });

  it('takes the changes that a file takes, other targets too', async () => {
    await save();
    const { suite } = await read('triage', { targets: ['openai/gpt-5'], repeats: 3 });
    expect(suite.targets.map(({ model }) => model)).toEqual(['gpt-5']);
    expect(suite.repeats).toBe(3);
  });

  it('has a version for each change of it, or of a file that it names', async () => {
    await save();
    expect(await save()).toMatchObject({ version: 1, is_new: false });
    await write('data/cases.jsonl', `${oneCase}{"input":"2 + 2","expected":"4"}\n`);
    expect(await save({ note: 'one more' })).toMatchObject({
      version: 2,
      is_new: true,
      note: 'one more',
      cases: 2,
    });
    expect((await read('triage')).suite.cases).toHaveLength(2);
    expect((await read('triage@1')).suite.cases).toHaveLength(1);
    const { versions, text, main } = await showSuite({ suite: 'triage@1' }, context);
    expect(versions.map(({ version }) => version)).toEqual([2, 1]);
    expect([main, text]).toEqual(['suites/triage.yaml', suiteText]);
  });

  it('may be given as an object, or be a module, and is kept as JSON then', async () => {
    const inline = {
      name: 'inline',
      targets: ['sim/a'],
      scorers: ['exact'],
      cases: [{ input: 'a', expected: 'b' }],
    };
    expect(await saveSuite({ suite: { inline } }, context)).toMatchObject({ name: 'inline', cases: 1 });
    await write('suites/made.mjs', `export default { ...${JSON.stringify(inline)}, name: 'ma' + 'de' };`);
    await saveSuite({ suite: { file: 'suites/made.mjs' } }, context);
    expect(JSON.parse((await showSuite({ suite: 'made' }, context)).text)).toEqual({
      ...inline,
      name: 'made',
    });
    expect((await read('made')).suite.name).toBe('made');
  });

  it('brings what its scorers read', async () => {
    const scorer = '{ type: command, command: [python3, "{readable:0}"], readable: [score.py, lib] }';
    await write('suites/triage.yaml', suiteText.replace('[exact]', `[${scorer}]`));
    await write('suites/score.py', 'score');
    await write('suites/lib/deep/words.txt', 'words');
    await save();
    const { path } = await fetchSavedSuite('triage', context);
    expect(await readFile(join(dirname(path), 'lib/deep/words.txt'), 'utf8')).toBe('words');
  });

  it('is put right where its copy was edited', async () => {
    await save();
    const { path } = await fetchSavedSuite('triage', context);
    await writeFile(path, 'name: other');
    expect((await read('triage')).suite.name).toBe('triage');
  });

  it('is gone with its copy once it is deleted', async () => {
    await save();
    await read('triage');
    await expect(deleteSuite({ suite: 'triage@1' }, context)).rejects.toThrow('one by one');
    expect(await deleteSuite({ suite: 'triage' }, context)).toMatchObject({ name: 'triage', versions: 1 });
    expect((await listSuites({}, context)).suites).toEqual([]);
    expect(await readdir(join(folder, 'store', 'saved-suites'))).toEqual([]);
  });
});

describe('what cannot be saved', () => {
  it.each([
    ['names a file absolutely', () => `cases: { file: ${folder}/data/cases.jsonl }`, 'absolute path'],
    ['has a key', () => 'targets: [{ model: sim/a, headers: { x-api-key: secret } }]', 'no key is saved'],
    ['could score nothing', () => 'cases: [{ input: a }]', 'has a problem'],
  ])('one that %s', async (_, line, message) => {
    const key = line().split(':')[0] as string;
    await write('suites/triage.yaml', suiteText.replace(new RegExp(`^${key}:.*$`, 'm'), line()));
    await expect(save()).rejects.toThrow(message);
    expect((await listSuites({}, context)).suites).toEqual([]);
  });

  it('one under a name that could not be asked for', async () => {
    await write('suites/triage.yaml', suiteText.replace('triage', 'a@b'));
    await expect(save()).rejects.toMatchObject({
      code: 'usage',
      remedy: expect.stringContaining('another name') as string,
    });
    expect(await save({ name: 'a b' })).toMatchObject({ name: 'a b' });
  });
});

describe('a name', () => {
  it('says which are there when there is none', async () => {
    await expect(read('nope')).rejects.toMatchObject({
      code: 'suite-not-found',
      remedy: 'No suite is saved yet.',
    });
    await save();
    await expect(read('nope')).rejects.toMatchObject({ remedy: 'Saved are: triage.' });
    await expect(read('triage@2')).rejects.toMatchObject({ remedy: 'Its newest version is 1.' });
  });

  it.each(['triage@', 'triage@0', 'triage@x', 'triage@1.5'])(
    'has a version that is a number: %s',
    (named) => {
      expect(() => nameAndVersion(named)).toThrow('no version of a suite');
    },
  );
});

it('writes nowhere else, whatever the database says', async () => {
  await save();
  const { withControlData } = await import('../data/with-control-data.ts');
  const bytes = new TextEncoder().encode('x');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await withControlData(context, {}, async ({ suites }) => {
    const [version] = await suites.list();
    await suites.save(
      { ...version!, content_hash: 'f'.repeat(64), main: 'a', files: [{ path: '../../out', sha256 }] },
      new Map([[sha256, bytes]]),
    );
  });
  await expect(read('triage')).rejects.toMatchObject({ code: 'not-allowed' });
});
