/** A run as `assay run` carries it out, in this process: journal, guard, budget, measuring and scoring; the database reads the journal later. */
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { runHeader } from '../../../src/app/run/run-header.ts';
import { wallClockMs } from '../../../src/base/clock.ts';
import { newId } from '../../../src/base/id.ts';
import { conductRun } from '../../../src/conduct/conduct-run.ts';
import type { LoadPlan } from '../../../src/contract/load.ts';
import type { Model } from '../../../src/contract/model.ts';
import type { Run } from '../../../src/contract/run.ts';
import type { Suite } from '../../../src/contract/suite.ts';
import { createOwnControl } from '../../../src/control/own-control.ts';
import { runDirectory } from '../../../src/journal/run-directory.ts';
import { createPriceBook } from '../../../src/measure/price-book.ts';
import { underLoad } from '../../../src/plan/load/plan-load.ts';
import { planRun } from '../../../src/plan/plan-run.ts';
import { FileLedger } from '../../../src/spend/file-ledger.ts';
import { temporaryFolder } from '../temporary.ts';

export const prompt = 'Say something.';
/** Pieces of every answer, one a chunk. */
export const chunks = 16;
export const answer = Array.from({ length: chunks }, (_, i) => `w${i}`).join(' ');
const maxCases = 1000;
const folder = temporaryFolder();
const scorers = [{ type: 'contains', name: 'contains', weight: 1, threshold: 1, not: false, options: {} }];

/** `calls`: of each target; `concurrency`: of each at once. Cases are repeated beyond a thousand. */
export function suiteOf(model: string, calls: number, concurrency: number, targets = 1): Suite {
  const cases = Array.from({ length: Math.min(calls, maxCases) }, (_, index) => ({
    id: `c${index}`,
    index,
    variables: { input: prompt },
    expected: 'w15',
    tags: [],
    weight: 1,
    tools: [],
    scorers,
  }));
  const targetOf = (index: number) => ({
    id: `t${index}`,
    label: model,
    provider: 'sim',
    model,
    promptId: 'p',
    parameters: { maxOutputTokens: 64 },
    price: { input: 1, output: 2 },
    limits: { concurrency, timeoutMs: 120_000, retries: 0 },
  });
  return {
    name: 'scale',
    hash: 'scale',
    prompts: [{ id: 'p', messages: [{ role: 'user', content: '{{input}}' }] }],
    cases,
    targets: Array.from({ length: targets }, (_, index) => targetOf(index)),
    repeats: Math.ceil(calls / maxCases),
    warmup: 0,
    budgetUsd: 1000,
    slo: {},
    seed: 1,
  };
}

/** Resolves when all is in the journal; `end` gives up what is in flight. */
export async function carryOut(
  suite: Suite,
  model: Model,
  load: LoadPlan | null,
  end = new AbortController(),
): Promise<void> {
  const prices = createPriceBook({ at: wallClockMs() });
  const whole = planRun(suite, { runId: newId(), priceOf: () => null });
  const plan = load ? underLoad(whole, load, () => null) : whole;
  const dataDir = mkdtempSync(join(folder, 'data-'));
  const provenance = { assay_version: '0', command: 'bench' } as Run['provenance'];
  await conductRun({
    plan,
    run: runHeader(plan, prices, provenance, wallClockMs()),
    model,
    prices,
    store: null,
    ledger: new FileLedger({
      path: join(dataDir, 'ledger.db'),
      holder: newId(),
      pid: process.pid,
      isAlive: () => true,
    }),
    directory: runDirectory(dataDir, plan.runId),
    pid: process.pid,
    control: createOwnControl(() => undefined),
    stop: end.signal,
    kill: end.signal,
    clockHealth: async () => ({ loopDelayP99Ms: 0, cpuShare: 0 }),
  });
}
