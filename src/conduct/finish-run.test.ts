import { expect, it } from 'vitest';
import type { ClientHealth } from '../contract/run.ts';
import { worstClient } from './finish-run.ts';

const client = (more: Partial<ClientHealth>): ClientHealth => ({
  loop_delay_p99_ms: null,
  queue_p50_ms: null,
  queue_p99_ms: null,
  cpu_share: null,
  believable: true,
  reasons: [],
  ...more,
});

it('is the worst of each figure, believable when all are, with every reason once', () => {
  const clients = [
    client({ loop_delay_p99_ms: 3, queue_p50_ms: 1 }),
    client({ loop_delay_p99_ms: 30, believable: false, reasons: ['late'] }),
    client({ cpu_share: 0.5, believable: false, reasons: ['late', 'queue'] }),
  ];
  expect(worstClient(clients)).toEqual({
    loop_delay_p99_ms: 30,
    queue_p50_ms: 1,
    queue_p99_ms: null,
    cpu_share: 0.5,
    believable: false,
    reasons: ['late', 'queue'],
  });
});
