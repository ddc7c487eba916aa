import { existsSync } from 'node:fs';
import { once } from 'node:events';
import { getPriority } from 'node:os';
import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';

const source = `
  import { readlinkSync } from 'node:fs';
  import { getPriority } from 'node:os';
  import { parentPort } from 'node:worker_threads';
  const { giveWay } = await import(${JSON.stringify(new URL('./give-way.ts', import.meta.url).href)});
  const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1));
  const before = getPriority(thread);
  giveWay();
  parentPort.postMessage({ before, after: getPriority(thread) });
`;

it.skipIf(!existsSync('/proc/thread-self'))('makes its own thread nicer and no other', async () => {
  const ours = getPriority();
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(source)}`), { execArgv: [] });
  const [seen] = (await once(worker, 'message')) as [{ before: number; after: number }];
  expect(seen.after).toBe(Math.min(19, Math.max(10, seen.before)));
  expect(getPriority()).toBe(ours);
  await worker.terminate();
});
