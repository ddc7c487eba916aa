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
import type { Suite } from '../../src/contract/suite.ts';
import { madeUp } from '../made-up/made-up-run.ts';

export interface RunRegistryUnderTest {
  book: RunRegistry;
  close(): Promise<void>;
}

const { run } = madeUp({ runId: 'run-1', targets: 2, cases: 1, payloads: false });
const suite = { name: 'made up', note: 'NUL \u0000 and €' } as unknown as Suite;
const budgets = [{ dayUsd: 5, providers: { openai: { usd: 1 } } }];
const attempt = (caseId: string) => ({ runId: 'run-1', targetId: 'target-0', caseId }) as Attempt;
const hold = (number: number, targetId = 'target-0') =>
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

async function journalOf(lane: Pick<LaneJournal, 'attempts'>): Promise<string[]> {
  const found: string[] = [];
  for await (const { caseId } of lane.attempts()) found.push(caseId);
  return found;
}

export function describeRunRegistry(name: string, open: () => Promise<RunRegistryUnderTest>): void {
  describe(`run registry: ${name}`, () => {
    let under: RunRegistryUnderTest;
    let book: RunRegistry;
    beforeEach(async () => {
      under = await open();
      ({ book } = under);
      await book.begin({ run, suite, budgets });
    });
    afterEach(() => under.close());

    it('keeps a run with its suite, and its header as last written', async () => {
      expect(await book.find('run-1')).toEqual({ run, suite, budgets, stopAsked: false });
      await book.update({ ...run, status: 'partial' });
      await book.askToStop('run-1');
      expect(await book.find('run-1')).toEqual({
        run: { ...run, status: 'partial' },
        suite,
        budgets,
        stopAsked: true,
      });
      expect(await book.find('no such run')).toBeNull();
      expect(await book.lanes('no such run')).toEqual([]);
    });

    it('keeps files by what is in them, and says which it lacks', async () => {
      const bytes = Uint8Array.of(0, 255, 10, 0x27);
      expect(await book.lackingFiles(['aa', 'bb'])).toEqual(expect.arrayContaining(['aa', 'bb']));
      await book.keepFile('aa', bytes);
      await book.keepFile('aa', bytes);
      expect(await book.lackingFiles(['aa', 'bb'])).toEqual(['bb']);
      expect(Uint8Array.from((await book.file('aa')) ?? [])).toEqual(bytes);
      expect(await book.file('bb')).toBeNull();
      const files = [{ path: 'scorers/score.py', sha256: 'aa' }];
      await book.begin({ run, suite, budgets, files });
      expect((await book.find('run-1'))?.files).toEqual(files);
    });

    it('lists all runs, newest first', async () => {
      const newer = {
        ...run,
        run_id: 'run-2',
        status: 'partial',
        started_at_ms: run.started_at_ms + 1,
      } as const;
      await book.begin({ run: newer, suite, budgets });
      expect(await book.runs()).toEqual([newer, run]);
    });

    it('keeps the journal of a lane in order, through several holders', async () => {
      const first = await book.openLane(hold(1));
      const cases = Array.from({ length: 1200 }, (_, i) => `case-${i} \u0000`);
      await Promise.all(cases.map((id) => first.append(attempt(id))));
      const second = await book.openLane(hold(2));
      await second.append(attempt('last'));
      expect(await journalOf(second)).toEqual([...cases, 'last']);
      const open = { attempts: () => book.journal({ runId: 'run-1', targetId: 'target-0' }) };
      expect(await journalOf(open)).toEqual([...cases, 'last']);
      expect(await journalOf(await book.openLane(hold(3, 'target-1')))).toEqual([]);
    });

    it('refuses a holder whose lane another has opened', async () => {
      const first = await book.openLane(hold(4));
      const second = await book.openLane(hold(7));
      await expect(first.append(attempt('late'))).rejects.toBeInstanceOf(LaneLostError);
      await expect(first.end(end)).rejects.toBeInstanceOf(LaneLostError);
      await expect(book.openLane(hold(5))).rejects.toBeInstanceOf(LaneLostError);
      await second.append(attempt('mine'));
      expect(await journalOf(second)).toEqual(['mine']);
      await expect(book.openLane(hold(8, 'no such target'))).rejects.toBeInstanceOf(LaneLostError);
    });

    it('says which lanes have ended and how, in the order of the targets', async () => {
      await (await book.openLane(hold(1, 'target-1'))).end(end);
      expect(await book.lanes('run-1')).toEqual([
        { targetId: 'target-0', ended: null, holder: 0 },
        { targetId: 'target-1', ended: end, holder: 1 },
      ]);
    });

    it('begins a run again with the journals it has', async () => {
      const lane = await book.openLane(hold(1));
      await lane.append(attempt('kept'));
      await lane.end(end);
      await book.askToStop('run-1');
      await book.begin({ run, suite, budgets });
      expect((await book.find('run-1'))?.stopAsked).toBe(false);
      expect((await book.lanes('run-1')).map(({ ended }) => ended)).toEqual([null, null]);
      expect(await journalOf(await book.openLane(hold(2)))).toEqual(['kept']);
    });
  });
}
