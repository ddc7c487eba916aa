/** Answers that mean harm: each harms nothing, scores 0, and its score says what it did. docs/scorers.md has the same table. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canIsolate, unlessIsolated } from '../../../test/made-up/can-isolate.ts';
import { scoreWith } from '../../../test/made-up/score-with.ts';
import { createSandbox } from '../../sandbox/create-sandbox.ts';
import { code } from './code.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-hostile-test-'));
const secret = join(folder, 'secret.txt');
writeFileSync(secret, 'canary-4711');
const sandbox = createSandbox({ folder, nodePath: process.execPath, searchPath: process.env['PATH'] ?? '' });
const services = { sandbox };
const [hasNode, hasPython] = [await canIsolate(sandbox, 'node'), await canIsolate(sandbox, 'python3')];

let reached = 0;
const server = createServer((_request, response) => {
  reached++;
  response.end('canary-4711');
});
beforeAll(() => new Promise<void>((done) => void server.listen(0, '127.0.0.1', done)));
afterAll(async () => {
  server.close();
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});
const port = () => (server.address() as AddressInfo).port;

const add = { function: 'add', calls: [{ args: [1, 2], returns: 3 }] };
const limits = { outputKb: 64, memoryMb: 256, filesMb: 4 };
/** Those that only time ends have little of it; the others have as much as a busy machine may take to start a program. */
const secondsFor = ({ says }: Attack) => (says.source.includes('more than 1 s') ? 1 : 10);

interface Attack {
  name: string;
  javascript: () => string;
  python: () => string;
  says: RegExp;
}

const attacks: Attack[] = [
  {
    name: 'a fork bomb',
    javascript: () =>
      `const add = () => { for (;;) require('node:child_process').spawn('sleep', ['77.62']).on('error', (e) => { throw e; }); };`,
    python: () => `import os\ndef add(a, b):\n    while True: os.fork()`,
    says: /more than 1 s|more than 256 MB|EAGAIN|temporarily unavailable/,
  },
  {
    name: 'output without end',
    javascript: () => `for (;;) require('node:fs').writeSync(1, 'x'.repeat(10_000));`,
    python: () => `while True: print('x' * 10000)`,
    says: /It printed more than 64 kB\./,
  },
  {
    name: 'a loop without end',
    javascript: () => `const add = () => { for (;;); };`,
    python: () => `def add(a, b):\n    while True: pass`,
    says: /It took more than 1 s\./,
  },
  {
    name: 'memory without end',
    javascript: () => `const add = () => { const a = []; for (;;) a.push(Buffer.alloc(1e6, 1)); };`,
    python: () => `def add(a, b):\n    x = []\n    while True: x.append(bytearray(10**7))`,
    says: /more than 256 MB|MemoryError/,
  },
  {
    name: 'a full disk',
    javascript: () =>
      `const add = () => { for (let i = 0; ; i++) require('node:fs').writeFileSync('f' + i, Buffer.alloc(1e6)); };`,
    python: () =>
      `def add(a, b):\n    i = 0\n    while True:\n        i += 1\n        open(f'f{i}', 'wb').write(bytes(10**6))`,
    says: /ENOSPC|No space left/,
  },
  {
    name: 'reading a file of ours',
    javascript: () => `const add = () => require('node:fs').readFileSync(${JSON.stringify(secret)}, 'utf8');`,
    python: () => `def add(a, b): return open(${JSON.stringify(secret)}).read()`,
    says: /ENOENT|No such file/,
  },
  {
    name: 'writing a file of ours',
    javascript: () => `const add = () => require('node:fs').writeFileSync('/usr/assay-was-here', '');`,
    python: () => `def add(a, b): return open('/usr/assay-was-here', 'w').write('')`,
    says: /EROFS|EACCES|Read-only|Permission/,
  },
  {
    name: 'the network',
    javascript: () =>
      `const add = () => fetch('http://127.0.0.1:${port()}').then((r) => r.text(), (e) => { throw e.cause; });`,
    python: () =>
      `import urllib.request\ndef add(a, b): return urllib.request.urlopen('http://127.0.0.1:${port()}').read().decode()`,
    says: /ECONNREFUSED|ENETUNREACH|refused|unreachable/i,
  },
  {
    name: 'leaving early, with success',
    javascript: () => `process.exit(0);`,
    python: () => `import os\nos._exit(0)`,
    says: /It ended before all calls were made\./,
  },
  {
    name: 'what all objects share',
    javascript: () =>
      `Object.prototype.passed = true; Object.prototype.value = 3; Array.prototype.every = () => true;\nfunction add() { return {}; }`,
    python: () =>
      `import builtins\nbuiltins.len = lambda x: 3\nclass Same:\n    def __eq__(self, other): return True\ndef add(a, b): return Same()`,
    says: /Call 1 gave \{\}, not 3|Call 1 threw: no JSON/,
  },
  {
    name: 'a regular expression that backtracks without end',
    javascript: () => `const add = () => /^(a+)+$/.test('a'.repeat(40) + 'b');`,
    python: () => `import re\ndef add(a, b): return bool(re.match(r'^(a+)+$', 'a' * 40 + 'b'))`,
    says: /It took more than 1 s\./,
  },
];

for (const [language, has] of [
  ['javascript', hasNode],
  ['python', hasPython],
] as const)
  describe.skipIf(!has)(`hostile answers in ${language}${unlessIsolated(has, language)}`, () => {
    it.each(attacks.map((attack) => [attack.name, attack] as const))('%s', async (_, attack) => {
      const answer = attack[language]();
      const said = await scoreWith(code, {
        answer,
        expected: add,
        options: { language, ...limits, timeoutSeconds: secondsFor(attack) },
        services,
      });
      expect(said.value).toBe(0);
      expect(said.explanation).toMatch(attack.says);
      expect(JSON.stringify(said)).not.toContain('canary');
    });
    it('left nothing behind', async () => {
      expect(reached).toBe(0);
      expect(existsSync('/usr/assay-was-here')).toBe(false);
      expect(readFileSync(secret, 'utf8')).toBe('canary-4711');
      expect(Object.keys(Object.prototype)).toEqual([]);
      const sleepers = readdirSync('/proc').filter((pid) => {
        try {
          return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('77.62');
        } catch {
          return false;
        }
      });
      expect(sleepers).toEqual([]);
      const right = language === 'python' ? 'def add(a, b): return a + b' : 'const add = (a, b) => a + b;';
      const said = await scoreWith(code, { answer: right, expected: add, options: { language }, services });
      expect(said.value).toBe(1);
    });
  });
