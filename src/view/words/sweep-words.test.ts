import { describe, expect, it } from 'vitest';
import type { SustainableLoad } from '../../contract/load-report.ts';
import { criterionText, sustainableText } from './sweep-words.ts';

const nothing: SustainableLoad = {
  low: null,
  high: null,
  estimate: null,
  end: 'evidence',
  criterion: null,
  baseline_failure_share: null,
  baseline_calls: 0,
};

describe('the criterion of a sweep', () => {
  it('names what was measured, its limit and the rate', () => {
    const of = { rate: 24, what: 'HTTP 429' };
    expect(criterionText({ ...of, kind: 'failures', value: 0.3, limit: 0.01 })).toBe(
      'HTTP 429 rate rises from 1.0 % to 30.0 % at 24.0/s',
    );
    expect(criterionText({ rate: 24, what: 'response', kind: 'growth', value: 110, limit: 50 })).toBe(
      'queueing: each second of load makes the response 110 ms longer at 24.0/s',
    );
    expect(criterionText({ rate: 24, what: 'p95 TTFT', kind: 'latency', value: null, limit: 50 })).toBe(
      'p95 TTFT n/a > 50.0 ms at 24.0/s',
    );
    for (const kind of ['not-sent', 'late'] as const)
      expect(criterionText({ ...of, kind, value: 0.3, limit: 0.01 })).toContain('client could not keep up');
  });
});

describe('the sustainable load in words', () => {
  it('says what is open on either side', () => {
    const first = (found: Partial<SustainableLoad>) => sustainableText({ ...nothing, ...found })[0];
    expect(first({ low: 16, high: 20, estimate: 18 })).toBe(
      'Sustainable load: 16.0/s to 20.0/s, about 18.0/s',
    );
    expect(first({ low: 16 })).toBe('Sustainable load: at least 16.0/s');
    expect(first({ high: 1.414 })).toBe('Sustainable load: below 1.41/s');
    expect(first({})).toBe('Sustainable load: not enough evidence');
  });
});
