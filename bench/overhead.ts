/**
 * What a run costs beside its calls: calls per second with guard, budget, measuring, scoring, journal and database, against the lanes alone that
 * answer the same calls, by a provider's package and by our own code. Measured and scored but neither guarded nor kept stands between the two.
 * Client, database and simulator have all cores to themselves and use them up, so whatever takes time anywhere takes calls: with a real model,
 * which is waited for, none of it shows. Also how long a line takes to the disk under that load, and whether memory grows with the samples.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { conductRun } from '../src/conduct/conduct-run.ts';
import { createBoard } from '../src/analyze/progress/board.ts';
import { nowMs, wallClockMs } from '../src/base/clock.ts';
import { newId } from '../src/base/id.ts';
import { runHeader } from '../src/app/run/run-header.ts';
import type { CallResult } from '../src/contract/attempt.ts';
import type { EmitRunEvent } from '../src/contract/events.ts';
import type { Model } from '../src/contract/model.ts';
import type { Run } from '../src/contract/run.ts';
import type { Case, Suite, Target } from '../src/contract/suite.ts';
import { createOwnControl } from '../src/control/own-control.ts';
import { createPriceBook } from '../src/measure/price-book.ts';
import { planRun } from '../src/plan/plan-run.ts';
import { openLanes } from '../src/providers/lanes/open-lanes.ts';
import { simulatedEndpoints } from '../src/simulator/simulated-endpoints.ts';
import { startSimulator } from '../src/simulator/start.ts';
import { FileLedger } from '../src/spend/file-ledger.ts';
import type { Guard } from '../src/run/guard/create-guard.ts';
import { openJournal } from '../src/journal/journal.ts';
import { runDirectory } from '../src/journal/run-directory.ts';
import { runPlan } from '../src/run/run-plan.ts';
import { createSampleBuilder } from '../src/samples/sample-builder.ts';
import { openStore } from '../src/store/open-store.ts';
import { quantile } from './support/figures.ts';
import { atOnce } from './support/at-once.ts';
import { temporaryFolder } from './support/temporary.ts';
import { conclude } from './support/verdict.ts';

const concurrency = 64;
const rounds = 3;
const ways = { package: { calls: 10_000 }, native: { calls: 30_000 } };
type Way = keyof typeof ways;
const manySamples = 200_000;
const manyCases = 10_000;
const aim = { share: 0.15, syncMs: 100, growth: 0.1 };
const prices = createPriceBook({ at: wallClockMs() });
const idle = new AbortController().signal;

const scorers = [{ type: 'contains', name: 'contains', weight: 1, threshold: 1, not: false, options: {} }];

function suiteOf(cases: number, at: Pick<Target, 'provider' | 'baseUrl'>, repeats = 1): Suite {
  const made = Array.from({ length: cases }, (_, index): Case => ({
    id: `c${index}`,
    index,
    variables: { input: `What is ${index} plus ${index}?` },
    expected: String(2 * index),
    tags: [],
    weight: 1,
    tools: [],
    // one list for all, as a suite's own scorers are
    scorers,
  }));
  const target = {
    id: 't',
    label: 'at-once',
    ...at,
    model: 'at-once',
    promptId: 'p',
    parameters: { maxOutputTokens: 64 },
    price: { input: 1, output: 2 },
    limits: { concurrency, timeoutMs: 60_000, retries: 2 },
  };
  return {
    name: 'overhead',
    hash: 'overhead',
    prompts: [{ id: 'p', messages: [{ role: 'user', content: '{{input}}' }] }],
    cases: made,
    targets: [target],
    repeats,
    warmup: 0,
    budgetUsd: 1000,
    slo: {},
    seed: 1,
  };
}

const planOf = (suite: Suite) => planRun(suite, { runId: newId(), priceOf: () => null });

/** Everything as `assay run` has it, in this process. */
async function kept(suite: Suite, model: Model, dataDir: string, emit: EmitRunEvent): Promise<number> {
  const store = await openStore({ dataDir });
  const plan = planOf(suite);
  const provenance = { assay_version: '0', command: 'bench' } as Run['provenance'];
  const run = runHeader(plan, prices, provenance, wallClockMs());
  const ledger = new FileLedger({
    path: join(dataDir, 'ledger.db'),
    holder: newId(),
    pid: process.pid,
    isAlive: () => true,
  });
  const from = nowMs();
  await conductRun({
    plan,
    run,
    model,
    prices,
    store,
    ledger,
    directory: runDirectory(dataDir, plan.runId),
    pid: process.pid,
    control: createOwnControl(emit),
    stop: idle,
    kill: idle,
    clockHealth: async () => ({ loopDelayP99Ms: 0, cpuShare: 0 }),
  });
  const ms = nowMs() - from;
  await store.close();
  return (suite.cases.length * suite.repeats * 1000) / ms;
}

const openGate: Guard = {
  gateOf: () => {
    let inFlight = 0;
    const leave = () => void inFlight--;
    return {
      setAside: idle,
      enter: () => (inFlight < concurrency ? (inFlight++, { done: leave, cancel: leave }) : null),
      ended: () => undefined,
    } as never;
  },
  loadGateOf: () => ({}) as never,
  setAside: () => undefined,
};

/** Asked and answered; with `isMeasured` measured and scored too, but neither guarded nor kept. */
async function bare(suite: Suite, model: Model, isMeasured: boolean): Promise<number> {
  const plan = planOf(suite);
  const builder = createSampleBuilder(suite, prices);
  const board = createBoard(runHeader(plan, prices, {} as Run['provenance'], wallClockMs()));
  const from = nowMs();
  const attempts = runPlan(plan, {
    model,
    messagesOf: (call) => builder.messagesOf(plan.runId, call),
    journal: { append: async () => undefined, close: async () => undefined },
    stop: idle,
    kill: idle,
    guard: openGate,
  });
  for await (const { attempt } of attempts) {
    if (!isMeasured) continue;
    const settled = await builder.buildSample(attempt);
    if ('sample' in settled) board.add(settled.sample);
  }
  return (suite.cases.length * 1000) / (nowMs() - from);
}

/** Appends like a run at full speed: how long until a line is on disk. */
async function syncTimes(folder: string): Promise<number[]> {
  const journal = await openJournal(join(folder, 'sync.jsonl'));
  const times: number[] = [];
  const attempt = { ...answered(), runId: newId(), targetId: 't', caseId: 'c', repeat: 0 } as never;
  let left = 5000;
  const take = async () => {
    while (left-- > 0) {
      const from = nowMs();
      await journal.append(attempt);
      times.push(nowMs() - from);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, take));
  await journal.close();
  return times;
}

function answered(): CallResult {
  const now = nowMs();
  return {
    outcome: 'ok',
    timestamps: {
      scheduled: now,
      dispatched: now,
      sent: now,
      connected: null,
      headers: now + 1,
      firstByte: now + 1,
      closed: now + 20,
    },
    frames: { at: Array.from({ length: 16 }, (_, i) => now + 1 + i), kinds: 't'.repeat(16) },
    answer: {
      text: 'The answer is 42, as has been known for some time.',
      reasoning: '',
      toolCalls: [],
      finishReason: 'stop',
    },
    tokens: {
      input: 20,
      cacheRead: 0,
      cacheWrite: 0,
      output: 16,
      reasoning: 0,
      inputTotal: 20,
      outputTotal: 16,
    },
    rawUsage: { prompt_tokens: 20, completion_tokens: 16, total_tokens: 36 },
    responseModel: 'at-once',
    responseId: 'r',
    httpStatus: 200,
    failure: null,
  };
}

const mediansOf = <Kind extends string>(values: Record<Kind, number[]>) =>
  Object.fromEntries(
    Object.entries<number[]>(values).map(([kind, all]) => [kind, quantile(all, 0.5)]),
  ) as Record<Kind, number>;

interface Held {
  /** Of the whole process; the embedded database has most of it. */
  rss_mb: number;
  /** Of our own objects. */
  heap_mb: number;
}

/**
 * Most memory held between 10,000 and 80,000 and between 130,000 and 200,000 samples of one run: garbage waits for its
 * collection through 40,000 samples or more, so both stretches have seen one.
 */
async function memory(): Promise<{ early: Held; late: Held; samples_per_s: number }> {
  const seen: Held[] = [];
  let count = 0;
  const model: Model = {
    call: async () => {
      await new Promise((done) => setImmediate(done));
      return answered();
    },
  };
  const suite = suiteOf(manyCases, { provider: 'sim' }, manySamples / manyCases);
  const rate = await kept(suite, model, temporaryFolder(), (event) => {
    if (event.type !== 'sample-end' || ++count % 500 !== 0) return;
    const { rss, heapUsed } = process.memoryUsage();
    seen.push({ rss_mb: rss / 2 ** 20, heap_mb: heapUsed / 2 ** 20 });
  });
  const around = (from: number, to: number): Held => {
    const part = seen.slice(from / 500, to / 500);
    return {
      rss_mb: Math.max(...part.map(({ rss_mb }) => rss_mb)),
      heap_mb: Math.max(...part.map(({ heap_mb }) => heap_mb)),
    };
  };
  return {
    early: around(10_000, 80_000),
    late: around(130_000, 200_000),
    samples_per_s: Math.round(rate),
  };
}

if (process.argv[2] === 'memory') console.log(JSON.stringify(await memory()));
else {
  const folder = temporaryFolder();
  const simulator = await startSimulator({ noDelay: true, profiles: [atOnce] });
  const simulated = simulatedEndpoints(simulator.url, simulator.models);
  /** Median requests per second, and µs per call of all threads of this process: what a busy machine does not distort. */
  const measuredWay = async (way: Way) => {
    const { calls } = ways[way];
    const at =
      way === 'native' ? { provider: 'sim' } : { provider: 'openai', baseUrl: `${simulator.url}/openai/v1` };
    const suite = suiteOf(calls, at);
    const lanes = await openLanes({
      targets: suite.targets,
      env: { OPENAI_API_KEY: 'simulated' },
      simulated,
    });
    const rates = { bare: [] as number[], measured: [] as number[], kept: [] as number[] };
    const cpu = { bare: [] as number[], measured: [] as number[], kept: [] as number[] };
    const once = async (kind: keyof typeof rates, work: () => Promise<number>) => {
      const before = process.cpuUsage();
      rates[kind].push(await work());
      const { user, system } = process.cpuUsage(before);
      cpu[kind].push((user + system) / calls);
    };
    await bare(suite, lanes, true);
    for (let round = 0; round < rounds; round++) {
      await once('bare', () => bare(suite, lanes, false));
      await once('measured', () => bare(suite, lanes, true));
      await once('kept', () => kept(suite, lanes, mkdtempSync(join(folder, 'data-')), () => undefined));
    }
    await lanes.close();
    const ofRounds = (kind: keyof typeof rates) =>
      rates[kind].map((rate, i) => 1 - rate / (rates.bare[i] as number));
    return {
      requests_per_s: mediansOf(rates),
      overhead_share: quantile(ofRounds('kept'), 0.5),
      measuring_share: quantile(ofRounds('measured'), 0.5),
      cpu_us_per_call: mediansOf(cpu),
      rates,
    };
  };
  const figures = { package: await measuredWay('package'), native: await measuredWay('native') };
  await simulator.close();
  const sync = await syncTimes(folder);
  // as `assay` starts: V8 would else let short-lived garbage grow with the machine
  const flags = ['--max-semi-space-size=2', import.meta.filename, 'memory'];
  const child = spawnSync(process.execPath, flags, { encoding: 'utf8' });
  if (child.status !== 0) throw new Error(child.stderr);
  const held = JSON.parse(child.stdout.trim().split('\n').at(-1) ?? '') as Awaited<ReturnType<typeof memory>>;
  const growth = held.late.rss_mb / held.early.rss_mb - 1;
  const heapGrowth = held.late.heap_mb / held.early.heap_mb - 1;
  const syncMs = quantile(sync, 0.99);
  conclude(
    'overhead',
    {
      package_overhead: figures.package.overhead_share < aim.share,
      native_overhead: figures.native.overhead_share < aim.share,
      sync: syncMs < aim.syncMs,
      memory: growth < aim.growth,
    },
    {
      ...figures,
      sync_ms: { p50: quantile(sync, 0.5), p99: syncMs, max: Math.max(...sync) },
      memory: { ...held, growth, heap_growth: heapGrowth },
      aim,
    },
  );
}
