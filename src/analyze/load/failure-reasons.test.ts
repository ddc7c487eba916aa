import { expect, it } from 'vitest';
import { failureReasons } from './failure-reasons.ts';
import type { LoadRow } from './load-row.ts';

it('counts failed calls by status, else by class, and those that were given up', () => {
  const row = (extra: Partial<LoadRow>) => ({ is_warmup: false, outcome: 'error', ...extra }) as LoadRow;
  const reasons = failureReasons([
    row({ outcome: 'ok' }),
    row({ outcome: 'truncated' }),
    row({ outcome: 'dropped' }),
    row({ is_warmup: true, http_status: 500 }),
    row({ outcome: 'rate_limited', http_status: 429 }),
    row({ http_status: 429 }),
    // an answer that broke off began with a good status
    row({ http_status: 200, error_class: 'stream_cut' }),
    row({ outcome: 'cancelled', http_status: null }),
    row({ outcome: 'timeout', http_status: null, error_class: '' }),
  ]);
  expect([...reasons]).toEqual([
    ['HTTP 429', 2],
    ['stream cut', 1],
    ['unfinished', 1],
    ['timeout', 1],
  ]);
});
