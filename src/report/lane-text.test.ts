import { describe, expect, it } from 'vitest';
import { exampleRun, exampleTarget } from '../../test/example-summary.ts';
import type { LaneChange } from '../contract/lane.ts';
import { heldLanes, laneNotes, laneText } from './lane-text.ts';

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
  it('says the state, why, until when, and how many at once', () => {
    expect(laneText(change({ state: 'waiting', reason: 'requests per minute' }))).toBe(
      'waits: requests per minute',
    );
    expect(laneText(change({ state: 'quiet', reason: 'quiet hours', until_ms: 3_600_000 }))).toMatch(
      /^silent: quiet hours; until \d\d:\d\d:00$/,
    );
    const tomorrow = change({ state: 'batch', reason: '3 of 9 answered', until_ms: 86_400_000 });
    expect(laneText(tomorrow)).toMatch(/^in a batch: 3 of 9 answered; by [A-Z][a-z]{2},? \d\d:\d\d$/);
    expect(laneText(change({ state: 'cut', reason: 'calls were rejected', concurrency: 8 }))).toBe(
      'sends less: calls were rejected; 8 at once',
    );
    const quota = {
      kind: 'requests',
      limit: 6000,
      window_ms: 60_000,
      left: 2990,
      least_left: 2980,
      reserved: 0.5,
    } as const;
    expect(laneText(change({ state: 'waiting', reason: 'quota left to others', quota }))).toBe(
      'waits: quota left to others; 2,990 of 6,000 requests a minute are left',
    );
  });
});

describe('heldLanes', () => {
  it('lists those held now, by their last state', () => {
    const held = change({ state: 'broken', reason: '80 % of the last calls failed' });
    expect(heldLanes(runWith([held], [held, change({})], [change({ state: 'ended' })]))).toEqual([
      'model-0  left alone: 80 % of the last calls failed',
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
      "the least that was left of the provider's quota: model-0 62 % of 1,000 tokens in 10 s, model-2 52 % of 1,000 tokens in 10 s",
    ]);
  });

  it('tells once what held calls back, the set aside first', () => {
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
