import { expect, it } from 'vitest';
import type { SelftestReport } from '../contract/selftest.ts';
import { selftestTable } from './selftest-table.ts';

const figures = { p50_ms: 0.123, p99_ms: 2.345, max_ms: 9 };
const report: SelftestReport = {
  schema: 'assay.selftest/1',
  at_ms: 0,
  assay_version: '0',
  node_version: '24.9.0',
  cpu: 'A CPU',
  cores: 2,
  timing: [
    {
      way: 'native',
      wire: 'openai-chat',
      streams: 200,
      calls: 800,
      unmatched: 0,
      ttft_error: figures,
      gap_error: { ...figures, p99_ms: 4 },
    },
    {
      way: 'package',
      wire: 'anthropic-messages',
      streams: 1,
      calls: 1,
      unmatched: 1,
      ttft_error: null,
      gap_error: null,
    },
  ],
  schedule: [{ rate: 1000, calls: 5000, achieved_share: 0.9996, error: figures }],
  rate: { raw_req_s: 12_000, native_req_s: 8000, package_req_s: 2600 },
};

it('shows errors with two decimals, what could not be compared as n/a, and the machine', () => {
  const lines = selftestTable(report, { color: false, width: 120 }).split('\n');
  expect(lines[0]).toContain('A CPU, 2 cores · Node 24.9.0');
  expect(lines.find((line) => line.startsWith('OpenAI-compatible'))).toMatch(
    /200\s+800\s+0\.12\s+2\.3[45]\s+0\.12\s+4\.00/,
  );
  expect(lines.find((line) => line.startsWith('provider package'))).toMatch(
    /1\s+1\s+n\/a\s+n\/a\s+n\/a\s+n\/a/,
  );
  expect(lines.join('\n')).toMatch(/1,000\s+99\.96 %\s+0\.12\s+2\.3[45]/);
  expect(lines.join('\n')).toContain('OpenAI-compatible 8,000, provider package 2,600, bare HTTP 12,000');
});
