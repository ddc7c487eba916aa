/** Whole runs in batches: at half the price and without times, stopped, resumed, and asked again where they failed. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { conductRun } from '../src/conduct/conduct-run.ts';
import { newId } from '../src/base/id.ts';
import { continuedHeader } from '../src/app/run/resumed-header.ts';
import { simulationOf } from '../src/app/run/find-simulator.ts';
import { findUnfinished } from '../src/app/run/find-unfinished.ts';
import { assertBatchable } from '../src/app/run/assert-batchable.ts';
import { runHeader } from '../src/app/run/run-header.ts';
import { latencyMetrics } from '../src/contract/measured-fields.ts';
import type { Run } from '../src/contract/run.ts';
import type { Sample } from '../src/contract/sample.ts';
import { createOwnControl } from '../src/control/own-control.ts';
import { createPriceBook } from '../src/measure/price-book.ts';
import { planRun } from '../src/plan/plan-run.ts';
import { openBatches } from '../src/providers/batch/open-batches.ts';
import { openLanes } from '../src/providers/lanes/open-lanes.ts';
import { serveSimulator } from '../src/simulator/serve.ts';
import type { SimulatorHandle, SimulatorOptions } from '../src/simulator/simulator-options.ts';
import { runDirectory } from '../src/journal/run-directory.ts';
import { loadSuite } from '../src/suite/load-suite.ts';

const quick = { ttft: { medianMs: 0 }, pace: { tokensPerSecond: 1e6 }, accuracy: 1, verbosity: 5 };
const price = { input: 1000, output: 2000 };
const profiles = [
  { name: 'chat', ...quick, price },
  { name: 'claude', wire: 'anthropic-messages' as const, ...quick, price },
];

let dataDir: string;
let simulator: SimulatorHandle | null = null;
beforeEach(async () => void (dataDir = await mkdtemp(join(tmpdir(), 'assay-batch-run-'))));
afterEach(async () => {
  await simulator?.close();
  simulator = null;
  await rm(dataDir, { recursive: true });
});

const simulate = async (options: SimulatorOptions = {}) => {
  await simulator?.close();
  simulator = await serveSimulator({ noDelay: true, profiles, ...options });
};

interface Go {
  targets?: object[];
  retryErrors?: boolean;
  budgetUsd?: number;
  /** Stops when a lane is in this state. */
  stopAt?: string;
}

const batched = ['chat', 'claude'].map((name) => ({
  model: `sim/${name}`,
  batch: true,
  parameters: { maxOutputTokens: 200 },
}));

async function go({ targets = batched, retryErrors = false, budgetUsd, stopAt }: Go = {}) {
  const file = join(dataDir, 'suite.json');
  const cases = Array.from({ length: 4 }, (_, i) => ({ id: `c${i}`, input: `Is ${i} a number?` }));
  const budget = budgetUsd === undefined ? {} : { budget: { usd: budgetUsd } };
  await writeFile(file, JSON.stringify({ name: 'together', targets, cases, warmup: 1, ...budget }));
  const read = await loadSuite(file, { checkScorer: () => undefined });
  const { url, models } = simulator as SimulatorHandle;
  const { suite, simulated } = simulationOf(read, url, models);
  const { unfinished } = await findUnfinished(dataDir, suite, { retryErrors, race: null });
  const runId = unfinished?.before.run.run_id ?? newId();
  const prices = createPriceBook({ at: 0 });
  const plan = planRun(suite, { runId, priceOf: (target) => prices.priceOf(target)?.price ?? null });
  const header = runHeader(plan, prices, { assay_version: '0', command: 'assay' } as Run['provenance'], 1);
  const stop = new AbortController();
  const samples = new Map<string, Sample>();
  const lanes = await openLanes({ targets: suite.targets, env: {}, simulated, threads: 1 });
  const summary = await conductRun({
    plan: unfinished?.plan ?? plan,
    run: unfinished ? continuedHeader(unfinished.before.run, header) : header,
    goes: (unfinished?.before.goes ?? 0) + 1,
    model: lanes,
    batches: await openBatches({ targets: suite.targets, env: {}, simulated }),
    batchPauses: { firstMs: 40, maxMs: 200 },
    prices,
    store: null,
    directory: runDirectory(dataDir, runId),
    pid: 2 ** 30,
    control: createOwnControl((event) => {
      if (event.type === 'sample-end') samples.set(event.sample.sample_id, event.sample);
      if (event.type === 'lane-change' && event.change.state === stopAt) stop.abort();
    }),
    stop: stop.signal,
    kill: new AbortController().signal,
    clockHealth: async () => ({ loopDelayP99Ms: 1, cpuShare: 0.1 }),
  });
  await lanes.close();
  await unfinished?.release();
  return { run: summary.run, summary, samples: [...samples.values()] };
}

describe('a run in batches', () => {
  it('has answers, tokens and half the cost, and no times', async () => {
    await simulate();
    const { run, summary, samples } = await go();
    expect(run.status).toBe('done');
    expect(run.targets.map(({ label, batch, planned }) => [label, batch, planned])).toEqual([
      ['sim/chat (batch)', true, 4],
      ['sim/claude (batch)', true, 4],
    ]);
    expect(samples).toHaveLength(8);
    for (const sample of samples) {
      expect(sample).toMatchObject({ outcome: 'ok', is_warmup: false, usage_source: 'provider' });
      for (const metric of latencyMetrics) expect(sample[metric], metric).toBeNull();
      const { input_tokens, output_tokens, reasoning_tokens } = sample;
      const tokens = (output_tokens ?? Number.NaN) + (reasoning_tokens ?? 0);
      expect(sample.cost_nanousd).toBe((input_tokens ?? Number.NaN) * 500_000 + tokens * 1_000_000);
    }
    expect(summary.targets.map(({ n }) => n)).toEqual([4, 4]);
  });

  it('goes beside targets that are asked one by one', async () => {
    await simulate();
    const { samples } = await go({ targets: [batched[0] as object, { model: 'sim/chat' }] });
    const single = samples.filter(({ e2e_ms }) => e2e_ms !== null);
    expect([samples.length - single.length, single.filter(({ is_warmup }) => !is_warmup).length]).toEqual([
      4, 4,
    ]);
  });

  it('is partial once stopped, and the same command makes what was cancelled', async () => {
    await simulate({ batch: { seconds: 60 } });
    const first = await go({ stopAt: 'batch' });
    expect(first.run.status).toBe('partial');
    expect(first.samples).toEqual([]);
    await simulate();
    const second = await go();
    expect([second.run.run_id, second.run.status]).toEqual([first.run.run_id, 'done']);
    expect(second.samples).toHaveLength(8);
    expect(second.samples.every(({ attempts }) => attempts === 2)).toBe(true);
  });

  it('asks again what expired, when errors are to be asked again', async () => {
    await simulate({ batch: { seconds: 0, reached: 0.5 } });
    const first = await go();
    const late = first.samples.filter(({ error_class }) => error_class === 'timeout');
    expect([first.run.status, late.length]).toEqual(['done', 4]);
    expect(late.every(({ cost_nanousd, e2e_ms }) => cost_nanousd === 0 && e2e_ms === null)).toBe(true);
    await simulate();
    const second = await go({ retryErrors: true });
    expect(second.run.run_id).toBe(first.run.run_id);
    expect(second.samples.map(({ outcome }) => outcome)).toEqual(Array(8).fill('ok'));
  });

  it('hands over no more than the cap pays for', async () => {
    await simulate();
    const { run, samples } = await go({ budgetUsd: 0.5 });
    expect(run.status).toBe('partial');
    expect(run.stopped).toMatch(/^Stopped by budget/);
    const spent = samples.reduce((sum, { cost_nanousd }) => sum + (cost_nanousd ?? Number.NaN), 0);
    expect(samples.length).toBeGreaterThan(0);
    expect(spent).toBeLessThanOrEqual(0.5e9);
    const cases = (target?: string) =>
      samples.flatMap((sample) => (sample.target_id === target ? [sample.case_id] : [])).toSorted();
    expect(cases(run.targets[0]?.id)).toEqual(cases(run.targets[1]?.id));
  });
});

it('says beforehand what no batch goes with', async () => {
  const target = { batch: true, provider: 'openai', label: 'x' };
  const suite = (cases: object[], targets: object[] = [target]) => ({ targets, cases }) as never;
  expect(() => assertBatchable(suite([]), { '--race': true })).toThrow('a batch does not go with --race');
  expect(() => assertBatchable(suite([], [{ ...target, provider: 'groq' }]), {})).toThrow(
    /batches of groq are not supported/,
  );
  const talk = { id: 'talk', turns: [{ role: 'user', content: 'And?' }], tools: [] };
  expect(() => assertBatchable(suite([talk]), {})).toThrow(/"talk" is a conversation/);
  expect(() => assertBatchable(suite([talk], [{ ...target, batch: false }]), {})).not.toThrow();
});
