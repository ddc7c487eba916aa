/** What every RunRegistry must do. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Attempt } from '../../src/contract/attempt.ts';
import type { LaneLease } from '../../src/contract/queue.ts';
import {
  LaneLostError,
  type LaneJournal,
  type LaneEnd,
  type RunRegistry,
} from '../../src/contract/run-registry.ts';
import type { Sample } from '../../src/contract/sample.ts';
import type { ScoredAnswer } from '../../src/contract/score.ts';
import type { Suite } from '../../src/contract/suite.ts';
import { madeUp } from '../made-up/made-up-run.ts';

export interface RunRegistryUnderTest {
  registry: RunRegistry;
  close(): Promise<void>;
}

const { run } = madeUp({ runId: 'run-1', targets: 2, cases: 1, payloads: false });
const suite = { name: 'made up', note: 'NUL \u0000 and €' } as unknown as Suite;
const budgets = [{ dayUsd: 5, providers: { openai: { usd: 1 } } }];
const attempt = (caseId: string) => ({ runId: 'run-1', targetId: 'target-0', caseId }) as Attempt;
const lease = (number: number, targetId = 'target-0') =>
  ({ lane: { runId: 'run-1', targetId }, number }) as LaneLease;
const end: LaneEnd = {
  ended_at_ms: 1_800_000_000_000,
  stopped: 'Stopped by the budget.',
  changes: [{ at_ms: 1, state: 'sending', reason: '', until_ms: null, concurrency: 4 }],
  client: {
    loop_delay_p99_ms: 1.5,
    queue_p50_ms: null,
    queue_p99_ms: null,
    cpu_share: 0.25,
    believable: true,
    reasons: [],
  },
};

const answer = (sample_id: string, quality: number, started_at_ms = 1.5): ScoredAnswer => ({
  sample_id,
  started_at_ms,
  quality,
  correct: null,
  expected: 'NUL \u0000',
  scores: [],
});
const rows = (id: string) => ({
  samples: [{ sample_id: id, note: 'NUL \u0000' } as unknown as Sample],
  payloads: [],
  retried: [],
});

async function journalOf(lane: Pick<LaneJournal, 'attempts'>): Promise<string[]> {
  const found: string[] = [];
  for await (const { caseId } of lane.attempts()) found.push(caseId);
  return found;
}

export function describeRunRegistry(name: string, open: () => Promise<RunRegistryUnderTest>): void {
  describe(`run registry: ${name}`, () => {
    let under: RunRegistryUnderTest;
    let registry: RunRegistry;
    beforeEach(async () => {
      under = await open();
      ({ registry } = under);
      await registry.begin({ run, suite, budgets });
    });
    afterEach(() => under.close());

    it('keeps a run with its suite, and its header as last written', async () => {
      expect(await registry.find('run-1')).toEqual({ run, suite, budgets, stopAsked: false });
      await registry.update({ ...run, status: 'partial' });
      await registry.askToStop('run-1');
      expect(await registry.find('run-1')).toEqual({
        run: { ...run, status: 'partial' },
        suite,
        budgets,
        stopAsked: true,
      });
      expect(await registry.find('no such run')).toBeNull();
      expect(await registry.lanes('no such run')).toEqual([]);
    });

    it('keeps files by what is in them, and says which it lacks', async () => {
      const bytes = Uint8Array.of(0, 255, 10, 0x27);
      expect(await registry.missingFiles(['aa', 'bb'])).toEqual(expect.arrayContaining(['aa', 'bb']));
      await registry.keepFile('aa', bytes);
      await registry.keepFile('aa', bytes);
      expect(await registry.missingFiles(['aa', 'bb'])).toEqual(['bb']);
      expect(Uint8Array.from((await registry.file('aa')) ?? [])).toEqual(bytes);
      expect(await registry.file('bb')).toBeNull();
      const files = [{ path: 'scorers/score.py', sha256: 'aa' }];
      await registry.begin({ run, suite, budgets, files });
      expect((await registry.find('run-1'))?.files).toEqual(files);
    });

    it('lists all runs, newest first', async () => {
      const newer = {
        ...run,
        run_id: 'run-2',
        status: 'partial',
        started_at_ms: run.started_at_ms + 1,
      } as const;
      await registry.begin({ run: newer, suite, budgets });
      expect(await registry.runs()).toEqual([newer, run]);
    });

    it('keeps the journal of a lane in order, through several holders', async () => {
      const first = await registry.openLane(lease(1));
      const cases = Array.from({ length: 1200 }, (_, i) => `case-${i} \u0000`);
      await Promise.all(cases.map((id) => first.append(attempt(id))));
      const second = await registry.openLane(lease(2));
      await second.append(attempt('last'));
      expect(await journalOf(second)).toEqual([...cases, 'last']);
      const open = { attempts: () => registry.journal({ runId: 'run-1', targetId: 'target-0' }) };
      expect(await journalOf(open)).toEqual([...cases, 'last']);
      expect(await journalOf(await registry.openLane(lease(3, 'target-1')))).toEqual([]);
    });

    it('refuses a holder whose lane another has opened', async () => {
      const first = await registry.openLane(lease(4));
      const second = await registry.openLane(lease(7));
      await expect(first.append(attempt('late'))).rejects.toBeInstanceOf(LaneLostError);
      await expect(first.end(end)).rejects.toBeInstanceOf(LaneLostError);
      await expect(registry.openLane(lease(5))).rejects.toBeInstanceOf(LaneLostError);
      await second.append(attempt('mine'));
      expect(await journalOf(second)).toEqual(['mine']);
      await expect(registry.openLane(lease(8, 'no such target'))).rejects.toBeInstanceOf(LaneLostError);
    });

    it('says which lanes have ended and how, in the order of the targets', async () => {
      await (await registry.openLane(lease(1, 'target-1'))).end(end);
      expect(await registry.lanes('run-1')).toEqual([
        { targetId: 'target-0', ended: null, holder: 0 },
        { targetId: 'target-1', ended: end, holder: 1 },
      ]);
    });

    const scoresOf = async (targetId?: string) => {
      const found: [string, number | null][] = [];
      for await (const each of registry.scores('run-1', targetId)) found.push([each.sample_id, each.quality]);
      return found.toSorted(([a], [b]) => (a < b ? -1 : 1));
    };

    it('keeps what judges said, and what scoring it again has said since: the last counts', async () => {
      const first = await registry.openLane(lease(1));
      const other = await registry.openLane(lease(2, 'target-1'));
      const many = Array.from({ length: 1100 }, (_, i) => answer(`a-${String(i).padStart(4, '0')}`, 0));
      await first.keepScores(many);
      await first.keepScores([answer('b', 0), answer('b', 1)]);
      await other.keepScores([answer('c', 0.5)]);
      expect(await scoresOf('target-0')).toHaveLength(many.length + 1);
      expect((await scoresOf('target-0')).at(-1)).toEqual(['b', 1]);
      expect(await scoresOf('target-1')).toEqual([['c', 0.5]]);
      await registry.keepScores('run-1', [answer('c', 0.75), answer('b', 0.25), answer('b', 0.5, 2)]);
      expect(await scoresOf('target-1'), 'of its lane, and what belongs to none').toEqual([
        ['b', 0.5],
        ['c', 0.75],
      ]);
      expect(await scoresOf()).toHaveLength(many.length + 3);
      await registry.openLane(lease(3));
      await expect(first.keepScores([answer('late', 1)])).rejects.toBeInstanceOf(LaneLostError);
      await registry.keepScores('no such run', [answer('x', 1)]);
      expect(await scoresOf()).toHaveLength(many.length + 3);
    });

    it('keeps prices given later in their order, through a new begin', async () => {
      const changes = [
        { overrides: { 'sim/a': { input: 1, output: 2 } }, latest: false },
        { overrides: {}, latest: true },
      ];
      for (const change of changes) await registry.addRepricing('run-1', change);
      await registry.begin({ run, suite, budgets, cache: true });
      expect(await registry.find('run-1')).toEqual({
        run,
        suite,
        budgets,
        cache: true,
        repricings: changes,
        stopAsked: false,
      });
    });

    it('keeps what the results refuse, each once, until the rows are written again', async () => {
      const lane = { runId: 'run-1', targetId: 'target-0' };
      const quarantine = await registry.openQuarantine(lane);
      await quarantine.add([
        { rows: rows('s-1'), reason: 'no number' },
        { rows: rows('s-2'), reason: 'no number' },
      ]);
      await quarantine.add([{ rows: rows('s-1'), reason: 'no number' }]);
      await quarantine.addAttempt(attempt('case-9'), 'no such case');
      expect(quarantine.count).toBe(3);
      const kept = await registry.quarantined('run-1');
      expect(kept).toHaveLength(3);
      expect(kept).toContainEqual({ reason: 'no number', ...rows('s-2') });
      expect(kept).toContainEqual({ reason: 'no such case', attempt: attempt('case-9') });
      expect((await registry.openQuarantine(lane)).count).toBe(0);
      expect(await registry.quarantined('run-1')).toEqual([]);
    });

    it('removes runs with all that was kept of them, and no others', async () => {
      const other = { ...run, run_id: 'run-2' };
      await registry.begin({ run: other, suite, budgets });
      const lane = await registry.openLane(lease(1));
      await lane.append(attempt('case-1'));
      await lane.append(attempt('case-2'));
      await lane.keepScores([answer('a', 1)]);
      expect(await registry.sizeOf(['run-1', 'none'])).toMatchObject({ runs: 1, journalRows: 2 });
      await registry.remove(['run-1', 'none']);
      expect(await registry.find('run-1')).toBeNull();
      expect(await registry.lanes('run-1')).toEqual([]);
      expect(await scoresOf()).toEqual([]);
      expect(await registry.runs()).toEqual([other]);
      expect(await registry.sizeOf(['run-1'])).toMatchObject({ runs: 0, journalRows: 0 });
      await registry.begin({ run, suite, budgets });
      expect(await journalOf(await registry.openLane(lease(2)))).toEqual([]);
    });

    it('begins a run again with the journals it has', async () => {
      const lane = await registry.openLane(lease(1));
      await lane.append(attempt('kept'));
      await lane.end(end);
      await registry.askToStop('run-1');
      await registry.begin({ run, suite, budgets });
      expect((await registry.find('run-1'))?.stopAsked).toBe(false);
      expect((await registry.lanes('run-1')).map(({ ended }) => ended)).toEqual([null, null]);
      expect(await journalOf(await registry.openLane(lease(2)))).toEqual(['kept']);
    });
  });
}
