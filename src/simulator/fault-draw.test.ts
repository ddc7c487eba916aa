import { describe, expect, it } from 'vitest';
import { createCounters } from './counters.ts';
import { drawFault, namedFault } from './fault-draw.ts';
import { profileSchema } from './profile.ts';

const profile = profileSchema.parse({
  name: 'm',
  ttft: { medianMs: 1 },
  pace: { tokensPerSecond: 1 },
  accuracy: 1,
  faults: { overloaded: 0.2, stall: 0.1 },
});

describe('drawFault', () => {
  it('draws each fault as often as the profile says', () => {
    const drawn = Array.from({ length: 4000 }, (_, i) => drawFault(1, profile, `k${i}`, 0));
    const shareOf = (fault: string | null) => drawn.filter((d) => d === fault).length / 4000;
    expect(Math.abs(shareOf('overloaded') - 0.2)).toBeLessThan(0.026);
    expect(Math.abs(shareOf('stall') - 0.1)).toBeLessThan(0.019);
    expect(shareOf('overloaded') + shareOf('stall') + shareOf(null)).toBeCloseTo(1);
  });

  it('draws anew for each try, the same for the same', () => {
    const tries = (seed: number) => Array.from({ length: 100 }, (_, i) => drawFault(seed, profile, 'k', i));
    expect(tries(1)).toEqual(tries(1));
    expect(new Set(tries(1)).size).toBeGreaterThan(1);
    expect(tries(2)).not.toEqual(tries(1));
  });

  it('knows faults by name', () => {
    expect(namedFault('stall')).toBe('stall');
    expect(namedFault('gremlin')).toBeNull();
    expect(namedFault(undefined)).toBeNull();
  });
});

describe('createCounters', () => {
  it('counts, and forgets what was longest unseen', () => {
    const counters = createCounters(2);
    for (const key of ['a', 'b', 'a', 'c']) counters.increment(key);
    expect(['a', 'b', 'c'].map((key) => counters.get(key))).toEqual([2, 0, 1]);
  });
});
