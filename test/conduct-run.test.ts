/** A whole run without a network: what is emitted, stored and written to the journal is one and the same, also after a crash. */
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ConductRunOptions } from '../src/conduct/conduct-run-options.ts';
import { conductRun } from '../src/conduct/conduct-run.ts';
import type { Attempt } from '../src/contract/attempt.ts';
import { textOf } from '../src/contract/content-parts.ts';
import type { RunEvent } from '../src/contract/events.ts';
import type { Model } from '../src/contract/model.ts';
import type { SampleBatch } from '../src/contract/sample.ts';
import type { Run } from '../src/contract/run.ts';
import { runHeader } from '../src/app/run/run-header.ts';
import { createOwnControl } from '../src/control/own-control.ts';
import { createPriceBook } from '../src/measure/price-book.ts';
import { planRun } from '../src/plan/plan-run.ts';
import { recoverRuns } from '../src/conduct/recover.ts';
import { openAnswerCache } from '../src/run/cache/answer-cache.ts';
import { cachedModel } from '../src/run/cache/cached-model.ts';
import { runDirectory, unstoredRuns } from '../src/journal/run-directory.ts';
import { sampleIdOf } from '../src/samples/sample-of.ts';
import { prepareScorer } from '../src/score/prepare-scorer.ts';
import { loadSuite } from '../src/suite/load-suite.ts';
import { runSteps } from './crash-points.ts';
import { answeredCall } from './made-up/answered-call.ts';

const suiteText = `
name: sums
targets:
  - { model: sim/right, price: { input: 1, output: 2 } }
  - { model: sim/flaky, limits: { retries: 1 } }
cases: [{ id: a, input: "1+1", expected: 2 }, { id: b, input: "2+2", expected: 4 }, { id: c, input: "3+3", expected: 6 }]
scorers: [numeric]
repeats: 2
warmup: 1
`;

/** `right` answers every sum; `flaky` fails the first time each case is asked, then says 4. */
function model(): Model {
  const asked = new Set<string>();
  return {
    async call({ target, messages }) {
      const text = textOf(messages.at(-1)?.content ?? '');
      if (target.model === 'right') return answeredCall(String(2 * Number(text[0])));
      if (asked.has(text)) return answeredCall('4');
      asked.add(text);
      return {
        ...answeredCall(''),
        outcome: 'error',
        answer: null,
        tokens: null,
        frames: { at: [], kinds: '' },
        failure: { class: 'http_5xx', message: 'oops', httpStatus: 500, retryAfterMs: 0 },
      };
    },
  };
}

function memoryStore() {
  const rows = {
    samples: new Map<string, SampleBatch['samples'][number]>(),
    payloads: new Set<string>(),
    retried: new Set<string>(),
    runs: [] as Run[],
  };
  return {
    rows,
    putRun: async (run: Run) => void rows.runs.push(run),
    insert: async ({ samples, payloads, retried }: SampleBatch) => {
      for (const sample of samples) rows.samples.set(sample.sample_id, sample);
      for (const payload of payloads) rows.payloads.add(payload.sample_id);
      for (const { sample_id, attempt } of retried) rows.retried.add(`${sample_id} ${attempt}`);
    },
  };
}

async function prepare(store: ConductRunOptions['store']) {
  const dataDir = await mkdtemp(join(tmpdir(), 'assay-bench-test-'));
  await writeFile(join(dataDir, 'suite.yaml'), suiteText);
  const suite = await loadSuite(join(dataDir, 'suite.yaml'), {
    checkScorer: (spec) => void prepareScorer(spec),
  });
  const prices = createPriceBook({ at: 0 });
  const plan = planRun(suite, {
    runId: '01900000-0000-7000-8000-000000000000',
    priceOf: (target) => prices.priceOf(target)?.price ?? null,
  });
  const provenance = {
    assay_version: '0',
    node_version: '24',
    platform: 'x',
    cpu: 'x',
    cores: 1,
    git_commit: null,
    git_dirty: null,
    suite_path: null,
    command: 'assay',
  } as Run['provenance'];
  const events: RunEvent[] = [];
  const options: ConductRunOptions = {
    plan,
    run: runHeader(plan, prices, provenance, Date.now()),
    model: model(),
    prices,
    store,
    directory: runDirectory(dataDir, plan.runId),
    pid: 1,
    control: createOwnControl((event) => events.push(event)),
    stop: new AbortController().signal,
    kill: new AbortController().signal,
    clockHealth: async () => ({ loopDelayP99Ms: 1, cpuShare: 0.1 }),
  };
  return { dataDir, options, events, prices };
}

describe('conductRun', () => {
  it('gives the same samples to the reader, the store and the summary', async () => {
    const store = memoryStore();
    const { options, events, dataDir } = await prepare(store);
    const summary = await conductRun(options);
    const told = events.flatMap((event) => (event.type === 'sample-end' ? [event.sample] : []));
    expect(events[0]?.type).toBe('run-start');
    expect(events.at(-1)?.type).toBe('run-end');
    expect([...store.rows.samples.values()].toSorted(byId)).toEqual(told.toSorted(byId));
    expect([...store.rows.payloads].toSorted()).toEqual(told.map((sample) => sample.sample_id).toSorted());
    const [right, flaky] = summary.targets;
    expect([right?.n, right?.correct, right?.retries]).toEqual([6, 6, 0]);
    expect([flaky?.n, flaky?.correct, flaky?.retries]).toEqual([6, 2, 3]);
    expect(right?.cost).toMatchObject({ per_1k_usd: 0.02, n_unknown: 0 });
    expect(flaky?.cost.per_1k_usd).toBeNull();
    expect(summary.run).toMatchObject({ status: 'done', client: { believable: true } });
    expect(told.filter((sample) => sample.is_warmup)).toHaveLength(2);
    expect(await unstoredRuns(dataDir)).toEqual([]);
    await rm(dataDir, { recursive: true });
  });

  it('is neither failed nor cut short by a view that throws, and says that it missed something', async () => {
    const store = memoryStore();
    const { options, dataDir } = await prepare(store);
    const told: RunEvent[] = [];
    options.control = createOwnControl(() => undefined);
    options.control.events.publish = (event) => {
      if (event.type === 'sample-end') throw new Error('the page is gone');
      told.push(event as RunEvent);
    };
    const { run } = await conductRun(options);
    expect(run.status).toBe('done');
    expect(store.rows.samples.size).toBe(14);
    expect(told).toContainEqual(
      expect.objectContaining({
        type: 'run-trouble',
        message: expect.stringContaining('the live view missed some events (the page is gone)') as string,
      }),
    );
    expect(told.at(-1)?.type).toBe('run-end');
    await rm(dataDir, { recursive: true });
  });

  it('waits for no store: what it is too slow for it gets in the end, from the journal', async () => {
    const store = memoryStore();
    const answered = Promise.withResolvers<void>();
    const slow = {
      ...store,
      async insert(batch: SampleBatch) {
        await answered.promise;
        await store.insert(batch);
      },
    };
    const { options, dataDir } = await prepare(slow);
    let calls = 0;
    const { call } = options.model;
    options.model = {
      async call(request) {
        // the store answers only when all is asked: a run that waited for it would never end
        if (++calls === 17) answered.resolve();
        return call(request);
      },
    };
    options.storeBacklog = 2;
    const { run } = await conductRun(options);
    expect(run.status).toBe('done');
    expect(store.rows.samples.size).toBe(14);
    expect(store.rows.payloads.size).toBe(14);
    expect(store.rows.retried.size).toBe(3);
    expect(await unstoredRuns(dataDir)).toEqual([]);
    await rm(dataDir, { recursive: true });
  });

  it('stores a run from its journal alone just as it would have been stored', async () => {
    const direct = memoryStore();
    const first = await prepare(direct);
    await conductRun(first.options);
    const later = memoryStore();
    const second = await prepare(null);
    await conductRun(second.options);
    const { runs } = await recoverRuns(second.dataDir, later, { isAlive: () => false });
    expect(runs.map((run) => run.status)).toEqual(['done']);
    const plain = (rows: typeof direct.rows) =>
      [...rows.samples.values()].map((sample) => ({ ...sample, started_at_ms: 0 })).toSorted(byId);
    expect(plain(later.rows)).toEqual(plain(direct.rows));
    expect(later.rows.retried).toEqual(direct.rows.retried);
    expect((await recoverRuns(second.dataDir, later, { isAlive: () => false })).runs).toEqual([]);
  });

  it('keeps every whole line of a journal whose process died, and calls the run partial', async () => {
    const { options, dataDir } = await prepare(null);
    await conductRun(options);
    const { journalPath, path } = options.directory;
    const lines = (await readFile(journalPath, 'utf8')).trim().split('\n');
    const kept = lines.slice(0, 7);
    await writeFile(journalPath, `${kept.join('\n')}\n`);
    await appendFile(journalPath, (lines[7] as string).slice(0, 100));
    const file = JSON.parse(await readFile(join(path, 'plan.json'), 'utf8'));
    await writeFile(join(path, 'plan.json'), JSON.stringify({ ...file, run: options.run }));

    const store = memoryStore();
    expect((await recoverRuns(dataDir, store, { isAlive: () => true })).runs).toEqual([]);
    const {
      runs: [run],
    } = await recoverRuns(dataDir, store, { isAlive: () => false });
    expect(run?.status).toBe('partial');
    const final = kept.filter((line) => (JSON.parse(line) as { isFinal: boolean }).isFinal);
    expect(store.rows.samples.size).toBe(final.length);
    expect(store.rows.samples.size + store.rows.retried.size).toBe(7);
  });

  it('ends well when rows could not be stored, says so, and leaves the run to be recovered', async () => {
    const broken = { ...memoryStore(), insert: async () => Promise.reject(new Error('disk full')) };
    const { options, dataDir, events } = await prepare(broken);
    const { run } = await conductRun({ ...options, storePatienceMs: 0 });
    expect(run.status).toBe('done');
    const told = events.flatMap((event) => (event.type === 'run-trouble' ? [event.message] : []));
    expect(told.at(-1)).toMatch(/database cannot be written \(disk full\)\. Nothing is lost/);
    const store = memoryStore();
    await recoverRuns(dataDir, store, { isAlive: () => false });
    expect(store.rows.samples.size).toBe(14);
  });

  it('marks answers from the cache: no times, nothing paid, and the cost of the calls that gave them', async () => {
    const { options, dataDir } = await prepare(null);
    const cache = openAnswerCache(join(dataDir, 'cache'));
    await conductRun({ ...options, model: cachedModel(options.model, cache) });
    const again = await prepare(memoryStore());
    const { targets, run } = await conductRun({
      ...again.options,
      model: cachedModel(again.options.model, cache),
    });
    expect(run.cached).toEqual({ answers: 12, saved_usd: null });
    const [right] = targets;
    expect(right).toMatchObject({ n: 6, correct: 6, latency: {}, cost: { spent_usd: 0, n_unknown: 0 } });
    expect(right?.cost.per_1k_usd).toBeCloseTo(0.02);
    const cached = again.events.flatMap((event) =>
      event.type === 'sample-end' && !event.sample.is_warmup ? [event.sample] : [],
    );
    expect(
      cached.every(({ usage_source, ttft_ms, e2e_ms, output_tokens }) => {
        return usage_source === 'cached' && ttft_ms === null && e2e_ms === null && output_tokens === 5;
      }),
    ).toBe(true);
    const [first, ...rest] = cached.filter(({ request_model }) => request_model === 'right');
    expect([first?.cost_nanousd, rest.length]).toEqual([20_000, 5]);
  });

  it.each(runSteps)('loses nothing when its process ends at: %s', async (point) => {
    const memory = memoryStore();
    const seen = new Map<string, number>();
    const pass = (step: string) => {
      seen.set(step, (seen.get(step) ?? 0) + 1);
      if (`${step} ${seen.get(step)}` === point) throw new Error('killed');
    };
    const dying = {
      putRun: async (run: Run) => (pass('putRun'), memory.putRun(run)),
      insert: async (batch: SampleBatch) => (pass('insert'), memory.insert(batch)),
    };
    const { options, dataDir, events } = await prepare(dying);
    const control = createOwnControl((event) => {
      events.push(event);
      pass(event.type);
    });
    await conductRun({ ...options, control, storePatienceMs: 0 }).catch(() => undefined);
    await recoverRuns(dataDir, memory, { isAlive: () => false });
    const journaled = new Set<string>();
    const text = await readFile(options.directory.journalPath, 'utf8').catch(() => '');
    for (const line of text.split('\n').filter(Boolean)) {
      const attempt = JSON.parse(line) as Attempt;
      if (attempt.isFinal) journaled.add(sampleIdOf(attempt));
    }
    expect([...memory.rows.samples.keys()].toSorted()).toEqual([...journaled].toSorted());
    for (const event of events)
      if (event.type === 'sample-end') expect(journaled).toContain(event.sample.sample_id);
    expect(await unstoredRuns(dataDir)).toEqual([]);
  });

  it('keeps its order of time when the wall clock is set back while it goes on', async () => {
    const { options, events } = await prepare(null);
    const real = Date.now;
    try {
      const control = createOwnControl((event) => {
        events.push(event);
        if (event.type === 'sample-end') Date.now = () => real() - 3_600_000;
      });
      const { run } = await conductRun({ ...options, control });
      expect(run.ended_at_ms).toBeGreaterThanOrEqual(run.started_at_ms);
      expect((run.ended_at_ms ?? 0) - run.started_at_ms).toBeLessThan(60_000);
      const starts = events.flatMap((event) =>
        event.type === 'sample-end' ? [event.sample.started_at_ms] : [],
      );
      expect(Math.max(...starts) - Math.min(...starts)).toBeLessThan(60_000);
    } finally {
      Date.now = real;
    }
  });

  it('puts a row aside that the store turns away, and keeps all others', async () => {
    const memory = memoryStore();
    let bad = '';
    const picky = {
      ...memory,
      insert: async (batch: SampleBatch) => {
        bad ||= batch.samples[3]?.sample_id ?? '';
        if (batch.samples.some(({ sample_id }) => sample_id === bad)) throw new Error('cannot parse');
        await memory.insert(batch);
      },
    };
    const { options } = await prepare(picky);
    await conductRun({ ...options, storePatienceMs: 0 });
    expect(memory.rows.samples.size).toBe(13);
    const inComputePool = (await readFile(join(options.directory.path, 'quarantine.jsonl'), 'utf8'))
      .trim()
      .split('\n');
    expect(inComputePool.map((line) => JSON.parse(line))).toMatchObject([
      { reason: 'cannot parse', samples: [{ sample_id: bad }], payloads: [{ sample_id: bad }] },
    ]);
  });
});

function byId(a: { sample_id: string }, b: { sample_id: string }): number {
  return a.sample_id.localeCompare(b.sample_id);
}
