/** What a run, or the lanes of it that are carried out here, came to: counted apart from all sinks, as the run's end says it. */
import type { Run } from '../contract/run.ts';
import type { Sample } from '../contract/sample.ts';
import type { Score } from '../contract/score.ts';
import { judgingOfAnswer } from '../samples/judged-answers.ts';
import type { SampleRows } from '../samples/sample-builder.ts';

export class RunTotals {
  /** Completed samples, warm-up left out. */
  measured = 0;
  #cached = 0;
  #savedNano = 0;
  #isSavingKnown = true;
  #judged = { calls: 0, nano: 0, isKnown: true, unscorable: 0 };

  add(rows: SampleRows): void {
    if ('retried' in rows) return;
    this.#addJudged(rows.payload.scores);
    if (!rows.sample.is_warmup) this.measured++;
    if (isFromCache(rows.sample)) this.#addCached(rows.sample.cost_nanousd);
  }

  /** As it is kept with the run; nothing when no answer came from the cache. */
  cached(): Pick<Run, 'cached'> {
    if (this.#cached === 0) return {};
    const saved = this.#isSavingKnown ? this.#savedNano / 1e9 : null;
    return { cached: { answers: this.#cached, saved_usd: saved } };
  }

  /** What judges took, apart from what the targets cost; nothing when none was asked. */
  judged(): Pick<Run, 'judged'> {
    const { calls, nano, isKnown, unscorable } = this.#judged;
    if (calls === 0) return {};
    return { judged: { calls, usd: isKnown ? nano / 1e9 : null, ...(unscorable > 0 && { unscorable }) } };
  }

  #addJudged(scores: readonly Score[]): void {
    const taken = judgingOfAnswer(scores);
    if (!taken) return;
    this.#judged.calls += taken.calls;
    this.#judged.nano += taken.cost_nanousd ?? 0;
    if (taken.cost_nanousd === null) this.#judged.isKnown = false;
    if (taken.isUnscorable) this.#judged.unscorable++;
  }

  #addCached(savedNanousd: number | null): void {
    this.#cached++;
    this.#savedNano += savedNanousd ?? 0;
    if (savedNanousd === null) this.#isSavingKnown = false;
  }
}

const isFromCache = ({ usage_source }: Pick<Sample, 'usage_source'>) => usage_source === 'cached';

/** 10⁻⁹ US dollars; `null`: unknown. */
export function paidFor(rows: SampleRows): number | null {
  if ('retried' in rows) return rows.retried.cost_nanousd;
  return isFromCache(rows.sample) ? 0 : rows.sample.cost_nanousd;
}
