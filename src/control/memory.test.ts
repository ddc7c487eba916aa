import { createMemoryEvents } from './memory-events.ts';
import { createMemoryLimits } from '../../test/control/memory-limits.ts';
import { createMemoryQueue } from './memory-queue.ts';
import { createMemoryRunRegistry } from '../../test/control/memory-run-registry.ts';
import { createMemoryLedger } from '../spend/memory-ledger.ts';
import { describeWorkers } from '../../test/control/workers-conformance.ts';
import { describeEvents } from '../../test/control/events-conformance.ts';
import { describeLimits } from '../../test/control/limits-conformance.ts';
import { describeQueue } from '../../test/control/queue-conformance.ts';
import { describeRunRegistry } from '../../test/control/run-registry-conformance.ts';

describeQueue('in the process', async () => {
  let now = 0;
  const queue = createMemoryQueue(40, () => now);
  const lapse = async () => void (now += 41);
  return { queue, lapse, close: () => queue.close() };
});
describeEvents('in the process', async () => {
  const events = createMemoryEvents();
  return { here: events, there: events, close: () => events.close() };
});
describeRunRegistry('in the process', async () => ({
  registry: createMemoryRunRegistry(),
  close: async () => {},
}));
describeWorkers('in the process', async () => {
  const holdMs = 300;
  const control = {
    queue: createMemoryQueue(holdMs),
    events: createMemoryEvents(),
    registry: createMemoryRunRegistry(),
    limits: createMemoryLimits(),
    close: async () => {},
  };
  const accounts = new Map();
  return {
    open: async () => ({ ...control, openLedger: async () => createMemoryLedger(accounts) }),
    holdMs,
    close: async () => {},
  };
});
describeLimits('in the process', () => createMemoryLimits());
