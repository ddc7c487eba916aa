import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it, vi } from 'vitest';
import { isAlive, nodePath, nodeVersion, ownPid, withoutWarning } from './own-process.ts';

it('tells a living process from one that has ended, and is itself never another', async () => {
  const child = spawn(nodePath, ['-e', 'setInterval(() => {}, 1000)']);
  const pid = child.pid as number;
  expect(isAlive(pid)).toBe(true);
  child.kill();
  await once(child, 'exit');
  expect(isAlive(pid)).toBe(false);
  expect(isAlive(ownPid)).toBe(false);
});

it('names the node that runs it', async () => {
  const child = spawn(nodePath, ['-p', 'process.versions.node']);
  const chunks: string[] = [];
  child.stdout.on('data', (chunk: Buffer) => void chunks.push(String(chunk)));
  await once(child, 'close');
  expect(chunks.join('').trim()).toBe(nodeVersion);
});

it('keeps back the one warning, passes on the others, and warns as before afterwards, after a failure too', async () => {
  const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
  const before = process.emitWarning;
  const failing = withoutWarning('Soup is experimental', async () => {
    process.emitWarning('Soup is experimental and might change');
    process.emitWarning('Salad is deprecated');
    throw new Error('no soup');
  });
  await expect(failing).rejects.toThrow('no soup');
  expect(warn.mock.calls).toEqual([['Salad is deprecated']]);
  expect(process.emitWarning).toBe(before);
  warn.mockRestore();
});
