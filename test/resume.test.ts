/** The same command again: only what is missing is asked, whatever ended the run before, and nothing is there twice. */
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { conductRun } from '../src/conduct/conduct-run.ts';
import { newId } from '../src/base/id.ts';
import { continuedHeader } from '../src/app/run/resumed-header.ts';
import { findUnfinished } from '../src/app/run/find-unfinished.ts';
import { ownKeeper } from '../src/app/stored/run-keeper.ts';
import { repriceRun } from '../src/app/stored/reprice-run.ts';
import { runHeader } from '../src/app/run/run-header.ts';
import type { CallResult } from '../src/contract/attempt.ts';
import type { Model } from '../src/contract/model.ts';
import type { RunSummary } from '../src/contract/analysis.ts';
import type { Run } from '../src/contract/run.ts';
import type { Sample } from '../src/contract/sample.ts';
import type { Price } from '../src/contract/suite.ts';
import { createOwnControl } from '../src/control/own-control.ts';
import { createPriceBook } from '../src/measure/price-book.ts';
import { planRun } from '../src/plan/plan-run.ts';
import { rebuildRun } from '../src/conduct/recover.ts';
import { FileLedger } from '../src/spend/file-ledger.ts';
import { allRuns, loadRunFile, runDirectory, type RunDirectory } from '../src/journal/run-directory.ts';
import { openStore } from '../src/store/open-store.ts';
import { loadSuite } from '../src/suite/load-suite.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'assay-resume-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

const answer: CallResult = {
  outcome: 'ok',
  timestamps: { scheduled: 0, dispatched: 1, sent: 2, connected: null, headers: 3, firstByte: 3, closed: 30 },
  frames: { at: [10, 20], kinds: 'tt' },
  answer: { text: 'yes', reasoning: '', toolCalls: [], finishReason: 'stop' },
  tokens: { input: 10, cacheRead: 0, cacheWrite: 0, output: 5, reasoning: 0, inputTotal: 10, outputTotal: 5 },
  rawUsage: null,
  responseModel: 'm',
  responseId: 'r',
  httpStatus: 200,
  failure: null,
};
const failed: CallResult = {
  ...answer,
  outcome: 'error',
  answer: null,
  tokens: null,
  frames: { at: [], kinds: '' },
  failure: { class: 'http_4xx', message: 'no', httpStatus: 418, retryAfterMs: null },
};

interface Go {
  targets?: string[];
  repeats?: number;
  retryErrors?: boolean;
  cases?: number;
  /** Stops after so many calls. */
  most?: number;
  fails?: boolean;
  /** What fails has used tokens all the same. */
  failuresCost?: boolean;
  budgetUsd?: number;
}

interface Gone {
  summary: RunSummary;
  note: string | null;
  /** `target case` of every call. */
  asked: string[];
  samples: Sample[];
}

const provenance = { assay_version: '0', command: 'assay' } as Run['provenance'];

async function go({ targets = ['a', 'b'], repeats = 1, cases = 6, ...how }: Go = {}): Promise<Gone> {
  const file = join(dataDir, 'suite.json');
  const price = { input: 1, output: 2 };
  const suiteFile = {
    name: 'again',
    targets: targets.map((name) => ({ model: `sim/${name}`, price, parameters: { maxOutputTokens: 10 } })),
    cases: Array.from({ length: cases }, (_, i) => ({ id: `c${i}`, input: `Is ${i} a number?` })),
    repeats,
    limits: { concurrency: 1 },
    ...(how.budgetUsd !== undefined && { budget: { usd: how.budgetUsd } }),
  };
  await writeFile(file, JSON.stringify(suiteFile));
  const suite = await loadSuite(file, { checkScorer: () => undefined });
  const { unfinished, note } = await findUnfinished(dataDir, suite, {
    retryErrors: how.retryErrors === true,
    race: null,
  });
  const runId = unfinished?.before.run.run_id ?? newId();
  const prices = createPriceBook({ at: 0 });
  const plan = planRun(suite, { runId, priceOf: () => null });
  const header = runHeader(plan, prices, provenance, Date.now());
  const stop = new AbortController();
  const asked: string[] = [];
  const samples = new Map<string, Sample>();
  const model: Model = {
    async call({ target, messages }) {
      asked.push(`${target.model} ${JSON.stringify(messages)}`);
      if (asked.length === how.most) stop.abort();
      const failure = how.failuresCost ? { ...failed, tokens: answer.tokens } : failed;
      return how.fails && asked.length % 2 === 0 ? failure : answer;
    },
  };
  const summary = await conductRun({
    plan: unfinished?.plan ?? plan,
    run: unfinished ? continuedHeader(unfinished.before.run, header) : header,
    goes: (unfinished?.before.goes ?? 0) + 1,
    ...(unfinished?.before.repricings && { repricings: unfinished.before.repricings }),
    model,
    prices,
    store: null,
    ledger: new FileLedger({
      path: join(dataDir, 'ledger.db'),
      holder: newId(),
      pid: 1,
      isAlive: () => true,
    }),
    directory: runDirectory(dataDir, runId),
    pid: 2 ** 30,
    control: createOwnControl(
      (event) => event.type === 'sample-end' && samples.set(event.sample.sample_id, event.sample),
    ),
    stop: stop.signal,
    kill: new AbortController().signal,
    clockHealth: async () => ({ loopDelayP99Ms: 1, cpuShare: 0.1 }),
  });
  await unfinished?.release();
  return { summary, note, asked, samples: [...samples.values()] };
}

/** Gives a model another price, as the command does. */
async function reprice(directory: RunDirectory, price: Price, model = 'sim/a'): Promise<void> {
  const store = await openStore({ dataDir });
  const keeper = ownKeeper({ dataDir, notify: () => undefined }, directory.runId);
  const run = await rebuildRun(directory, await loadRunFile(directory), store);
  await repriceRun(store, run, {
    overrides: { [model]: price },
    latest: false,
    source: 'prices.yaml',
    atMs: 1,
    journal: await keeper.journal(),
    keep: keeper.keepHeader,
  });
  await store.close();
}

const runs = async () => (await allRuns(dataDir)).length;

describe('the same command again', () => {
  it('goes on after a stop, and begins anew once the run is complete', async () => {
    const first = await go({ most: 5 });
    expect(first.summary.run.status).toBe('partial');
    const second = await go();
    expect(second.note).toMatch(/^Resuming run .*: 5 of 12 samples are kept, 7 are asked for now\. --fresh/);
    expect(second.asked).toHaveLength(7);
    expect(new Set([...first.asked, ...second.asked]).size).toBe(12);
    expect(second.samples).toHaveLength(12);
    expect(second.summary.run).toMatchObject({
      status: 'done',
      run_id: first.summary.run.run_id,
      planned: 12,
    });
    expect(second.summary.run.continued_at_ms).toHaveLength(1);
    expect(second.summary.targets.map(({ n }) => n)).toEqual([6, 6]);
    const third = await go();
    expect([third.note, third.asked.length, await runs()]).toEqual([null, 12, 2]);
  });

  it('adds targets and repeats to a complete run', async () => {
    await go({ targets: ['a'] });
    const wider = await go({ targets: ['a', 'b'] });
    expect(wider.asked).toHaveLength(6);
    const deeper = await go({ targets: ['b', 'c'], repeats: 2 });
    expect(deeper.asked).toHaveLength(18);
    expect(deeper.summary.targets.map(({ target, n, planned }) => [target.model, n, planned])).toEqual([
      ['b', 12, 12],
      ['c', 12, 12],
      ['a', 6, 6],
    ]);
    expect(await runs()).toBe(1);
    expect((await go({ targets: ['d'] })).note).toBeNull();
  });

  it('does not mix in a suite that has changed, and says so', async () => {
    await go({ most: 3 });
    const changed = await go({ cases: 7 });
    expect(changed.note).toMatch(/suite has changed since run .* not complete: this is a new run/);
    expect(changed.asked).toHaveLength(14);
  });

  it('asks again what got no answer when told to, and counts it once', async () => {
    const first = await go({ fails: true });
    const errors = first.summary.targets.map(({ outcomes }) => outcomes.error ?? 0);
    expect(errors.reduce((a, b) => a + b)).toBe(6);
    const again = await go({ retryErrors: true });
    expect(again.asked).toHaveLength(6);
    expect(again.summary.targets.map(({ outcomes, n }) => [outcomes.ok, n])).toEqual([
      [6, 6],
      [6, 6],
    ]);
    expect(again.summary.targets.map(({ retries }) => retries)).toEqual(errors);
    const ids = (samples: Sample[]) => samples.map(({ sample_id }) => sample_id).toSorted();
    expect(ids(again.samples)).toEqual(ids(first.samples));
    expect(again.samples.filter(({ attempts }) => attempts === 2)).toHaveLength(6);
  });

  it('goes on under the same cap: what was spent before counts', async () => {
    const first = await go({ budgetUsd: 0.0003 });
    expect(first.summary.run.status).toBe('partial');
    const [a, b] = first.summary.targets;
    expect([a?.n, (a?.n ?? 0) > 0, (a?.n ?? 9) < 6]).toEqual([b?.n, true, true]);
    const same = await go({ budgetUsd: 0.0003 });
    expect(same.asked.length).toBeLessThanOrEqual(2);
    const more = await go({ budgetUsd: 1 });
    expect(more.summary.run.status).toBe('done');
    expect(more.samples).toHaveLength(12);
    expect(await runs()).toBe(1);
  });

  it('goes on after a crash: an attempt that was not settled is followed by the next number', async () => {
    const first = await go({ most: 4 });
    const [directory] = await allRuns(dataDir);
    const path = directory?.journalPath as string;
    const lines = (await readFile(path, 'utf8')).trim().split('\n');
    const cut = { ...JSON.parse(lines[3] as string), isFinal: false };
    await writeFile(path, `${[...lines.slice(0, 3), JSON.stringify(cut)].join('\n')}\n`);
    await appendFile(path, '{"runId":"half a li');
    const second = await go();
    expect([first.asked.length, second.asked.length]).toEqual([4, 9]);
    expect(second.samples.filter(({ attempts }) => attempts === 2)).toHaveLength(1);
    expect(second.summary.run.status).toBe('done');
  });
});

describe('rebuild', () => {
  it('gives the same run after the store was wiped, also one that was made in several goes', async () => {
    await go({ fails: true, most: 5 });
    const { summary, samples } = await go({ retryErrors: true });
    const [directory] = await allRuns(dataDir);
    if (!directory) throw new Error('no run');
    for (let wipe = 0; wipe < 2; wipe++) {
      const store = await openStore({ dataDir });
      await rebuildRun(directory, await loadRunFile(directory), store);
      expect(await store.getRun('latest')).toEqual(JSON.parse(JSON.stringify(summary.run)));
      const stored: Sample[] = [];
      for await (const batch of store.samples(directory.runId)) stored.push(...batch);
      const byId = (x: Sample, y: Sample) => x.sample_id.localeCompare(y.sample_id);
      expect(stored.toSorted(byId)).toEqual(samples.toSorted(byId));
      expect(await store.retried(directory.runId)).toHaveLength(2);
      await store.close();
      await rm(join(dataDir, 'clickhouse'), { recursive: true });
    }
  });

  it('keeps prices that were given later, also for what is asked after that', async () => {
    await go({ fails: true, most: 5 });
    const [directory] = await allRuns(dataDir);
    if (!directory) throw new Error('no run');
    for (const dollars of [1, 100]) await reprice(directory, { input: dollars, output: dollars });
    const { samples, summary } = await go({ retryErrors: true });
    expect(summary.run.repriced).toHaveLength(2);
    const priceOf = new Map(samples.map(({ request_model: name, price_id: id }) => [name, id]));
    expect(priceOf.get('a')).toBe('override:input=100,output=100');
    expect(priceOf.get('b')).toBe('suite:input=1,output=2');
    await rm(join(dataDir, 'clickhouse'), { recursive: true, force: true });
    const store = await openStore({ dataDir });
    await rebuildRun(directory, await loadRunFile(directory), store);
    const again: Sample[] = [];
    for await (const batch of store.samples(directory.runId)) again.push(...batch);
    const byId = (x: Sample, y: Sample) => x.sample_id.localeCompare(y.sample_id);
    expect(again.toSorted(byId)).toEqual(samples.toSorted(byId));
    await store.close();
  });

  it('gives retried attempts the cost that they had, also those of calls made in an earlier session', async () => {
    await go({ fails: true, failuresCost: true, most: 5 });
    await go({ retryErrors: true });
    const [directory] = await allRuns(dataDir);
    if (!directory) throw new Error('no run');
    await reprice(directory, { input: 100, output: 100 }, 'sim/b');
    const costs = async () => {
      const store = await openStore({ dataDir });
      const retried = await store.retried(directory.runId);
      await store.close();
      return retried.map(({ cost_nanousd }) => cost_nanousd);
    };
    const repriced = await costs();
    // 10 tokens in, 5 out; dollars per million are 1,000 nano-dollars per token
    expect(repriced).toEqual([15 * 100_000, 15 * 100_000]);
    await rm(join(dataDir, 'clickhouse'), { recursive: true });
    const store = await openStore({ dataDir });
    await rebuildRun(directory, await loadRunFile(directory), store);
    await store.close();
    expect(await costs()).toEqual(repriced);
  });
});
