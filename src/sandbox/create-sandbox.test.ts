import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Program } from '../contract/program.ts';
import { createSandbox } from './create-sandbox.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-sandbox-test-'));
writeFileSync(join(folder, 'data.txt'), 'shown');
writeFileSync(join(folder, 'secret.txt'), 'hidden');
/** Where cells are made: a folder of these tests alone, as other tests make cells at the same time. */
const temporary = mkdtempSync(join(tmpdir(), 'assay-sandbox-cells-'));
const before = process.env['TMPDIR'];
process.env['TMPDIR'] = temporary;
afterAll(() => {
  if (before === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = before;
  for (const path of [folder, temporary]) rmSync(path, { recursive: true, force: true });
});

const searchPath = process.env['PATH'] ?? '';
const sandbox = createSandbox({ folder, nodePath: process.execPath, searchPath });
/** Of time only in the tests that wait for its end: a busy machine needs seconds to start a program. */
const limits = { wallSeconds: 60, memoryMb: 256, outputKb: 32, filesMb: 4, processes: 48 };
const program = (command: string[], more: Partial<Program> = {}): Program => ({
  command,
  files: {},
  readable: [],
  limits,
  ...more,
});
const js = (source: string, more: Partial<Program> = {}) =>
  sandbox.run(program(['node', 'main.cjs'], { files: { 'main.cjs': source }, ...more }), '');

const fault =
  platform() === 'linux'
    ? await sandbox.run(program(['true']), '').then(
        () => null,
        (error: Error) => error.message,
      )
    : 'not Linux';

describe.skipIf(fault !== null)(
  `programs in a sandbox${fault === null ? '' : ` (skipped: ${fault})`}`,
  () => {
    it('run with their files and input', async () => {
      const result = await sandbox.run(
        program(['node', 'src/main.mjs'], {
          files: {
            'src/main.mjs': `import { text } from 'node:stream/consumers'; import { name } from './name.mjs'; console.log(name + await text(process.stdin)); console.error('e'); process.exitCode = 3;`,
            'src/name.mjs': `export const name = 'in: ';`,
          },
        }),
        'hello',
      );
      expect(result).toMatchObject({ end: 'exit', exitCode: 3, stdout: 'in: hello\n', stderr: 'e\n' });
    });

    it('see no secrets, no files but theirs and what they were shown, and write nowhere else', async () => {
      process.env['ASSAY_TEST_SECRET'] = 'canary-4711';
      const source = `
      const fs = require('node:fs');
      const tries = { env: () => JSON.stringify(process.env), passwd: () => fs.readFileSync('/etc/passwd', 'utf8'),
        secret: () => fs.readFileSync(${JSON.stringify(join(folder, 'secret.txt'))}, 'utf8'),
        data: () => fs.readFileSync(${JSON.stringify(join(folder, 'data.txt'))}, 'utf8'),
        home: () => fs.readdirSync('/root').join() + fs.readdirSync('/home').join(),
        write: () => { fs.writeFileSync('/usr/x', ''); return 'wrote'; },
        overwrite: () => { fs.writeFileSync(${JSON.stringify(join(folder, 'data.txt'))}, ''); return 'wrote'; },
        processes: () => String(fs.readdirSync('/proc').filter((name) => /^\\d+$/.test(name)).length < 9),
        own: () => { fs.writeFileSync('note', 'mine'); return fs.readFileSync('note', 'utf8'); } };
      for (const [name, attempt] of Object.entries(tries)) { let said; try { said = attempt(); } catch (error) { said = error.code; } console.log(name + ': ' + said); }`;
      const { stdout } = await js(source, { readable: ['data.txt'] });
      delete process.env['ASSAY_TEST_SECRET'];
      expect(stdout).not.toContain('canary');
      expect(stdout).toMatch(
        /passwd: ENOENT\nsecret: ENOENT\ndata: shown\nhome: ENOENT\nwrite: (?:EROFS|EACCES)/,
      );
      expect(stdout).toMatch(/overwrite: (?:EROFS|EACCES)\nprocesses: true\nown: mine/);
    });

    it('reach no network, not even this machine', async () => {
      const server = createServer((_request, response) => response.end('reached'));
      await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening));
      const { port } = server.address() as AddressInfo;
      const { stdout } = await js(
        `fetch('http://127.0.0.1:${port}').then((r) => r.text(), (e) => e.cause.code).then(console.log);`,
      );
      server.close();
      expect(stdout.trim()).toMatch(/^(?:ECONNREFUSED|ENETUNREACH)$/);
    });

    it('end when their time is up, whatever they do', async () => {
      expect(await js('for (;;);', { limits: { ...limits, wallSeconds: 1 } })).toMatchObject({
        end: 'time',
        exitCode: null,
      });
      const deaf = `trap '' TERM INT HUP; while true; do sleep 1; done`;
      const result = await sandbox.run(
        program(['sh', '-c', deaf], { limits: { ...limits, wallSeconds: 1 } }),
        '',
      );
      expect(result).toMatchObject({ end: 'time' });
      expect(result.wallMs).toBeGreaterThanOrEqual(1000);
    });

    it('end when they take too much memory or print too much', async () => {
      expect((await js('const a = []; for (;;) a.push(Buffer.alloc(1e6, 1));')).end).toBe('memory');
      const flood = await js(`for (;;) process.stdout.write('x'.repeat(10_000));`);
      expect(flood.end).toBe('output');
      expect(flood.stdout.length).toBe(32 * 1024);
    });

    it('fill no disk', async () => {
      const result = await js(
        `const fs = require('node:fs'); try { for (let i = 0; ; i++) fs.writeFileSync('f' + i, Buffer.alloc(1e6)); } catch (error) { console.log(error.code); }`,
      );
      expect(result.stdout).toBe('ENOSPC\n');
    });

    it('leave no process behind, forks without end among them', async () => {
      const bomb = `f() { f | f & }; f; sleep 60 & sleep 77.31`;
      const result = await sandbox.run(
        program(['sh', '-c', bomb], { limits: { ...limits, wallSeconds: 1 } }),
        '',
      );
      expect(['time', 'memory', 'exit', 'signal', 'output']).toContain(result.end);
      const others = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && isSleeper(name));
      expect(others).toEqual([]);
      expect((await js(`console.log('well')`)).stdout).toBe('well\n');
    });

    it('may stay, answer line by line, and be replaced when one costs them their life', async () => {
      const source = `require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
      if (line === 'hang') for (;;); if (line === 'die') { console.error('ouch'); process.exit(1); } console.log(line.toUpperCase()); });`;
      const open = (wallSeconds: number) =>
        sandbox.open(
          program(['node', 'main.cjs'], {
            files: { 'main.cjs': source },
            limits: { ...limits, wallSeconds },
          }),
        );
      const lines = open(60);
      expect(await Promise.all(['a', 'b'].map((line) => lines.ask(line)))).toEqual(['A', 'B']);
      await expect(lines.ask('die')).rejects.toThrow('it ended before it responded: ouch');
      expect(await lines.ask('c')).toBe('C');
      await lines.close();
      const hasty = open(1);
      await expect(hasty.ask('hang')).rejects.toThrow('more than 1 s');
      await expect(hasty.ask('hang')).rejects.toThrow('more than 1 s');
      await hasty.close();
    });

    it('leave nothing in the temporary folder', async () => {
      await js('');
      const left = readdirSync(temporary).filter((name) => name.startsWith('assay-cell-'));
      expect(left.filter((name) => existsSync(join(temporary, name, 'files', 'main.cjs')))).toEqual([]);
    });
  },
);

function isSleeper(pid: string): boolean {
  try {
    return readFileSync(join('/proc', pid, 'cmdline'), 'utf8').includes('77.31');
  } catch {
    return false;
  }
}

describe('what cannot be run', () => {
  it('is refused with what to install', async () => {
    const bare = createSandbox({ folder, nodePath: process.execPath, searchPath: folder });
    // where the system folders hold the tools, the program is what is missing
    await expect(bare.run(program(['no-such-interpreter']), '')).rejects.toThrow(
      /cannot be sandboxed|no program/,
    );
  });
  it('is a file outside its folder', async () => {
    if (fault !== null) return;
    await expect(js('', { files: { '../../x': '' } })).rejects.toThrow('"../../x"');
    await expect(js('', { readable: ['absent.txt'] })).rejects.toThrow('"absent.txt"');
  });
});
