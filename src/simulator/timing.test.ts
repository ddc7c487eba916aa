import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../base/random.ts';
import { profileSchema } from './profile.ts';
import type { ProfileInput } from './profile.ts';
import { drawTiming, dueTimes } from './timing.ts';
import type { WireFrame, WireFrameKind } from './wires/wire.ts';

const profile = (more: Partial<ProfileInput> = {}) =>
  profileSchema.parse({
    name: 'm',
    ttft: { medianMs: 100 },
    pace: { tokensPerSecond: 100 },
    accuracy: 1,
    ...more,
  });
const framesOf = (kinds: string, tokens = 1): WireFrame[] =>
  [...kinds].map((kind) => ({
    bytes: '',
    kind: kind as WireFrameKind,
    tokens: 'trc'.includes(kind) ? tokens : 0,
  }));
const even = { ttftMs: 100, msPerToken: 10, jitter: 0, preambleShare: 0.4, trailerMs: 5 };

describe('dueTimes', () => {
  it('opens early, paces content by its tokens, sends structure with the content after it and ends late', () => {
    const due = dueTimes(framesOf('oorssttee', 2), even, seededRandom(1));
    expect(due).toEqual([40, 40, 100, 120, 120, 120, 140, 145, 145]);
  });

  it('ends after the first wait when there is no content', () => {
    expect(dueTimes(framesOf('oee'), even, seededRandom(1))).toEqual([40, 105, 105]);
  });

  it('never falls, whatever the frames and the jitter', () => {
    const kinds = fc.string({ unit: fc.constantFrom('s', 't', 'r', 'c') });
    fc.assert(
      fc.property(kinds, fc.double({ min: 0, max: 2, noNaN: true }), fc.integer(), (middle, jitter, seed) => {
        const due = dueTimes(framesOf(`o${middle}e`), { ...even, jitter }, seededRandom(seed));
        expect(due).toHaveLength(middle.length + 2);
        expect(due.every((at, i) => i === 0 || at >= (due[i - 1] as number))).toBe(true);
      }),
    );
  });

  it('keeps the pace in spite of jitter', () => {
    const due = dueTimes(framesOf('t'.repeat(5001)), { ...even, jitter: 0.3 }, seededRandom(4));
    expect(((due.at(-1) as number) - 100) / 5000).toBeCloseTo(10, 0);
  });
});

describe('drawTiming', () => {
  const draws = (who: ReturnType<typeof profile>, n = 2001) =>
    Array.from({ length: n }, (_, i) => drawTiming(who, 0, seededRandom(i)).ttftMs).sort((a, b) => a - b);

  it('spreads the first wait around its median', () => {
    const sorted = draws(profile({ ttft: { medianMs: 100, sigma: 0.3 } }));
    expect(Math.abs((sorted[1000] as number) - 100)).toBeLessThan(4);
    // exp(0.3) is one standard deviation up: the 84th percentile.
    expect(Math.abs((sorted[1683] as number) - 135)).toBeLessThan(7);
  });

  it('has a slow tail where the profile has one', () => {
    const sorted = draws(profile({ ttft: { medianMs: 100, sigma: 0, tail: { share: 0.1, factor: 5 } } }));
    const slow = sorted.filter((ms) => ms === 500).length / sorted.length;
    expect(Math.abs(slow - 0.1)).toBeLessThan(0.03);
  });

  it('waits for reasoning that is not shown', () => {
    const who = profile({ ttft: { medianMs: 100, sigma: 0 } });
    expect(drawTiming(who, 30, seededRandom(1)).ttftMs).toBe(400);
  });
});
