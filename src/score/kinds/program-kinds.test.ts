import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { answerOf, caseOf, specOf } from '../../../test/made-up/scored-answer.ts';
import { canIsolate, unlessIsolated } from '../../../test/made-up/can-isolate.ts';
import { scoreWith, valueOf } from '../../../test/made-up/score-with.ts';
import { createSandbox } from '../../sandbox/create-sandbox.ts';
import { createScorer } from '../create-scorer.ts';
import { readVerdict } from '../external-scorer.ts';
import { code } from './code.ts';
import { command } from './command.ts';
import { module } from './module.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-scorer-test-'));
const sandbox = createSandbox({ folder, nodePath: process.execPath, searchPath: process.env['PATH'] ?? '' });
const services = { sandbox };
afterAll(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});
const [hasNode, hasPython] = [await canIsolate(sandbox, 'node'), await canIsolate(sandbox, 'python3')];

const js = (answer: string, expected: unknown, options = {}) =>
  scoreWith(code, {
    answer,
    expected,
    options: { language: 'javascript', timeoutSeconds: 3, ...options },
    services,
  });
const add = {
  function: 'add',
  calls: [
    { args: [1, 2], returns: 3 },
    { args: [-1, 1], returns: 0 },
  ],
};

describe.skipIf(!hasNode)(`code in JavaScript${unlessIsolated(hasNode, 'Node')}`, () => {
  it.each([
    ['```js\nfunction add(a, b) { return a + b; }\n```', 1],
    ['const add = (a, b) => a + b;', 1],
    ['export const add = async (a, b) => a + b;', 1],
    ['export default (a, b) => a + b;', 1],
    ['module.exports = { add: (a, b) => a + b };', 1],
    ['function add(a, b) { return a - b; }', 0],
    ['function add(a, b) { if (a < 0) throw new Error("no"); return 3; }', 0.5],
    ['function add( {', 0],
    ['```python\ndef add(a, b): return a + b\n```', 0],
    ['', 0],
  ])('calls %j: %d', async (answer, value) => {
    expect((await js(answer, add)).value).toBe(value);
  });
  it('says what went wrong', async () => {
    expect((await js('const add = () => ({ a: 1 });', add)).explanation).toBe('Call 1 gave {"a":1}, not 3.');
    expect((await js('const add = () => { throw new Error("no"); };', add)).explanation).toBe(
      'Call 1 threw: no',
    );
    expect((await js('const sub = 1;', add)).explanation).toBe('Call 1 threw: there is no function add');
    expect((await js('const add = () => 1n;', add)).explanation).toMatch(/no JSON|not return JSON/);
  });
  it('runs tests beside the code, each for itself', async () => {
    const tests = [
      "import assert from 'node:assert'; assert.equal(add(1, 2), 3);",
      'if (add(2, 2) !== 5) throw new Error("not 5");',
    ];
    const scored = await js('const add = (a, b) => a + b;', { tests, setup: 'const four = add(2, 2);' });
    expect(scored).toMatchObject({ value: 0.5, label: '1/2' });
    expect(scored.explanation).toContain('not 5');
  });
  it('compares what a program prints', async () => {
    const inputs = [
      { stdin: 'ada\n', stdout: 'Hello ada' },
      { stdin: '', stdout: 'x' },
    ];
    const answer = `process.stdin.on('data', (d) => console.log('Hello ' + String(d).trim() + '  '));`;
    expect((await js(answer, { inputs })).value).toBe(0.5);
  });
  it('takes TypeScript with its types and enums', async () => {
    const answer =
      '```ts\nenum Sign { Plus = 1 }\nexport function add(a: number, b: number): number { return Sign.Plus * (a + b); }\n```';
    expect((await js(answer, add, { language: 'typescript' })).value).toBe(1);
  });
  it('believes no answer that leaves early or bends what all objects share', async () => {
    expect((await js('process.exit(0);', 'throw new Error("never passes")')).value).toBe(0);
    expect((await js('process.exit(0);', add)).value).toBe(0);
    const bent =
      'Object.prototype.value = 3; Array.prototype.map = () => []; JSON.parse = () => 3; function add() { return {}; }';
    expect((await js(bent, add)).value).toBe(0);
    const liar = `require('node:fs').writeSync(1, JSON.stringify({ value: 3 }) + '\\n'); process.exit(0);`;
    expect((await js(liar, add)).value).toBe(0);
    expect(({} as Record<string, unknown>)['value']).toBeUndefined();
  });
  it('cuts what does not end, a regular expression among them', async () => {
    const loop = await js('const add = () => { for (;;); };', add, { timeoutSeconds: 1 });
    expect(loop).toMatchObject({ value: 0, explanation: 'It took more than 1 s.' });
    const redos = await js(`const add = () => /^(a+)+$/.test('a'.repeat(40) + 'b');`, add, {
      timeoutSeconds: 1,
    });
    expect(redos).toMatchObject({ value: 0, explanation: 'It took more than 1 s.' });
  });
});

describe.skipIf(!hasPython)(`code in Python${unlessIsolated(hasPython, 'Python')}`, () => {
  const python = (answer: string, expected: unknown) =>
    scoreWith(code, { answer, expected, options: { language: 'python', timeoutSeconds: 3 }, services });
  it('calls, tests and leaves nothing to early endings', async () => {
    const right = '```python\ndef add(a, b):\n    return a + b\n```';
    expect((await python(right, add)).value).toBe(1);
    expect((await python(right, 'assert add(2, 2) == 4')).value).toBe(1);
    expect((await python(right, 'assert add(2, 2) == 5')).explanation).toContain('AssertionError');
    expect((await python('import os\nos._exit(0)', 'assert False')).value).toBe(0);
    expect((await python('import sys\nsys.exit(0)', 'assert False')).value).toBe(0);
    expect((await python('def add(a, b): return {1, 2}', add)).explanation).toMatch(
      /no JSON|not return JSON/,
    );
  });
});

describe.skipIf(!hasNode)(`scorers of one's own${unlessIsolated(hasNode, 'Node')}`, () => {
  writeFileSync(
    join(folder, 'score.ts'),
    `interface Input { answer: { text: string }; expected: unknown; options: { most: number } }
     export default async ({ answer, expected, options }: Input) => {
       console.log('chatter');
       if (answer.text === 'throw') throw new Error('odd');
       if (answer.text === 'exit') process.exit(0);
       if (answer.text === 'bool') return true;
       if (answer.text === 'env') return { value: 1, label: Object.keys(process.env).join(), metadata: { expected } };
       return answer.text.length <= options.most ? 1 : null;
     };`,
  );
  const own = { file: './score.ts', options: { most: 3 } };
  const testCase = caseOf('x', [specOf('module', own)]);
  const scorer = createScorer([testCase], services);
  const score = async (text: string) => (await scorer.score(testCase, answerOf(text)))[0];
  it('in TypeScript', async () => {
    expect(await score('ab')).toMatchObject({ value: 1, passed: true });
    expect(await score('abcd')).toMatchObject({ value: null });
    expect(await score('bool')).toMatchObject({ value: 1 });
    expect(await score('throw')).toMatchObject({ value: null, explanation: 'The scorer threw: odd' });
    expect(await score('exit')).toMatchObject({ value: null });
    expect(await score('env')).toMatchObject({
      label: 'HOME,TMPDIR,PATH,LANG,PWD',
      metadata: { expected: 'x' },
    });
  });
  it('as a command that stays, and as one for each answer', async () => {
    const [stays, each] = [
      'while read -r line; do echo "{\\"value\\": 0.5, \\"label\\": ${#line}}"; done',
      'cat > /dev/null; echo 0.25',
    ];
    const run = (script: string, options = {}) =>
      scoreWith(command, { answer: 'x', options: { command: ['sh', '-c', script], ...options }, services });
    expect(await run(stays)).toMatchObject({ value: 0.5 });
    expect(await run(each, { stays: false })).toEqual({ value: 0.25 });
    await expect(run('exit 3', { stays: false })).rejects.toThrow('exit code 3');
    await expect(run('echo nonsense', {})).rejects.toThrow('not return JSON: nonsense');
  });
  it('that do not exist are said to be missing', async () => {
    const absent = scoreWith(module, { answer: 'x', options: { file: 'absent.ts' }, services });
    await expect(absent).rejects.toThrow('absent.ts');
  });
});

describe('without a sandbox', () => {
  it('nothing is run and nothing is scored', async () => {
    const given = { answer: 'add = 1', expected: add, options: { language: 'javascript' } };
    expect(await scoreWith(code, given)).toMatchObject({ value: null });
    expect(await scoreWith(module, { answer: 'x', options: { file: 'x.ts' } })).toMatchObject({
      value: null,
    });
  });
});

describe('options and verdicts', () => {
  it.each([
    [code, {}, 'either "language" or "command"'],
    [code, { language: 'cobol' }, '"cobol"'],
    [code, { language: 'python', command: ['x'] }, 'either'],
    [module, { file: 'score.py' }, '"score.py"'],
    [command, { command: [] }, 'command'],
  ])('%o refuses %j', (kind, options, words) => {
    expect(() => kind.prepare(options, specOf(kind.type))).toThrow(words);
  });
  it('a case must expect something', async () => {
    expect(await valueOf(code, 'x', undefined, { language: 'python' })).toBeNull();
    expect(await valueOf(code, 'x', { calls: [] }, { language: 'python' })).toBeNull();
  });
  it.each([
    ['0.5', { value: 0.5 }],
    ['true', { value: 1 }],
    ['null', { value: null }],
    ['{"value":false,"label":7,"explanation":null}', { value: 0, label: '7' }],
  ])('%s is read', (line, verdict) => {
    expect(readVerdict(line)).toEqual(verdict);
  });
  it.each(['', 'x', '[]', '"1"', '{"score":1}'])('%j is none', (line) => {
    expect(() => readVerdict(line)).toThrow(/^it (did not return|returned)/);
  });
});
