import { describe, expect, it } from 'vitest';
import { phaseVerdict } from '../../../test/made-up/phase-verdict.ts';
import type { LoadEntry } from '../../contract/load.ts';
import type { Plan } from '../../contract/plan.ts';
import { planLoad, underLoad } from './plan-load.ts';

const phase = (entry: LoadEntry, target = 0, seed = 1) => planLoad(entry, seed).nextPhase(target, []);

describe('the settings of a load', () => {
  it('have defaults, in ms', () => {
    expect(planLoad({ shape: 'poisson', rate: 2 }, 1).settings).toEqual({
      shape: 'poisson',
      durationMs: 30_000,
      warmupMs: 5000,
      drainMs: 30_000,
      maxInFlight: 1024,
      lateMs: 1000,
      options: { rate: 2 },
    });
  });

  it('keep the options of a shape apart from what all shapes have', () => {
    const entry = {
      shape: 'poisson',
      rate: 2,
      durationSeconds: 1.5,
      warmupSeconds: 0,
      inputTokens: 500,
      unique: true,
      maxInFlight: 3,
    };
    expect(planLoad(entry, 1).settings).toMatchObject({
      durationMs: 1500,
      warmupMs: 0,
      maxInFlight: 3,
      options: { rate: 2 },
    });
    expect(Object.keys(planLoad(entry, 1).settings.options)).toEqual(['rate']);
  });
});

describe('a phase', () => {
  it('measures for its duration after the warm-up', () => {
    expect(phase({ shape: 'constant-rate', rate: 4, durationSeconds: 10, warmupSeconds: 2 })).toMatchObject({
      purpose: 'measure',
      rate: 4,
      warmupMs: 2000,
      measureMs: 10_000,
    });
  });

  it('of its own length warms up for half of it at most', () => {
    const stages = (seconds: number) =>
      phase({ shape: 'stages', stages: [{ seconds, rate: 1 }], warmupSeconds: 5 });
    expect(stages(100)).toMatchObject({ warmupMs: 5000, measureMs: 95_000, rate: null });
    expect(stages(4)).toMatchObject({ warmupMs: 2000, measureMs: 2000 });
  });

  it('has users instead of arrivals where calls wait for answers', () => {
    expect(phase({ shape: 'closed-loop', users: 3, thinkSeconds: 0.5 })).toMatchObject({
      arrivals: null,
      rate: null,
      users: { count: 3, thinkMs: 500 },
      turns: { count: 1, thinkMs: 0 },
    });
    expect(phase({ shape: 'sessions', rate: 1, turns: 4, thinkSeconds: 2 })).toMatchObject({
      users: null,
      turns: { count: 4, thinkMs: 2000 },
    });
  });

  it('differs between targets and seeds where it is drawn, and is the same again', () => {
    const entry = { shape: 'poisson', rate: 20 };
    expect(phase(entry, 0)?.arrivals).toEqual(phase(entry, 0)?.arrivals);
    expect(phase(entry, 1)?.arrivals).not.toEqual(phase(entry, 0)?.arrivals);
    expect(phase(entry, 0, 2)?.arrivals).not.toEqual(phase(entry, 0)?.arrivals);
  });

  it('is followed by none', () => {
    expect(planLoad({ shape: 'ramp', from: 1, to: 9 }, 1).nextPhase(0, [phaseVerdict({})])).toBeNull();
  });
});

describe('settings that are wrong', () => {
  it.each<[LoadEntry, string, string]>([
    [{ shape: 'constant-rate' }, 'rate', '`rate` is missing.'],
    [{ shape: 'constant-rate', rate: 0 }, 'rate', '`rate` is 0.'],
    [
      {
        shape: 'stages',
        stages: [
          { seconds: 1, rate: 1 },
          { seconds: 0, rate: 1 },
        ],
      },
      'stages[1].seconds',
      '`stages[1].seconds` is 0.',
    ],
    [{ shape: 'stages', stages: [] }, 'stages', '`stages` is [].'],
    [{ shape: 'closed-loop', users: 2.5 }, 'users', '`users` is 2.5.'],
    [{ shape: 'sweep', from: 5, to: 2 }, 'to', '`to` is 2.'],
    [{ shape: 'poisson', rate: 1, speed: 3 }, 'speed', '`speed` is not a field of poisson.'],
  ])('%j', (entry, path, message) => {
    expect(() => planLoad(entry, 1)).toThrow(
      expect.objectContaining({
        code: 'suite-invalid',
        problems: expect.arrayContaining([
          expect.objectContaining({ path, message: expect.stringContaining(message) }),
        ]),
      }),
    );
  });
});

describe('a plan under load', () => {
  const plan = {
    suite: { cases: [], targets: [] },
    estimates: [{ calls: 9 }],
    lanes: [{ target: { id: 'a' }, calls: [{}, {}] }],
  } as unknown as Plan;

  it('has no calls in its lanes, and no estimates where one is unknown', () => {
    const load = planLoad({ shape: 'closed-loop', users: 1 }, 1);
    const found = underLoad(plan, load, () => null);
    expect(found.lanes).toEqual([{ target: { id: 'a' }, calls: [] }]);
    expect(found).toMatchObject({ load, estimates: [] });
    expect(plan.lanes[0]?.calls).toHaveLength(2);
  });
});
