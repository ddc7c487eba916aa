import { describe, expect, it } from 'vitest';
import { madeUp } from '../../test/made-up/made-up-run.ts';
import type { Control } from '../contract/control.ts';
import type { ResultStore } from '../contract/result-store.ts';
import type { LaneEnd, LaneState } from '../contract/run-registry.ts';
import type { ClientHealth, Run } from '../contract/run.ts';
import { finishRun, worstClient } from './finish-run.ts';

const client = (more: Partial<ClientHealth>): ClientHealth => ({
  loop_delay_p99_ms: null,
  queue_p50_ms: null,
  queue_p99_ms: null,
  cpu_share: null,
  believable: true,
  reasons: [],
  ...more,
});

it('is the worst of each figure, believable when all are, with every reason once', () => {
  const clients = [
    client({ loop_delay_p99_ms: 3, queue_p50_ms: 1 }),
    client({ loop_delay_p99_ms: 30, believable: false, reasons: ['late'] }),
    client({ cpu_share: 0.5, believable: false, reasons: ['late', 'queue'] }),
  ];
  expect(worstClient(clients)).toEqual({
    loop_delay_p99_ms: 30,
    queue_p50_ms: 1,
    queue_p99_ms: null,
    cpu_share: 0.5,
    believable: false,
    reasons: ['late', 'queue'],
  });
});

const { run: made, batch } = madeUp({ runId: 'r', targets: 2, cases: 3, payloads: false });
const run: Run = { ...made, status: 'running', ended_at_ms: null };
const laneEnd = (more: Partial<LaneEnd> = {}): LaneEnd => ({
  ended_at_ms: 10,
  stopped: null,
  client: client({}),
  changes: [],
  ...more,
});

/** Two lanes, ended as said; `null`: not yet. */
async function finish(ends: (Partial<LaneEnd> | null)[], samples = batch.samples, isKnown = true) {
  const lanes = ends.map((end, i): LaneState => ({
    targetId: `target-${i}`,
    ended: end && laneEnd(end),
    holder: 1,
  }));
  const kept: Run[] = [];
  const events: unknown[] = [];
  const control = {
    registry: {
      find: async () => (isKnown ? { run } : null),
      lanes: async () => lanes,
      update: async (header: Run) => void kept.push(header),
    },
    events: { publish: (event: unknown) => events.push(event) },
  } as unknown as Control;
  const store = {
    async *samples() {
      yield samples;
    },
    putRun: async (header: Run) => void kept.push(header),
  } as unknown as ResultStore;
  return { ended: await finishRun('r', control, store), kept, events };
}

describe('finishRun', () => {
  it('waits for the last lane, and ends no run that nobody knows', async () => {
    for (const found of [await finish([{}, null]), await finish([{}, {}], batch.samples, false)])
      expect(found).toEqual({ ended: null, kept: [], events: [] });
  });

  it('ends the run when its last lane ended: stored, kept and told alike, however often', async () => {
    const lanes = [{ ended_at_ms: 30 }, { ended_at_ms: 20 }];
    const { ended, kept, events } = await finish(lanes);
    expect(ended).toMatchObject({
      status: 'done',
      ended_at_ms: 30,
      lanes: [{ changes: [] }, { changes: [] }],
    });
    expect(kept).toEqual([ended, ended]);
    expect(events).toEqual([{ type: 'run-end', run: ended }]);
    expect((await finish(lanes)).ended).toEqual(ended);
  });

  it.each<[string, Partial<LaneEnd>, typeof batch.samples]>([
    ['something was not measured', {}, batch.samples.slice(1)],
    ['a lane was stopped', { stopped: 'The cap was reached.' }, batch.samples],
    ['rows were refused', { quarantined: 2 }, batch.samples],
  ])('is partial where %s', async (_, end, samples) => {
    const { ended } = await finish([end, {}], samples);
    expect(ended?.status).toBe('partial');
    if (end.stopped) expect(ended?.stopped).toBe(end.stopped);
    if (end.quarantined) expect(ended?.left_out).toEqual({ quarantined: 2 });
  });

  it('counts no warm-up as measured', async () => {
    const [first, ...rest] = batch.samples;
    const warmed = first ? [{ ...first, is_warmup: true }, ...rest] : rest;
    expect((await finish([{}, {}], warmed)).ended?.status).toBe('partial');
  });

  it('adds up what came from caches and what judges took; one unknown cost leaves the sum unknown', async () => {
    const known = { cached: { answers: 2, saved_usd: 0.5 }, judged: { calls: 3, usd: 0.25, unscorable: 1 } };
    expect((await finish([known, {}])).ended).toMatchObject(known);
    const more = { cached: { answers: 1, saved_usd: null }, judged: { calls: 1, usd: null } };
    expect((await finish([known, more])).ended).toMatchObject({
      cached: { answers: 3, saved_usd: null },
      judged: { calls: 4, usd: null, unscorable: 1 },
    });
    const { ended } = await finish([{}, {}]);
    expect(ended).not.toHaveProperty('cached');
    expect(ended).not.toHaveProperty('judged');
  });
});
