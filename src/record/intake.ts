/** Where settled attempts go: to the board, to whoever follows the run, and to the store. */
import type { Board } from '../analyze/board.ts';
import type { EmitRunEvent } from '../contract/events.ts';
import type { Run } from '../contract/run.ts';
import type { Sample } from '../contract/sample.ts';
import type { ScoredAnswer } from '../contract/score.ts';
import { judgedAnswer, judgingOfAnswer } from '../samples/judged-answers.ts';
import type { LoadLog } from './load-log.ts';
import type { SampleRows } from '../samples/sample-builder.ts';
import type { StoreWriter } from './store-writer.ts';

export interface IntakeOptions {
  board: Pick<Board, 'add' | 'addRetry'>;
  emit: EmitRunEvent;
  writer: Pick<StoreWriter, 'add'> | null;
  load: Pick<LoadLog, 'add'> | null;
  /** What judges said, before anything else has it. */
  keepJudged?: (answer: ScoredAnswer) => Promise<void>;
}

export class Intake {
  /** Settled samples, warm-up left out. */
  measured = 0;
  #cached = 0;
  #savedNano = 0;
  #isSavingKnown = true;
  #judged = { calls: 0, nano: 0, isKnown: true, unscorable: 0 };
  readonly #options: IntakeOptions;

  constructor(options: IntakeOptions) {
    this.#options = options;
  }

  /** Gives what was paid for it in 10⁻⁹ US dollars; `null` when that is unknown. Resolves late when the store has fallen far behind. */
  async take(settled: SampleRows, waitMs: number): Promise<number | null> {
    const { board, emit, writer, load } = this.#options;
    if ('retried' in settled) {
      board.addRetry(settled.retried);
      emit({ type: 'attempt-retry', retried: settled.retried, waitMs });
    } else {
      await this.#addJudged(settled);
      board.add(settled.sample);
      load?.add(settled.sample);
      if (!settled.sample.is_warmup) this.measured++;
      if (isFromCache(settled.sample)) this.#addCached(settled.sample.cost_nanousd);
      emit({ type: 'sample-end', sample: settled.sample });
    }
    await writer?.add(settled);
    return paidFor(settled);
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

  async #addJudged(settled: SampleRows): Promise<void> {
    const answer = judgedAnswer(settled);
    if (!answer) return;
    await this.#options.keepJudged?.(answer);
    const taken = judgingOfAnswer(answer.scores);
    this.#judged.calls += taken?.calls ?? 0;
    this.#judged.nano += taken?.cost_nanousd ?? 0;
    if (taken?.cost_nanousd === null) this.#judged.isKnown = false;
    if (taken?.isUnscorable) this.#judged.unscorable++;
  }

  #addCached(savedNanousd: number | null): void {
    this.#cached++;
    this.#savedNano += savedNanousd ?? 0;
    if (savedNanousd === null) this.#isSavingKnown = false;
  }
}

const isFromCache = ({ usage_source }: Pick<Sample, 'usage_source'>) => usage_source === 'cached';

export function paidFor(settled: SampleRows): number | null {
  if ('retried' in settled) return settled.retried.cost_nanousd;
  return isFromCache(settled.sample) ? 0 : settled.sample.cost_nanousd;
}
