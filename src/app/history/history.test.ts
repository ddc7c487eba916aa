import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId, stableId } from '../../base/id.ts';
import { seededRandom } from '../../base/random.ts';
import type { Run } from '../../contract/run.ts';
import type { Sample } from '../../contract/sample.ts';
import { targetKey } from '../../contract/target-key.ts';
import { openStore } from '../../store/open-store.ts';
import { madeUp } from '../../../test/made-up/made-up-run.ts';
import { createServingContext } from '../create-app-context.ts';
import type { AppContext } from '../context.ts';
import { history } from './history.ts';

const dayMs = 86_400_000;
const today = Math.floor(Date.now() / dayMs) * dayMs;
const dataDir = mkdtempSync(join(tmpdir(), 'assay-history-'));
let store: Awaited<ReturnType<typeof openStore>>;
let context: AppContext;

/** A run of one target on one day, the share of right answers and the time of answers given. */
async function runOf(
  day: number,
  given: {
    suite: string;
    hash: string;
    right: number;
    ms?: number;
    change?: Partial<Sample>;
    cases?: number;
    ids?: string;
    run?: Partial<Run>;
  },
): Promise<string> {
  const { suite, hash, right, ms = 1000, change = {}, cases: count = 100, ids = 'case' } = given;
  const startedAtMs = today - 100 * dayMs + day * dayMs + 3_600_000;
  const { run, cases, batch } = madeUp({
    runId: newId(),
    targets: 1,
    cases: count,
    payloads: false,
    startedAtMs,
  });
  const random = seededRandom('history', suite, day);
  const whole: Run = { ...run, suite_name: suite, suite_hash: hash, ...given.run };
  const samples = batch.samples.map((sample, i): Sample => ({
    ...sample,
    sample_id: stableId(run.run_id, i),
    case_id: `${ids}-${i}`,
    suite_hash: hash,
    outcome: 'ok',
    error_class: '',
    quality: i < right * count ? 1 : 0,
    correct: i < right * count,
    scores: { exact: i < right * count ? 1 : 0 },
    e2e_ms: ms * (0.9 + 0.2 * random()),
    cost_nanousd: 1_000_000,
    response_model: 'm-1',
    system_fingerprint: 'fp',
    served_by: '',
    ...change,
  }));
  await store.putRun(
    whole,
    cases.map((item, i) => ({ ...item, id: `${ids}-${i}` })),
  );
  await store.insert({ samples, payloads: [], retried: [] });
  return run.run_id;
}

const period = { sinceMs: today - 101 * dayMs, untilMs: today + dayMs };

beforeAll(async () => {
  store = await openStore({ dataDir });
  context = createServingContext({ dataDir, cwd: dataDir, env: {} }, store, undefined);
  // a drop of quality with another model on day 20, and nothing on days 10 to 12
  for (let day = 0; day < 40; day++) {
    if (day >= 10 && day <= 12) continue;
    const isLater = day >= 20;
    await runOf(day, {
      suite: 'daily',
      hash: 'a'.repeat(64),
      right: (isLater ? 0.6 : 0.8) + (day % 3) * 0.01,
      ms: isLater ? 1500 : 1000,
      change: isLater ? { response_model: 'm-2', served_by: day % 2 ? 'east' : 'west' } : {},
    });
  }
  await runOf(1, { suite: 'edited', hash: 'b'.repeat(64), right: 0.9 });
  await runOf(2, { suite: 'edited', hash: 'c'.repeat(64), right: 0.5, cases: 150 });
}, 120_000);
afterAll(async () => {
  await store.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const ask = (input: Parameters<typeof history>[0]) => history({ ...period, ...input }, context);

describe('a line over time', () => {
  it('has a point for each day with calls, with an interval; a gap is a gap', async () => {
    const { series, bucket, metric, scores } = await ask({ suite: 'daily' });
    expect([bucket, metric.key, series.length]).toEqual(['day', 'quality', 1]);
    expect(scores).toEqual(['exact']);
    const [line] = series;
    expect(line?.points).toHaveLength(37);
    const days = line?.points.map(({ at_ms }) => (at_ms - (today - 100 * dayMs)) / dayMs);
    expect(days).not.toContain(11);
    expect(line?.points[0]).toMatchObject({ value: 0.8, n: 100 });
    for (const { value, low, high } of line?.points ?? []) {
      expect(low).toBeLessThan(value as number);
      expect(high).toBeGreaterThan(value as number);
    }
  });

  it('is marked where something else was different', async () => {
    const { series } = await ask({ suite: 'daily' });
    const at = today - 80 * dayMs;
    expect(series[0]?.markers).toContainEqual({
      at_ms: at,
      kind: 'response-model',
      before: 'm-1',
      after: 'm-2',
    });
    expect(series[0]?.markers.some(({ kind }) => kind === 'host-mix')).toBe(true);
  });

  it('says where it changed, by how much, and what was different beside it', async () => {
    const quality = await ask({ suite: 'daily', changes: true });
    expect(quality.series[0]?.changes).toHaveLength(1);
    const [change] = quality.series[0]?.changes ?? [];
    expect(change).toMatchObject({ at_ms: today - 80 * dayMs, method: 'e-divisive', verdict: 'worse' });
    expect(change?.difference).toBeCloseTo(-0.2, 2);
    expect(change?.low).toBeLessThan(-0.2 + 0.01);
    expect(change?.beside.map(({ kind }) => kind)).toContain('response-model');
    const time = await ask({ suite: 'daily', metric: 'e2e_ms_p50', changes: true });
    expect(
      time.series[0]?.changes?.map(({ verdict, before, after }) => [
        verdict,
        Math.round(before / 100),
        Math.round(after / 100),
      ]),
    ).toEqual([['worse', 10, 15]]);
  });

  it('is one for each version of a suite, unless the cases they share are asked for', async () => {
    const apart = await ask({ suite: 'edited' });
    expect(apart.series.map(({ points }) => points.map(({ value }) => value))).toEqual([[0.9], [0.5]]);
    expect(apart.series[1]?.markers.map(({ kind }) => kind)).toEqual(['suite-version']);
    const shared = await ask({ suite: 'edited', sharedCases: true });
    expect(shared.series).toHaveLength(1);
    // of 75 right ones among 150 all are among the first 100
    expect(shared.series[0]?.points.map(({ value, n }) => [value, n])).toEqual([
      [0.9, 100],
      [0.75, 100],
    ]);
  });

  it.each([
    ['category', 3],
    ['tag', 2],
    ['host', 3],
    ['tier', 2],
    ['effort', 2],
  ] as const)('is split by %s', async (by, count) => {
    const { series } = await ask({ suite: 'daily', by });
    expect(new Set(series.map(({ split }) => split[by])).size).toBe(count);
    const whole = await ask({ suite: 'daily' });
    const n = (lines: typeof series) =>
      lines.flatMap(({ points }) => points).reduce((sum, point) => sum + point.n, 0);
    expect(n(series)).toBe(n(whole.series));
  });

  it('says by what its lines could be split', async () => {
    const { notes } = await ask({ suite: 'daily', bucket: 'week' });
    expect(notes).toEqual(['Some points are of several hosts: split the lines by host to see each of them.']);
    expect((await ask({ suite: 'daily', bucket: 'week', by: 'host' })).notes).toEqual([]);
  });

  it('is of the calls that filters leave', async () => {
    const { series } = await ask({ suite: 'daily', host: 'east', bucket: 'week' });
    expect(series[0]?.points.reduce((sum, { n }) => sum + n, 0)).toBe(1000);
    expect((await ask({ suite: 'daily', host: 'nowhere' })).notes).toEqual([
      expect.stringContaining('Nothing was measured'),
    ]);
  });

  it('follows scores that come late and runs that are deleted', async () => {
    const id = await runOf(5, { suite: 'late', hash: 'd'.repeat(64), right: 0.5 });
    expect((await ask({ suite: 'late' })).series[0]?.points).toMatchObject([{ value: 0.5 }]);
    for await (const samples of store.samples(id))
      await store.insert({
        samples: samples.map((sample) => ({ ...sample, quality: 1, correct: true })),
        payloads: [],
        retried: [],
      });
    expect((await ask({ suite: 'late' })).series[0]?.points).toMatchObject([{ value: 1, n: 100 }]);
  });

  it.each([
    'ttft_ms_p95',
    'error_rate',
    'cost_per_1k',
    'correct',
    'input_tokens',
    'retries',
    'cost_per_correct',
    'score.exact',
  ])('has %s too', async (metric) => {
    const { series } = await ask({ suite: 'edited', metric });
    for (const { points } of series)
      for (const { value, why } of points) expect(value !== null || why !== undefined).toBe(true);
    if (metric === 'cost_per_1k') expect(series[0]?.points[0]?.value).toBeCloseTo(1, 9);
  });
});

describe('what is asked', () => {
  it('names a target by label, a part of it, or key', async () => {
    const key = targetKey({
      provider: 'sim',
      model: 'model-0',
      parameters: { temperature: 0 },
      base_url: null,
      prompt_id: 'default',
    });
    for (const target of ['model 0', 'MODEL', key])
      expect((await ask({ target, suite: 'edited' })).series[0]?.target_key).toBe(key);
  });

  it.each<[Parameters<typeof history>[0], string]>([
    [{ metric: 'qualty' }, 'there is no metric "qualty" over time'],
    [{ metric: 'req_s' }, 'it depends on the concurrency of a run'],
    [{ target: 'nobody' }, 'no stored run has a target "nobody"'],
    [{ sharedCases: true }, 'shared cases are those of one suite'],
    [{ sinceMs: 5, untilMs: 4 }, 'the period ends before it begins'],
  ])('is refused for %j', async (input, message) => {
    await expect(ask(input)).rejects.toThrow(message);
  });
});
