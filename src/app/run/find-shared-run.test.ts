import { describe, expect, it } from 'vitest';
import type { RunStatus } from '../../contract/run-status.ts';
import type { Run } from '../../contract/run.ts';
import type { Suite } from '../../contract/suite.ts';
import { createMemoryQueue } from '../../control/memory-queue.ts';
import { createMemoryRunRegistry } from '../../../test/control/memory-run-registry.ts';
import { unfinishedShared } from './find-shared-run.ts';

const targets = [{ id: 'a' }, { id: 'b' }];
const suite = { hash: 'h', repeats: 1, targets } as Suite;
const runOf = (run_id: string, status: RunStatus, more: Partial<Run> = {}) =>
  ({ run_id, status, suite_hash: 'h', repeats: 1, targets, started_at_ms: 1, ...more }) as Run;
const lane = (targetId: string) => ({ runId: 'r', targetId });
const never = new AbortController().signal;

async function control(...runs: Run[]) {
  const registry = createMemoryRunRegistry();
  for (const run of runs) await registry.begin({ run, suite, budgets: [] });
  return { registry, queue: createMemoryQueue() };
}

describe('unfinishedShared', () => {
  it('finds a run that stopped early, of the same suite alone', async () => {
    const kept = await control(
      runOf('done', 'done'),
      runOf('other', 'partial', { suite_hash: 'x' }),
      runOf('r', 'partial'),
    );
    expect(await unfinishedShared(kept, suite)).toMatchObject({ run: { run_id: 'r' }, isOrphan: false });
    expect(await unfinishedShared(await control(runOf('done', 'done')), suite)).toBeNull();
  });

  it('finds one whose lanes never came into the queue, or not all of them', async () => {
    const kept = await control(runOf('r', 'running'));
    expect(await unfinishedShared(kept, suite)).toMatchObject({ run: { run_id: 'r' }, isOrphan: true });
    await kept.queue.enqueue([lane('a')]);
    expect(await unfinishedShared(kept, suite)).toMatchObject({ isOrphan: true });
  });

  it('leaves one alone that goes on: its lanes wait or are held', async () => {
    const kept = await control(runOf('r', 'running'));
    await kept.queue.enqueue([lane('a'), lane('b')]);
    expect(await unfinishedShared(kept, suite)).toBeNull();
    await kept.queue.take(never);
    expect(await unfinishedShared(kept, suite)).toBeNull();
  });

  it('does not count a lane that has ended, and finds a run of which all have', async () => {
    const kept = await control(runOf('r', 'running'));
    await kept.queue.enqueue([lane('a'), lane('b')]);
    const end = { ended_at_ms: 1, stopped: null, changes: [] } as never;
    const finish = async () => {
      const hold = await kept.queue.take(never);
      if (!hold) throw new Error('there is a lane');
      await (await kept.registry.openLane(hold)).end(end);
      await hold.complete();
    };
    await finish();
    expect(await unfinishedShared(kept, suite)).toBeNull();
    await finish();
    expect(await unfinishedShared(kept, suite)).toMatchObject({ isOrphan: true });
  });
});
