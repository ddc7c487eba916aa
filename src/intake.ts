/** Where settled attempts go: to the board, to whoever follows the run, and to the store. */
import type { Board } from './analyze/board.ts';
import type { EmitRunEvent } from './contract/events.ts';
import type { LoadLog } from './load-log.ts';
import type { Settled } from './settle.ts';
import type { StoreWriter } from './store-writer.ts';

export interface IntakeOptions {
  board: Pick<Board, 'add' | 'addRetry'>;
  emit: EmitRunEvent;
  writer: Pick<StoreWriter, 'add'> | null;
  load: Pick<LoadLog, 'add'> | null;
}

export class Intake {
  /** Settled samples, warm-up left out. */
  measured = 0;
  readonly #options: IntakeOptions;

  constructor(options: IntakeOptions) {
    this.#options = options;
  }

  /** Gives what it cost in 10⁻⁹ US dollars; `null` when that is unknown. Resolves late when the store has fallen far behind. */
  async take(settled: Settled, waitMs: number): Promise<number | null> {
    const { board, emit, writer, load } = this.#options;
    if ('retried' in settled) {
      board.addRetry(settled.retried);
      emit({ type: 'attempt-retry', retried: settled.retried, waitMs });
    } else {
      board.add(settled.sample);
      load?.add(settled.sample);
      if (!settled.sample.is_warmup) this.measured++;
      emit({ type: 'sample-end', sample: settled.sample });
    }
    await writer?.add(settled);
    return costOf(settled);
  }
}

export const costOf = (settled: Settled): number | null =>
  'retried' in settled ? settled.retried.cost_nanousd : settled.sample.cost_nanousd;
