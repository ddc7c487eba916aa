import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { madeUp } from '../../../test/made-up/made-up-run.ts';
import type { TotalsStore } from '../../contract/result-store.ts';
import type { Attempt } from '../../contract/attempt.ts';
import type { Sample } from '../../contract/sample.ts';
import type { Suite } from '../../contract/suite.ts';
import { sampleIdOf } from '../../samples/sample-of.ts';
import { openStore } from '../../store/open-store.ts';
import { repriceRun } from './reprice-run.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'assay-reprice-'));
const { run, cases, batch } = madeUp({ runId: 'reprice', targets: 2, cases: 30, repeats: 1 });
let store: TotalsStore;
beforeAll(async () => {
  store = await openStore({ dataDir });
  await store.putRun(run, cases);
  await store.insert(batch);
});
afterAll(async () => {
  await store.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function stored(): Promise<Sample[]> {
  const all: Sample[] = [];
  for await (const samples of store.samples(run.run_id)) all.push(...samples);
  return all;
}
const { provider, model } = run.targets[0] as (typeof run.targets)[number];
const options = {
  overrides: { [`${provider}/${model}`]: { input: 1, output: 3, cacheRead: 0.1 } },
  latest: false,
  source: 'prices.yaml',
  atMs: 1,
  journal: null,
};

it('prices the named target anew from stored counts, the newer row counts, and the run says so', async () => {
  const before = await stored();
  const done = await repriceRun(store, run, options);
  const after = await stored();
  expect(after.map((sample) => sample.sample_id)).toEqual(before.map((sample) => sample.sample_id));
  const named = (sample: Sample) => sample.target_id === run.targets[0]?.id;
  for (const [i, sample] of after.entries()) {
    if (!named(sample)) expect(sample).toEqual(before[i]);
    else if (sample.outcome !== 'ok') expect(sample.cost_nanousd).toBeNull();
    else
      expect(sample).toMatchObject({
        // dollars per million are 1,000 nano-dollars per token
        cost_nanousd: (sample.input_tokens as number) * 1000 + (sample.output_tokens as number) * 3000,
        price_id: 'override:cacheRead=0.1,input=1,output=3',
        quality: before[i]?.quality,
      });
  }
  const sum = (samples: Sample[]) =>
    samples.reduce((nano, { cost_nanousd }) => nano + (cost_nanousd ?? 0), 0);
  expect(done.from_usd).toBeCloseTo(sum(before) / 1e9, 12);
  expect(done.to_usd).toBeCloseTo(sum(after) / 1e9, 12);
  expect(done.samples).toBe(before.filter((sample) => named(sample) && sample.outcome === 'ok').length);

  const again = await store.getRun(run.run_id);
  expect(again?.repriced).toEqual([done]);
  expect(again?.targets[0]?.price).toEqual(options.overrides[`${provider}/${model}`]);
});

it('prices retried attempts from the journal, and leaves those it does not know', async () => {
  const targetId = run.targets[0]?.id ?? '';
  const place = { runId: run.run_id, targetId, caseId: 'c', repeat: 0, isWarmup: false };
  const retried = (attempt: number) => ({
    sample_id: sampleIdOf(place),
    run_id: run.run_id,
    target_id: targetId,
    case_id: 'c',
    repeat: 0,
    attempt,
    started_at_ms: run.started_at_ms,
    outcome: 'error' as const,
    error_class: 'stream_cut' as const,
    http_status: 200,
    error_message: '',
    e2e_ms: null,
    cost_nanousd: 7,
  });
  await store.insert({ samples: [], payloads: [], retried: [retried(0), retried(1)] });
  const tokens = {
    input: 10,
    cacheRead: 0,
    cacheWrite: 0,
    output: 5,
    reasoning: 0,
    inputTotal: 10,
    outputTotal: 5,
  };
  const timestamps = {
    scheduled: 0,
    dispatched: 0,
    sent: 0,
    connected: null,
    headers: 0,
    firstByte: 0,
    closed: 1,
  };
  const { label, parameters, limits } = run.targets[0] as (typeof run.targets)[number];
  const target = { id: targetId, label, provider, model, promptId: 'p', parameters, limits };
  const testCase = { id: 'c', index: 0, variables: {}, tags: [], weight: 1, tools: [], scorers: [] };
  async function* journal() {
    const base = { ...place, attempt: 0, isFinal: false, startedAtMs: run.started_at_ms, tokens, timestamps };
    yield { ...base, outcome: 'error', frames: { at: [], kinds: '' }, answer: null } as unknown as Attempt;
  }
  const suite = {
    targets: [target],
    cases: [testCase],
    prompts: [{ id: 'p', messages: [] }],
  } as unknown as Suite;
  await repriceRun(store, run, { ...options, journal: { suite, attempts: journal() } });
  const rows = (await store.retried(run.run_id)).filter(({ case_id }) => case_id === 'c');
  expect(rows.map(({ attempt, cost_nanousd }) => [attempt, cost_nanousd]).toSorted()).toEqual([
    [0, 10 * 1000 + 5 * 3000],
    [1, 7],
  ]);
});

it('leaves the price of a batch half, and a machine paid by the hour without a price a call', async () => {
  const other = madeUp({ runId: 'reprice-batch', targets: 2, cases: 5, repeats: 1 });
  const [first, second] = other.run.targets.map((target) => ({ ...target, price: null }));
  if (!first || !second) throw new Error('two targets');
  const targets = [
    { ...first, batch: true },
    { ...second, usd_per_hour: 4 },
  ];
  const made = { ...other.run, targets };
  await store.putRun(made, other.cases);
  await store.insert(other.batch);
  const price = { input: 1, output: 3 };
  const overrides = Object.fromEntries(
    targets.map((target) => [`${target.provider}/${target.model}`, price]),
  );
  const kept: unknown[] = [];
  const keep = async (run: unknown, change: unknown) => void kept.push(run, change);
  await repriceRun(store, made, { overrides, latest: false, source: 'x', atMs: 1, journal: null, keep });
  const answered: Sample[] = [];
  for await (const batch of store.samples(made.run_id))
    answered.push(...batch.filter(({ outcome }) => outcome === 'ok'));
  expect(new Set(answered.map(({ target_id }) => target_id)).size).toBe(targets.length);
  for (const sample of answered)
    expect(sample.cost_nanousd).toBe(
      sample.target_id === first.id
        ? ((sample.input_tokens as number) * 1000 + (sample.output_tokens as number) * 3000) / 2
        : null,
    );
  expect(kept[1]).toEqual({ overrides, latest: false });
});

it('changes nothing the second time, and leaves prices of the suite to the suite', async () => {
  const now = (await store.getRun(run.run_id)) ?? run;
  expect(await repriceRun(store, now, options)).toMatchObject({ samples: 0 });
  expect(
    await repriceRun(store, now, { overrides: {}, latest: true, source: '', atMs: 1, journal: null }),
  ).toMatchObject({
    samples: 0,
  });
  expect((await store.getRun(run.run_id))?.repriced).toHaveLength(1);
});
