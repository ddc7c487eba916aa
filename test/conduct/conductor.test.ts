import { createMemoryEvents } from '../../src/control/memory-events.ts';
import { createMemoryLimits } from '../control/memory-limits.ts';
import { createMemoryQueue } from '../../src/control/memory-queue.ts';
import { createMemoryRunRegistry } from '../control/memory-run-registry.ts';
import { createMemoryLedger } from '../../src/spend/memory-ledger.ts';
import { describeConductor } from './conductor-conformance.ts';
import { openOwnRun } from './own-run.ts';
import { openSharedRun } from './shared-run.ts';

describeConductor('in one process', openOwnRun);

describeConductor('on two workers', (suite, world) => {
  let skippedMs = 0;
  const leaseMs = 60_000;
  const control = {
    queue: createMemoryQueue(leaseMs, () => performance.now() + skippedMs),
    events: createMemoryEvents(),
    registry: createMemoryRunRegistry(),
    limits: createMemoryLimits(),
    close: async () => {},
  };
  const accounts = new Map();
  return openSharedRun(
    {
      open: async () => ({ ...control, openLedger: async () => createMemoryLedger(accounts) }),
      lapse: async () => void (skippedMs += leaseMs + 1),
    },
    suite,
    world,
  );
});
