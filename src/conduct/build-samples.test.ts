import { describe, expect, it } from 'vitest';
import type { Attempt } from '../contract/attempt.ts';
import type { PlannedCall } from '../contract/plan.ts';
import type { SettledAttempt } from '../run/attempt-stream.ts';
import type { SampleRows } from '../samples/sample-builder.ts';
import { buildSamples } from './build-samples.ts';

const call = {} as PlannedCall;
const attempt = (more: Partial<Attempt>): SettledAttempt => ({
  attempt: { isFinal: true, isWarmup: false, outcome: 'ok', ...more } as Attempt,
  call,
  waitMs: null,
});

async function* from(attempts: SettledAttempt[], failure?: Error) {
  yield* attempts;
  if (failure) throw failure;
}

function road(atOnce = 1) {
  const steps: string[] = [];
  const rows = { sample: { cost_nanousd: 7 } } as SampleRows;
  return {
    steps,
    builder: { buildSample: async () => (steps.push('scored'), rows), atOnce, costOf: () => 7 },
    budget: { settle: (_: PlannedCall, cost: number | null) => void steps.push(`paid ${cost}`) },
    handOn: async () => void steps.push('handed on'),
  };
}

describe('buildSamples', () => {
  it('pays for a sample before it is handed on', async () => {
    const on = road();
    expect(await buildSamples(from([attempt({})]), on)).toBe(1);
    expect(on.steps).toEqual(['scored', 'paid 7', 'handed on']);
  });

  it('pays before a judge is asked, who may need the money that the call holds', async () => {
    const on = road(4);
    await buildSamples(from([attempt({})]), on);
    expect(on.steps).toEqual(['paid 7', 'scored', 'handed on']);
  });

  it('counts measured calls that came to an end, not further tries, warm-up or what was given up', async () => {
    const some = [{}, { isFinal: false }, { isWarmup: true }, { outcome: 'cancelled' as const }, {}];
    expect(await buildSamples(from(some.map(attempt)), road())).toBe(2);
  });

  it('throws what the journal throws, after what was kept until then', async () => {
    const on = road();
    const failed = buildSamples(from([attempt({})], new Error('disk full')), on);
    await expect(failed).rejects.toThrow('disk full');
    expect(on.steps).toContain('handed on');
  });
});
