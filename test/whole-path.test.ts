/** Guard, ledger, journal and store together: whatever fails, whenever the process ends, money and samples add up. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { conductRun } from '../src/conduct/conduct-run.ts';
import { newId } from '../src/base/id.ts';
import { seededRandom } from '../src/base/random.ts';
import { continuedHeader } from '../src/app/run/resumed-header.ts';
import { findUnfinished } from '../src/app/run/find-unfinished.ts';
import { runHeader } from '../src/app/run/run-header.ts';
import type { CallResult } from '../src/contract/attempt.ts';
import type { Ledger } from '../src/contract/ledger.ts';
import type { Model } from '../src/contract/model.ts';
import type { ErrorClass } from '../src/contract/outcome.ts';
import type { Run } from '../src/contract/run.ts';
import { createOwnControl } from '../src/control/own-control.ts';
import { createPriceBook } from '../src/measure/price-book.ts';
import { planRun } from '../src/plan/plan-run.ts';
import { FileLedger } from '../src/spend/file-ledger.ts';
import { readJournal } from '../src/journal/journal.ts';
import { runDirectory } from '../src/journal/run-directory.ts';
import { loadSuite } from '../src/suite/load-suite.ts';
import { memoryResults } from './control/memory-results.ts';
import { answeredCall } from './made-up/answered-call.ts';

/** 10 tokens in at $1, 10 out at $2 a million: what a call costs at most. */
const worstNano = 30_000;
/** None of a target that is down: the pauses of the breaker take seconds. */
const failures: ErrorClass[] = ['rate_limit', 'http_4xx', 'empty'];

interface World {
  targets: number;
  cases: number;
  repeats: number;
  concurrency: number;
  seed: number;
}

/** A life of the process: it ends by itself, is stopped, or is killed as a call begins. */
interface Life {
  end: 'itself' | 'stop' | 'kill';
  atCall: number;
  /** In calls at their worst; `null`: none. */
  cap: number | null;
  faultShare: number;
}

/** What a killed process would still have said to the ledger is not said. */
function mortal(ledger: Ledger, isDead: () => boolean): Ledger {
  return {
    reserve: (claims) => (isDead() ? 'wait' : ledger.reserve(claims)),
    settle: (entries) => (isDead() ? undefined : ledger.settle(entries)),
    taken: (scopes) => ledger.taken(scopes),
    close: async () => (isDead() ? undefined : ledger.close()),
  };
}

class Machine {
  spentNano = 0;
  readonly results = memoryResults();
  readonly #dataDir: string;
  readonly #world: World;
  readonly #random: () => number;
  #lives = 0;

  constructor(dataDir: string, world: World) {
    this.#dataDir = dataDir;
    this.#world = world;
    this.#random = seededRandom(world.seed, 'faults');
  }

  #answer({ faultShare }: Life): CallResult {
    if (this.#random() >= faultShare) {
      const output = Math.floor(this.#random() * 11);
      const tokens = { input: 10, cacheRead: 0, cacheWrite: 0, output, reasoning: 0 };
      this.spentNano += 10_000 + output * 2000;
      return { ...answeredCall('yes'), tokens: { ...tokens, inputTotal: 10, outputTotal: output } };
    }
    // it may have been paid for: nobody knows
    this.spentNano += worstNano;
    const failure = failures[Math.floor(this.#random() * failures.length)] as ErrorClass;
    return {
      ...answeredCall(''),
      outcome: failure === 'rate_limit' ? 'rate_limited' : 'error',
      answer: null,
      tokens: null,
      failure: { class: failure, message: failure, httpStatus: null, retryAfterMs: 0 },
    };
  }

  async live(life: Life): Promise<{ runId: string; run: Run | null; planned: number }> {
    const { targets, cases, repeats, concurrency } = this.#world;
    const file = join(this.#dataDir, 'suite.json');
    const target = { price: { input: 1, output: 2 }, parameters: { maxOutputTokens: 10 } };
    const written = {
      name: 'whole',
      targets: Array.from({ length: targets }, (_, i) => ({ model: `sim/t${i}`, ...target })),
      cases: Array.from({ length: cases }, (_, i) => ({ id: `c${i}`, input: `Is ${i} a number or not?` })),
      repeats,
      limits: { concurrency, retries: 1, maxErrorShare: 1, requestsPerMinute: 60_000 },
      ...(life.cap !== null && { budget: { usd: (life.cap * worstNano) / 1e9 } }),
    };
    await writeFile(file, JSON.stringify(written));
    const suite = await loadSuite(file, { checkScorer: () => undefined });
    const { unfinished } = await findUnfinished(this.#dataDir, suite, { retryErrors: false, race: null });
    const runId = unfinished?.before.run.run_id ?? newId();
    const prices = createPriceBook({ at: 0 });
    const plan = planRun(suite, { runId, priceOf: () => null });
    const header = runHeader(plan, prices, { command: 'assay' } as Run['provenance'], Date.now());
    const stop = new AbortController();
    const killed = Promise.withResolvers<null>();
    const pid = 2 ** 30 + this.#lives++;
    let isDead = false;
    let begun = 0;
    const model: Model = {
      call: async () => {
        if (++begun === life.atCall && life.end === 'stop') stop.abort();
        if (begun === life.atCall && life.end === 'kill') {
          isDead = true;
          killed.resolve(null);
        }
        if (this.#random() < 0.3) await sleep(0);
        if (!isDead) return this.#answer(life);
        this.spentNano += worstNano;
        return new Promise(() => {});
      },
    };
    const ledger = new FileLedger({
      path: join(this.#dataDir, 'ledger.db'),
      holder: newId(),
      pid,
      isAlive: (other) => other === pid,
    });
    const going = conductRun({
      plan: unfinished?.plan ?? plan,
      run: unfinished ? continuedHeader(unfinished.before.run, header) : header,
      goes: (unfinished?.before.goes ?? 0) + 1,
      model,
      prices,
      store: this.results.store,
      ledger: mortal(ledger, () => isDead),
      directory: runDirectory(this.#dataDir, runId),
      pid,
      control: createOwnControl(() => undefined),
      stop: stop.signal,
      kill: new AbortController().signal,
      clockHealth: async () => ({ loopDelayP99Ms: 1, cpuShare: 0.1 }),
    });
    const summary = await Promise.race([going, killed.promise]);
    // what was on its way to the disk as it died arrives, or not: here it does
    if (!summary) await sleep(20);
    await unfinished?.release();
    return { runId, run: summary?.run ?? null, planned: targets * cases * repeats };
  }
}

const world = fc.record({
  targets: fc.integer({ min: 1, max: 3 }),
  cases: fc.integer({ min: 1, max: 5 }),
  repeats: fc.integer({ min: 1, max: 2 }),
  concurrency: fc.integer({ min: 1, max: 4 }),
  seed: fc.nat(),
});
const lives = fc.array(
  fc.record({
    end: fc.constantFrom('itself' as const, 'stop' as const, 'kill' as const),
    atCall: fc.integer({ min: 1, max: 12 }),
    cap: fc.integer({ min: 1, max: 25 }),
    faultShare: fc.constantFrom(0, 0.2, 0.5),
  }),
  { minLength: 1, maxLength: 3 },
);

it('spends no more than the cap, settles what was planned, and nothing twice', async () => {
  await fc.assert(
    fc.asyncProperty(world, lives, async (of, before) => {
      const dataDir = await mkdtemp(join(tmpdir(), 'assay-whole-'));
      try {
        const machine = new Machine(dataDir, of);
        let isDone = false;
        let highest = 0;
        for (const life of before) {
          if (isDone) break;
          highest = Math.max(highest, life.cap);
          const { run } = await machine.live(life);
          expect(machine.spentNano).toBeLessThanOrEqual(highest * worstNano);
          isDone = run?.status === 'done';
        }
        if (isDone) return;
        const last = await machine.live({ end: 'itself', atCall: 0, cap: null, faultShare: 0.1 });
        expect(last.run).toMatchObject({ status: 'done', planned: last.planned });
        const stored = [...machine.results.samples.values()].filter(({ run_id }) => run_id === last.runId);
        expect(stored).toHaveLength(last.planned);
        const settled: string[] = [];
        for await (const attempt of readJournal(runDirectory(dataDir, last.runId).journalPath))
          if (attempt.isFinal && attempt.outcome !== 'cancelled')
            settled.push([attempt.targetId, attempt.caseId, attempt.repeat].join(' '));
        expect(settled).toHaveLength(last.planned);
        expect(new Set(settled).size).toBe(last.planned);
      } finally {
        await rm(dataDir, { recursive: true, force: true });
      }
    }),
    { numRuns: 60 },
  );
}, 60_000);
