import { describe, expect, it } from 'vitest';
import type { LaneChange } from '../../../src/contract/lane.ts';
import type { Run } from '../../../src/contract/run.ts';
import { lanesToShow, laneText, quotaText } from './lane-words.ts';

const change = (more: Partial<LaneChange> = {}): LaneChange => ({
  at_ms: 0,
  state: 'sending',
  reason: '',
  until_ms: null,
  concurrency: 4,
  ...more,
});
const runOf = (...lanes: LaneChange[][]) =>
  ({ lanes: lanes.map((changes, i) => ({ target_id: String(i), changes })) }) as Run;

describe('laneWords', () => {
  it('says why and until when', () => {
    expect(laneText(change())).toBe('sending');
    expect(laneText(change({ state: 'set_aside', reason: '20 of 20 calls failed' }))).toBe(
      'stopped after repeated failures: 20 of 20 calls failed',
    );
    expect(laneText(change({ state: 'quiet', reason: 'quiet hours', until_ms: 0 }))).toMatch(
      /^silent until .+: quiet hours$/,
    );
    const tomorrow = change({ state: 'batch', reason: '3 of 9 answered', until_ms: 86_400_000 });
    expect(laneText(tomorrow)).toMatch(/^in a batch by .*1970.*: 3 of 9 answered$/);
  });
});

describe('quotaWords', () => {
  it('says what is left of the quota, as told last', () => {
    const quota = {
      kind: 'requests',
      limit: 600,
      window_ms: 60_000,
      left: 372,
      least_left: 330,
      reserved: 0.5,
    } as const;
    expect(quotaText({ target_id: '0', changes: [change({ quota }), change({ state: 'ended' })] })).toEqual({
      text: '62 % of quota left',
      title: '372 of 600 requests in 60 s; never less than 55 %; 50 % are for production',
    });
    expect(quotaText({ target_id: '0', changes: [change()] })).toBeNull();
  });
});

describe('lanesToShow', () => {
  it('shows all as soon as one was held back or changed its number', () => {
    expect(lanesToShow(runOf([change()], [change(), change({ state: 'ended' })]))).toEqual([]);
    expect(lanesToShow(runOf([change()], [change({ state: 'broken' })]))).toHaveLength(2);
    expect(lanesToShow(runOf([change(), change({ concurrency: 8 })], []))).toHaveLength(1);
    const quota = {
      kind: 'tokens',
      limit: 9,
      window_ms: 1000,
      left: 9,
      least_left: 9,
      reserved: 0.5,
    } as const;
    expect(lanesToShow(runOf([change({ quota })], [change()]))).toHaveLength(2);
    expect(lanesToShow({} as Run)).toEqual([]);
  });
});
