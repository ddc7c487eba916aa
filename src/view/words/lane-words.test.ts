import { describe, expect, it } from 'vitest';
import { exampleRun, exampleTarget } from '../../../test/example-summary.ts';
import type { LaneChange } from '../../contract/lane.ts';
import { heldLanes, lanesToShow, laneNotes, laneText, quotaText } from './lane-words.ts';

const change = (more: Partial<LaneChange>): LaneChange => ({
  at_ms: 0,
  state: 'sending',
  reason: '',
  until_ms: null,
  concurrency: 16,
  ...more,
});

const runWith = (...lanes: LaneChange[][]) => {
  const targets = lanes.map((_, i) => exampleTarget(`model-${i}`, 10));
  return exampleRun(targets, {
    lanes: lanes.map((changes, i) => ({ target_id: targets[i]?.id ?? '', changes })),
  });
};

describe('laneText', () => {
  it('says the state, until when, and why', () => {
    expect(laneText(change({}))).toBe('sending');
    expect(laneText(change({ state: 'ahead', reason: 'fairness' }))).toBe('waiting for the others');
    expect(laneText(change({ state: 'waiting', reason: 'requests per minute' }))).toBe(
      'waiting: requests per minute',
    );
    expect(laneText(change({ state: 'set_aside', reason: '20 of 20 calls failed' }))).toBe(
      'stopped after repeated failures: 20 of 20 calls failed',
    );
    expect(laneText(change({ state: 'quiet', reason: 'quiet hours', until_ms: 3_600_000 }))).toMatch(
      /^paused until \d\d:\d\d:00: quiet hours$/,
    );
    const tomorrow = change({ state: 'batch', reason: '3 of 9 answered', until_ms: 86_400_000 });
    expect(laneText(tomorrow)).toMatch(/^in a batch by 1970-01-0\d \d\d:\d\d: 3 of 9 answered$/);
  });
});

describe('heldLanes', () => {
  it('lists those held now, by their last state', () => {
    const held = change({ state: 'broken', reason: '80 % of the last calls failed' });
    expect(heldLanes(runWith([held], [held, change({})], [change({ state: 'ended' })]))).toEqual([
      'model-0  paused after failures: 80 % of the last calls failed',
    ]);
    const cut = change({ state: 'cut', reason: 'rate limit', concurrency: 8 });
    const quota = {
      kind: 'requests',
      limit: 6000,
      window_ms: 60_000,
      left: 2990,
      least_left: 2980,
      reserved: 0.5,
    } as const;
    const waiting = change({ state: 'waiting', reason: 'quota left to others', quota });
    expect(heldLanes(runWith([cut], [waiting]))).toEqual([
      'model-0  sending less: rate limit; concurrency 8',
      'model-1  waiting: quota left to others; 2,990 of 6,000 requests per minute are left',
    ]);
    expect(heldLanes(runWith())).toEqual([]);
  });
});

describe('laneNotes', () => {
  it('tells the least that was left to others of a quota, where a provider told of one', () => {
    const quota = { kind: 'tokens', limit: 1000, window_ms: 10_000, reserved: 0.5 } as const;
    const notes = laneNotes(
      runWith(
        [change({}), change({ quota: { ...quota, left: 620, least_left: 620 } })],
        [change({}), change({ state: 'ended' })],
        [change({ quota: { ...quota, left: 900, least_left: 517 } })],
      ),
    );
    expect(notes).toEqual([
      'lowest remaining quota of the provider: model-0 62 % of 1,000 tokens in 10 s, model-2 52 % of 1,000 tokens in 10 s',
    ]);
  });

  it('tells once what held calls back, the stopped first', () => {
    const notes = laneNotes(
      runWith(
        [change({}), change({ state: 'waiting', reason: 'requests per minute' }), change({ state: 'ended' })],
        [change({ state: 'cut', concurrency: 8 }), change({ state: 'cut', concurrency: 4 })],
        [change({ state: 'set_aside', reason: '20 of 20 calls failed, more than 50 %' })],
      ),
    );
    expect(notes).toEqual([
      'model-2 was stopped after repeated failures: 20 of 20 calls failed, more than 50 %; what was measured stands, its remaining calls were not made',
      'concurrency reduced because calls were rejected: model-1 to 4',
      'held back by limits: model-0 (requests per minute)',
    ]);
  });

  it('is silent about a run that went its usual course, and about one of before', () => {
    expect(laneNotes(runWith([change({}), change({ state: 'ahead' }), change({ state: 'ended' })]))).toEqual(
      [],
    );
    expect(laneNotes(exampleRun([exampleTarget('a', 1)]))).toEqual([]);
  });
});

describe('quotaText', () => {
  it('says what is left of the quota, as told last', () => {
    const quota = {
      kind: 'requests',
      limit: 600,
      window_ms: 60_000,
      left: 372,
      least_left: 330,
      reserved: 0.5,
    } as const;
    const changes = [change({ quota }), change({ state: 'ended' })];
    expect(quotaText({ target_id: '0', changes })).toEqual({
      text: '62 % of quota left',
      title: '372 of 600 requests per minute; never less than 55 %; 50 % are for production',
    });
    expect(quotaText({ target_id: '0', changes: [change({})] })).toBeNull();
  });
});

describe('lanesToShow', () => {
  it('shows all as soon as one was held back or changed its concurrency', () => {
    const count = (...lanes: LaneChange[][]) => lanesToShow(runWith(...lanes)).length;
    expect(count([change({})], [change({}), change({ state: 'ended' })])).toBe(0);
    expect(count([change({})], [change({ state: 'broken' })])).toBe(2);
    expect(count([change({}), change({ concurrency: 8 })], [])).toBe(1);
    const quota = {
      kind: 'tokens',
      limit: 9,
      window_ms: 1000,
      left: 9,
      least_left: 9,
      reserved: 0.5,
    } as const;
    expect(count([change({ quota })], [change({})])).toBe(2);
    expect(lanesToShow(exampleRun([]))).toEqual([]);
  });
});
