import { describe, expect, it } from 'vitest';
import { madeUp } from '../../test/made-up/made-up-run.ts';
import { RowsRefused } from '../contract/rows-refused.ts';
import type { Sample } from '../contract/sample.ts';
import { refuseUnsound } from './sound-numbers.ts';

const { batch } = madeUp({ runId: '019a0000-0000-7000-8000-000000000001', targets: 1, cases: 3 });
const sampleOf = (more: Partial<Sample>): Sample => ({ ...(batch.samples[0] as Sample), ...more });
const check = (more: Partial<Sample>) => () => refuseUnsound([sampleOf(more)]);

describe('rows that come back as they are', () => {
  it('are taken', () => {
    expect(batch.samples.length).toBeGreaterThan(0);
    expect(() => refuseUnsound([...batch.samples, ...batch.retried])).not.toThrow();
  });

  it.each<Partial<Sample>>([
    { input_tokens: 0 },
    { input_tokens: 4_294_967_295 },
    { input_tokens: null },
    { attempts: 65_535 },
    { http_status: null },
    { cost_nanousd: Number.MAX_SAFE_INTEGER },
    { started_at_ms: 0 },
    { started_at_ms: 4_294_967_295_000 },
    { started_at_ms: 1_764_500_000_000.25 },
    { scores: {} },
    { scores: { odd: -5, whole: 1 } },
  ])('%j', (more) => {
    expect(check(more)).not.toThrow();
  });
});

describe('rows that would come back as others', () => {
  it.each<[Partial<Sample>, string]>([
    [{ input_tokens: -1 }, 'input_tokens is -1: expected a whole number from 0 to 4294967295'],
    [{ output_tokens: 4_294_967_296 }, 'output_tokens is 4294967296'],
    [{ reasoning_tokens: 0.5 }, 'reasoning_tokens is 0.5'],
    [{ repeat: Number.NaN }, 'repeat is NaN'],
    [{ attempts: 65_536 }, 'attempts is 65536: expected a whole number from 0 to 65535'],
    [{ http_status: 70_000 }, 'http_status is 70000'],
    [{ cost_nanousd: 2 ** 53 }, 'cost_nanousd is 9007199254740992'],
    [{ input_tokens: '5' as never }, 'input_tokens is 5'],
    [{ started_at_ms: -1 }, 'started_at_ms is -1: expected a time from 1970 to 2106'],
    [{ started_at_ms: 4_294_967_295_001 }, 'started_at_ms is 4294967295001'],
    [{ started_at_ms: Number.NaN }, 'started_at_ms is NaN'],
    [
      { scores: { good: 1, bad: Number.POSITIVE_INFINITY } },
      'the score bad is Infinity: expected a finite number',
    ],
    [{ scores: { bad: Number.NaN } }, 'the score bad is NaN'],
  ])('%j', (more, message) => {
    expect(check(more)).toThrow(message);
    expect(check(more)).toThrow(RowsRefused);
  });

  it('are found among others, and among attempts that were tried again', () => {
    expect(() => refuseUnsound([...batch.samples, sampleOf({ stalls: -2 })])).toThrow('stalls is -2');
    const retried = { ...sampleOf({}), attempt: 65_536, cost_nanousd: null };
    expect(() => refuseUnsound([retried as never])).toThrow('attempt is 65536');
  });
});
