/** Asks the endpoint named on the command line once and prints what was measured: a process of its own, so that it reads its certificates anew. */
import process from 'node:process';
import { nowMs } from '../../src/base/clock.ts';
import type { Target } from '../../src/contract/suite.ts';
import { measure } from '../../src/measure/measure.ts';
import { createPriceBook } from '../../src/measure/price-book.ts';
import { openLanes } from '../../src/providers/lanes/open-lanes.ts';

const target: Target = {
  id: 't',
  label: 't',
  provider: 'compatible',
  model: 'm',
  promptId: 'p',
  parameters: {},
  limits: { concurrency: 1, timeoutMs: 5000, retries: 0 },
  baseUrl: process.argv[2] ?? '',
};
const lanes = await openLanes({ targets: [target], env: {}, threads: 1 });
const ask = async () => {
  const result = await lanes.call({
    target,
    messages: [{ role: 'user', content: 'Hi.' }],
    tools: [],
    timeoutMs: 5000,
    scheduledMs: nowMs(),
    signal: new AbortController().signal,
  });
  const measured = measure({ ...result, startedAtMs: 0 }, target, createPriceBook({ at: 0 }));
  const { outcome, failure, timestamps } = result;
  return { outcome, failure, timestamps, measured };
};
console.log(JSON.stringify([await ask(), await ask()]));
await lanes.close();
