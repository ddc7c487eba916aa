/** What a run meets outside: targets, a judge, results that refuse one row; all counted, and all of it can stand still. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Model } from '../../src/contract/model.ts';
import type { ResultStore } from '../../src/contract/result-store.ts';
import { RowsRefused } from '../../src/contract/rows-refused.ts';
import type { Run } from '../../src/contract/run.ts';
import type { ScorerServices } from '../../src/contract/score.ts';
import type { Suite } from '../../src/contract/suite.ts';
import { prepareScorer } from '../../src/score/prepare-scorer.ts';
import { loadSuite } from '../../src/suite/load-suite.ts';
import { memoryResults } from '../control/memory-results.ts';
import { answeredCall } from '../made-up/answered-call.ts';

export const targetNames = ['a', 'b'];
export const caseIds = ['cached', 'refused', ...Array.from({ length: 10 }, (_, i) => `case-${i}-`)];
export const planned = targetNames.length * caseIds.length;
export const refusedReason = 'no such number in the results';
export const judgeNanousd = 700;

export async function judgedSuite(): Promise<Suite> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-conductor-suite-'));
  try {
    const file = join(folder, 'suite.json');
    const suite = {
      name: 'conducted',
      targets: targetNames.map((name) => ({ model: `sim/${name}`, price: { input: 1, output: 2 } })),
      cases: caseIds.map((id) => ({ id, input: id, expected: id })),
      scorers: ['contains', { type: 'closed-qa', judge: 'sim/judge', criterion: 'It knows.' }],
      limits: { concurrency: 2 },
    };
    await writeFile(file, JSON.stringify(suite));
    return await loadSuite(file, { checkScorer: (spec) => void prepareScorer(spec) });
  } finally {
    await rm(folder, { recursive: true });
  }
}

export class World {
  /** Answers given, by target and case. */
  readonly answered = new Map<string, number>();
  /** Verdicts given, by what was judged. */
  readonly judged = new Map<string, number>();
  readonly results = memoryResults();
  #isHalted = false;
  #left = Number.POSITIVE_INFINITY;
  #awaited: string | undefined;
  #halted = Promise.withResolvers<void>();
  #until = new Promise<void>(() => {});
  /** Answers on their way. */
  #underWay = 0;

  /**
   * After so many more verdicts nothing outside answers any more; resolves once nothing is on its way. `target`: and not before an answer of
   * it was judged, however late its lane begins.
   */
  haltAfter(verdicts: number, target?: string): Promise<void> {
    this.#awaited = target;
    this.#left = verdicts;
    this.#halted = Promise.withResolvers();
    return this.#halted.promise;
  }

  /** After so many more verdicts everything outside takes as long as `until` does: for stops, which take a moment to arrive. */
  slowAfter(verdicts: number, until: Promise<void>): Promise<void> {
    this.#until = until;
    return this.haltAfter(verdicts);
  }

  /** For those who ask from now on; whoever waits waits for ever. */
  goOn(): void {
    this.#isHalted = false;
    this.#left = Number.POSITIVE_INFINITY;
    this.#until = new Promise(() => {});
  }

  readonly model: Model = {
    call: async ({ target, messages }) => {
      const id = String(messages.at(-1)?.content);
      await this.#reply();
      const place = `${target.model} ${id}`;
      this.answered.set(place, (this.answered.get(place) ?? 0) + 1);
      const knows = target.model === 'a' || !/case-[135]/.test(id);
      const result = answeredCall(`${target.model}: ${knows ? id : `no idea ${caseIds.indexOf(id)}`}`);
      return id === 'cached' ? { ...result, cached: true } : result;
    },
  };

  readonly services: ScorerServices = {
    judge: async (_model, { material }) => {
      await this.#reply();
      this.judged.set(material, (this.judged.get(material) ?? 0) + 1);
      if (material.includes(`${this.#awaited}: `)) this.#awaited = undefined;
      if (--this.#left <= 0 && this.#awaited === undefined) this.#isHalted = true;
      this.#tellHalt();
      const text = JSON.stringify({ reason: 'so it is', met: !material.includes('no idea') });
      return { text, failure: null, input_tokens: 10, output_tokens: 5, cost_nanousd: judgeNanousd };
    },
  };

  readonly store: ResultStore = {
    ...this.results.store,
    insert: async (batch) => {
      const isRefused = batch.samples.some((row) => row.case_id === 'refused' && row.request_model === 'a');
      if (isRefused) throw new RowsRefused(refusedReason);
      await this.results.store.insert(batch);
    },
  };

  async #reply(): Promise<void> {
    if (!this.#isHalted) {
      this.#underWay++;
      await new Promise((done) => setTimeout(done, 2));
      this.#underWay--;
      this.#tellHalt();
    }
    if (this.#isHalted) await this.#until;
  }

  #tellHalt(): void {
    if (this.#isHalted && this.#underWay === 0) this.#halted.resolve();
  }
}

const micro = (usd: number | null | undefined) => (usd == null ? usd : Math.round(usd * 1e9));

/** What must be the same whoever carried the run out, and whatever befell it. */
export const factsOf = ({ results }: World, run: Run) => ({
  status: run.status,
  planned: run.planned,
  left_out: run.left_out,
  stopped: run.stopped,
  cached: run.cached && { ...run.cached, saved_usd: micro(run.cached.saved_usd) },
  judged: run.judged && { ...run.judged, usd: micro(run.judged.usd) },
  samples: [...results.samples.values()]
    .map((row) =>
      [row.request_model, row.case_id, row.outcome, row.quality, row.cost_nanousd, row.usage_source].join(
        ' ',
      ),
    )
    .toSorted((a, b) => (a < b ? -1 : 1)),
});
