import { expect, it } from 'vitest';
import type { Plan, PlannedCall } from '../contract/plan.ts';
import type { RaceSettings } from '../contract/race.ts';
import type { Sample } from '../contract/sample.ts';
import type { Target } from '../contract/suite.ts';
import { exampleRun, exampleTarget } from '../../test/example-summary.ts';
import { RaceTrack } from './race-track.ts';

const ids = ['good', 'bad', 'broken'];
const settings: RaceSettings = {
  kind: 'best',
  k: 1,
  delta: 0.05,
  alpha: 0.05,
  scope: 'work',
  baseline_id: null,
};
const targets = ids.map((id) => ({ id, label: id, limits: { concurrency: 2 } }) as Target);
const calls = Array.from({ length: 200 }, (_, caseIndex): PlannedCall => ({
  targetIndex: 0,
  caseIndex,
  repeat: 0,
  isWarmup: false,
}));
const cases = calls.map(({ caseIndex }) => ({ id: `c${caseIndex}`, index: caseIndex }));
const plan = { suite: { cases }, lanes: targets.map((target) => ({ target, calls })) } as unknown as Plan;
const sample = (target_id: string, quality: number | null) =>
  ({
    target_id,
    quality,
    cost_nanousd: quality === null ? null : 2e6,
    outcome: quality === null ? 'error' : 'ok',
    is_warmup: false,
  }) as Sample;

it('lets the calls go that can still change something, and records what was saved', () => {
  const track = new RaceTrack(plan, settings);
  const sent: Record<string, number> = { good: 0, bad: 0, broken: 0 };
  for (const call of calls)
    for (const target of targets) {
      if (track.permission(call, target, () => 'go') !== 'go') continue;
      sent[target.id] = (sent[target.id] ?? 0) + 1;
      track.add(call, sample(target.id, target.id === 'good' ? 1 : target.id === 'bad' ? 0 : null));
    }
  const listed = ids.map((label) => ({ ...exampleTarget(label), id: label }));
  const header = exampleRun(listed, { status: 'partial' });
  const { race, status, planned, targets: kept } = track.record(header);
  expect(race).toMatchObject({ decided: true, winners: ['good'] });
  expect(race?.targets.map(({ state }) => state)).toEqual(['chosen', 'out', 'out']);
  expect(race?.targets[2]).toMatchObject({ quality: 0, cost_per_case_usd: null, usd_saved: null });
  expect(sent['good']).toBeLessThan(30);
  expect(planned).toBe(race?.calls);
  expect(kept.map((target) => target.planned)).toEqual(ids.map((id) => sent[id]));
  expect(status).toBe('done');
  expect(race?.targets[0]?.usd_saved).toBeCloseTo((race?.targets[0]?.calls_saved ?? 0) * 0.002, 9);
});

it('holds a lane back that runs ahead, without asking further', () => {
  const track = new RaceTrack(plan, settings);
  let asked = 0;
  const answers = calls.map((call) =>
    track.permission(call, targets[0] as Target, () => {
      asked++;
      return 'go';
    }),
  );
  expect(answers.filter((answer) => answer === 'go')).toHaveLength(5);
  expect(answers.at(-1)).toBe('wait');
  expect(asked).toBe(5);
});

it('continues without a target that makes no more calls', () => {
  const track = new RaceTrack(plan, settings);
  const [good, bad, broken] = targets as [Target, Target, Target];
  const first = calls[0] as PlannedCall;
  track.permission(first, broken, () => 'go');
  track.laneEnded(broken);
  for (const call of calls.slice(0, 60))
    for (const target of [good, bad])
      if (track.permission(call, target, () => 'go') === 'go')
        track.add(call, sample(target.id, target === good ? 1 : 0));
  const open = track.record(exampleRun([]));
  // its one call may still tell something
  expect(open.race?.decided).toBe(false);
  track.add(first, sample('broken', 1));
  expect(track.permission(calls[5] as PlannedCall, good, () => 'go')).toBe('go');
  const { race } = track.record(exampleRun([]));
  expect(race?.targets[2]).toMatchObject({ state: 'withdrawn', calls: 1 });
});

it('stands where it stood when what was settled before is told again', () => {
  const whole = new RaceTrack(plan, settings);
  const settled: Sample[] = [];
  const ask = (track: RaceTrack, from: number, to: number) => {
    for (const call of calls.slice(from, to))
      for (const target of targets) {
        if (track.permission(call, target, () => 'go') !== 'go') continue;
        const made = sample(
          target.id,
          (call.caseIndex + target.id.length) % 5 === 0 ? 0 : target.id === 'bad' ? 0 : 1,
        );
        settled.push({ ...made, case_id: `c${call.caseIndex}`, repeat: 0 });
        track.add(call, made);
      }
  };
  ask(whole, 0, 12);
  const before = settled.slice();
  ask(whole, 12, 200);
  const again = new RaceTrack(plan, settings);
  for (const one of before) again.replay(one);
  again.replay({ ...(before[0] as Sample), is_warmup: true });
  ask(again, 12, 200);
  const [first, second] = [whole, again].map((track) => track.record(exampleRun([])).race);
  expect(first?.calls).toBeGreaterThan(before.length);
  expect(second).toEqual(first);
});

it('claims nothing against a target that ended early, and rules one out that was disabled', () => {
  const race = (leave: (track: RaceTrack) => void) => {
    const track = new RaceTrack(plan, settings);
    const [good, bad, broken] = targets as [Target, Target, Target];
    leave(track);
    track.laneEnded(broken);
    let sent = 0;
    for (const call of calls)
      for (const target of [good, bad])
        if (track.permission(call, target, () => 'go') === 'go') {
          sent++;
          track.add(call, sample(target.id, target === good ? 1 : 0));
        }
    return { sent, report: track.record(exampleRun([])).race };
  };
  const ended = race(() => undefined);
  expect(ended.report).toMatchObject({ decided: false, winners: [] });
  expect(ended.report?.targets.map(({ state }) => state)).toEqual(['open', 'out', 'withdrawn']);
  // good has nobody left to be compared with
  expect(ended.sent).toBeLessThan(60);
  const failed = race((track) => track.setAside('broken', '9 of 10 calls failed'));
  expect(failed.report).toMatchObject({ decided: true, winners: ['good'] });
  expect(failed.report?.targets[2]).toMatchObject({
    state: 'out',
    reason: 'disabled: 9 of 10 calls failed',
  });
});
