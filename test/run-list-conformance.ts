/** Which runs a store lists: the same as the rules in plain code. */
import { expect, it } from 'vitest';
import { isAskedRun } from '../src/app/runs/is-asked-run.ts';
import { newId } from '../src/base/id.ts';
import type { ResultStore } from '../src/contract/result-store.ts';
import { comparePlaces, placeOf, type RunFilter } from '../src/contract/run-query.ts';
import type { Run, RunTarget } from '../src/contract/run.ts';
import { targetKey } from '../src/contract/target-key.ts';
import { madeUp } from './made-up/made-up-run.ts';

export function itListsRuns(store: () => ResultStore): void {
  it('lists the runs that a filter asks for, page by page', async () => {
    const begun = Array.from({ length: 8 }, (_, i) => {
      const made = madeUp({ runId: newId(), targets: 1 + (i % 3), cases: 1 }).run;
      made.targets.forEach((target) => (target.label = `Ünï/${target.label}`));
      return {
        ...made,
        // two at each instant
        started_at_ms: 1000.25 + 1000 * (i >> 1),
        suite_name: i % 2 === 0 ? 'even "runs" 100%_' : 'odd',
        status: (['done', 'partial', 'failed', 'running'] as const)[i % 4] as Run['status'],
        ...(i > 4 && { project: 'Team', source: 'production' as const }),
      };
    });
    for (const each of begun) await store().putRun(each, []);
    const inOrder = begun.toSorted((a, b) => comparePlaces(placeOf(a), placeOf(b)));
    const key = targetKey((begun[2] as Run).targets[2] as RunTarget);
    const early = { untilMs: 5000 };
    const filters: [filter: RunFilter, count: number][] = [
      [{}, 8],
      [{ sinceMs: 2000.25, untilMs: 4000.25 }, 4],
      [{ suiteName: 'even "runs" 100%_' }, 4],
      [{ suiteName: 'even' }, 0],
      [{ target: 'MODEL 1' }, 5],
      [{ target: 'ünï' }, 8],
      [{ target: key }, 2],
      [{ status: 'partial' }, 2],
      [{ source: 'production' }, 3],
      [{ source: 'benchmark', project: 'default' }, 5],
      [{ project: 'team' }, 0],
      [{ search: ' EVEN  0%_ ' }, 4],
      [{ search: 'odd model team' }, 2],
      [{ search: (begun[3] as Run).run_id.slice(0, 30).toUpperCase() }, 8],
      [{ search: 'nothing' }, 0],
    ];
    for (const [filter, count] of filters) {
      const found = inOrder.filter((each) => isAskedRun(each, { ...early, ...filter }));
      const what = JSON.stringify(filter);
      expect(await store().listRuns({ ...early, ...filter }), what).toEqual(found);
      if (!filter.search?.includes('-')) expect(found, what).toHaveLength(count);
    }
    for (const [i, each] of inOrder.entries()) {
      const page = { ...early, limit: 3, after: placeOf(each) };
      expect(await store().listRuns(page)).toEqual(inOrder.slice(i + 1, i + 4));
    }
  });
}
