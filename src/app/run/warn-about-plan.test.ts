import { describe, expect, it } from 'vitest';
import type { Plan } from '../../contract/plan.ts';
import { warnAboutPlan } from './warn-about-plan.ts';

const noon = Date.parse('2026-01-14T12:00:00Z');
const quietHours = [{ from: '09:00', to: '18:00', timeZone: 'UTC' }];
const planOf = (duringQuietHours: 'wait' | 'refuse', estimates: unknown[] = []) =>
  ({
    suite: { shared: { providers: {}, keys: {}, quietHours, duringQuietHours } },
    estimates,
  }) as unknown as Plan;

function notesOf(plan: Plan, epochMs: number): string[] {
  const notes: string[] = [];
  warnAboutPlan(plan, epochMs, (line) => void notes.push(line));
  return notes;
}

describe('heedPlan', () => {
  it('says until when it waits', () => {
    expect(notesOf(planOf('wait'), noon)).toEqual([
      expect.stringMatching(/^quiet hours: waiting until .*2026/),
    ]);
    expect(notesOf(planOf('wait'), noon + 7 * 3_600_000)).toEqual([]);
  });

  it('refuses to start when it is told to', () => {
    expect(() => notesOf(planOf('refuse'), noon)).toThrow(/quiet hours/);
    expect(notesOf(planOf('refuse'), noon - 4 * 3_600_000)).toEqual([]);
  });

  it('says who cannot be done in time, and what would do', () => {
    const shortage = {
      seconds: 600,
      budgetSeconds: 300,
      limit: { path: 'limits.requestsPerMinute', value: 60 },
      neededValue: 120,
      callsThatFit: 300,
    };
    const plan = {
      suite: {},
      estimates: [
        { label: 'a', calls: 600, shortage },
        { label: 'b', calls: 1 },
      ],
    };
    expect(notesOf(plan as unknown as Plan, noon)).toEqual([
      'a takes 10 min 00 s at the least, more than its 5 min 00 s: limits.requestsPerMinute is 60. 120 would do, or 300 calls instead of 600, or a longer timeBudgetSeconds',
    ]);
  });
});
