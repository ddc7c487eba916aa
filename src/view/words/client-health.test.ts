import { expect, it } from 'vitest';
import { selftestLine } from './client-health.ts';

it('tells the errors of the last self-test, and nothing when there is none', () => {
  const timing = { wire: 'openai-chat', calls: 10, unmatched: 0, gap_error: null };
  const report = {
    schema: 'assay.selftest/1',
    timing: [
      { ...timing, way: 'native', streams: 200, ttft_error: { p50_ms: 0.12, p99_ms: 3.4, max_ms: 9 } },
      { ...timing, way: 'package', streams: 200, ttft_error: null },
    ],
  };
  const line = selftestLine(report);
  expect(line).toContain('own code at 200 streams');
  expect(line).toMatch(/p50 0\.12.*p99 3\.4/);
  expect(line).not.toContain('package');
  for (const none of [null, undefined, {}, { schema: 'assay.selftest/1' }, 'x'])
    expect(selftestLine(none)).toBeNull();
});
