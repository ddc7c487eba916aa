import { describe, expect, it } from 'vitest';
import { phaseVerdict } from '../../../test/made-up/phase-verdict.ts';
import { planLoad } from './plan-load.ts';

const planOf = (extra: object) => planLoad({ shape: 'sweep', from: 2, to: 8, ...extra }, 1);
const first = phaseVerdict({ purpose: 'baseline', rate: 2, state: 'sustained', responseP95Ms: 8000 });

describe('the phases of a sweep', () => {
  it('measure for 10 s at least where nothing else is said', () => {
    expect(planOf({}).settings.durationMs).toBe(10_000);
    expect(planOf({ durationSeconds: 3 }).settings.durationMs).toBe(3000);
    expect(planOf({}).nextPhase(0, [])).toMatchObject({
      purpose: 'baseline',
      warmupMs: 5000,
      measureMs: 30_000,
    });
  });

  it('warm up for longer than a response takes, and not at all to see whether a target has recovered', () => {
    expect(planOf({}).nextPhase(0, [first])).toMatchObject({ purpose: 'ascend', rate: 4, warmupMs: 12_000 });
    const over = phaseVerdict({ purpose: 'ascend', rate: 4, state: 'saturated' });
    expect(planOf({}).nextPhase(0, [first, over])).toMatchObject({
      purpose: 'recover',
      rate: 2,
      warmupMs: 0,
      arrivals: [0, 500, 1000, 1500, 2000],
    });
  });

  it('are refused where `to` is below `from`', () => {
    expect(() => planOf({ from: 9 })).toThrow(expect.objectContaining({ code: 'suite-invalid' }));
  });
});
