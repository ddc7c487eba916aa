/** One suite for whoever carries a run out: one process, or workers over any control. The same calls, costs, scores and notes, whatever befalls it. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { QuarantineEntry } from '../../src/contract/quarantine.ts';
import type { PriceChange, Run } from '../../src/contract/run.ts';
import type { Sample } from '../../src/contract/sample.ts';
import type { ScoredAnswer } from '../../src/contract/score.ts';
import type { Suite } from '../../src/contract/suite.ts';
import {
  caseIds,
  factsOf,
  judgedSuite,
  judgeNanousd,
  planned,
  refusedReason,
  targetNames,
  World,
} from './made-up-world.ts';

/** One run, as often as it is begun or resumed. */
export interface ConductedRun {
  /** Begins it, or resumes what is left; gives it as it ended. `stop`: aborted when it shall stop; `known`: called when all who carry it out know that. */
  go(stop?: AbortSignal, known?: () => void): Promise<Run>;
  /** Begins it; whoever carries it out is gone when `gone` is kept. */
  crash(gone: Promise<void>): Promise<void>;
  /** How many attempts are in its journals, and answers with what judges said of them. */
  kept(): Promise<{ attempts: number; judged: number }>;
  keepScores(scored: ScoredAnswer[]): Promise<void>;
  keepPrices(change: PriceChange): Promise<void>;
  quarantined(): Promise<Pick<QuarantineEntry, 'reason'>[]>;
  /** Stores all of it again. */
  rebuild(): Promise<Run>;
  close(): Promise<void>;
}

export type OpenRun = (suite: Suite, world: World) => Promise<ConductedRun>;

/** 10 tokens in at $1 and 5 out at $2 a million. */
const callNanousd = 20_000;

const sampleText = (target: string, id: string): string => {
  const isRight = target === 'a' || !/case-[135]/.test(id);
  return [target, id, 'ok', isRight ? 1 : 0, callNanousd, id === 'cached' ? 'cached' : 'provider'].join(' ');
};

/** All of it, undisturbed or not. */
const wholeRun = {
  status: 'partial',
  planned,
  left_out: { quarantined: 1 },
  stopped: undefined,
  cached: { answers: targetNames.length, saved_usd: targetNames.length * callNanousd },
  judged: { calls: planned, usd: planned * judgeNanousd },
  samples: targetNames
    .flatMap((target) => caseIds.map((id) => sampleText(target, id)))
    .filter((text) => !text.startsWith('a refused'))
    .toSorted((a, b) => (a < b ? -1 : 1)),
};

const wrong = ({ sample_id, started_at_ms }: Sample): ScoredAnswer => ({
  sample_id,
  started_at_ms,
  quality: 0.25,
  correct: false,
  expected: 'something else',
  scores: [{ name: 'later', value: 0.25 } as ScoredAnswer['scores'][number]],
});

export function describeConductor(name: string, open: OpenRun): void {
  describe(`conductor: ${name}`, () => {
    let world: World;
    let run: ConductedRun;
    beforeEach(async () => {
      world = new World();
      run = await open(await judgedSuite(), world);
    });
    afterEach(() => run.close());

    const expectEachOnce = () => {
      expect([...world.answered.values()]).toEqual(Array.from({ length: planned }, () => 1));
      expect([...world.judged.values()]).toEqual(Array.from({ length: planned }, () => 1));
    };
    const sampleOf = (id: string): Sample =>
      [...world.results.samples.values()].find((row) => row.case_id === id && row.request_model === 'b') ??
      expect.fail(`no sample of ${id}`);
    it('counts judges, cached answers and refused rows', async () => {
      expect(factsOf(world, await run.go())).toEqual(wholeRun);
      expectEachOnce();
      expect(await run.quarantined()).toMatchObject([{ reason: refusedReason }]);
    });

    it('comes to the same after a stop, and asks nothing twice', async () => {
      const stop = new AbortController();
      const arrived = Promise.withResolvers<void>();
      const halted = world.slowAfter(5, arrived.promise);
      const going = run.go(stop.signal, arrived.resolve);
      await halted;
      stop.abort();
      const stopped = await going;
      world.goOn();
      expect(stopped.status).toBe('partial');
      expect(world.answered.size).toBeLessThan(planned);
      expect(factsOf(world, await run.go())).toEqual(wholeRun);
      expectEachOnce();
    });

    it('comes to the same after a crash, and hears no judge twice', async () => {
      const halted = world.haltAfter(9);
      const isKept = () =>
        vi.waitFor(async () =>
          expect(await run.kept()).toEqual({ attempts: world.answered.size, judged: 9 }),
        );
      await run.crash(halted.then(isKept));
      expect(world.judged.size).toBe(9);
      world.goOn();
      expect(factsOf(world, await run.go())).toEqual(wholeRun);
      expectEachOnce();
    });

    it('keeps scores and prices given later when all is stored again', async () => {
      await run.go();
      const before = sampleOf('case-2-');
      await run.keepScores([wrong(before)]);
      await run.keepPrices({ overrides: { 'sim/b': { input: 0, output: 10 } }, latest: false });
      world.results.samples.clear();
      const rebuilt = await run.rebuild();
      expect(rebuilt).toMatchObject({ status: 'partial', left_out: { quarantined: 1 } });
      expect(rebuilt.judged?.calls).toBe(planned);
      expect(sampleOf('case-2-')).toMatchObject({ quality: 0.25, correct: false, scores: { later: 0.25 } });
      expect(sampleOf('case-4-')).toMatchObject({ quality: 1, cost_nanousd: 50_000 });
      expect(world.results.samples.size).toBe(planned - 1);
      expectEachOnce();
    });

    it('resumes with scores and prices given in between', async () => {
      const halted = world.haltAfter(9, 'b');
      const rowsOfB = () => [...world.results.samples.values()].filter((row) => row.request_model === 'b');
      const hasRows = async () => void (await vi.waitUntil(() => rowsOfB().length > 0, { timeout: 30_000 }));
      await run.crash(halted.then(hasRows));
      const [kept] = rowsOfB();
      await run.keepPrices({ overrides: { 'sim/b': { input: 0, output: 10 } }, latest: false });
      if (kept) await run.keepScores([wrong(kept)]);
      world.goOn();
      world.results.samples.clear();
      await run.go();
      const ofB = rowsOfB();
      expect(ofB).toHaveLength(caseIds.length);
      expect(new Set(ofB.map((row) => row.cost_nanousd))).toEqual(new Set([50_000]));
      expect(kept && world.results.samples.get(kept.sample_id)?.quality).toBe(0.25);
      expectEachOnce();
    });
  });
}
