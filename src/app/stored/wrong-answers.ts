/** After a run people find a broken suite by reading answers: a few that failed, of each target, chosen while it goes on. */
import type { ResultStore } from '../../contract/result-store.ts';
import type { SampleRecord } from '../../contract/sample.ts';
import type { Sample } from '../../contract/sample.ts';

/** Of each target. */
const shownPerTarget = 3;

/** Keeps which samples failed, not what they said: that is read when the run is over. */
export class WrongAnswers {
  readonly #byTarget = new Map<string, Sample[]>();

  add(sample: Sample): void {
    if (sample.is_warmup || sample.outcome === 'cancelled' || sample.outcome === 'dropped') return;
    const isWrong = sample.correct === false || (sample.outcome !== 'ok' && sample.correct !== true);
    if (!isWrong) return;
    const found = this.#byTarget.get(sample.target_id) ?? [];
    // three times the same case tell less than three cases
    if (found.length < shownPerTarget && found.every(({ case_id: id }) => id !== sample.case_id))
      this.#byTarget.set(sample.target_id, [...found, sample]);
  }

  get size(): number {
    return this.#byTarget.size;
  }

  /** With what they said, in the order of `targetIds`. */
  async read(store: ResultStore, runId: string, targetIds: string[]): Promise<SampleRecord[]> {
    const chosen = targetIds.flatMap((id) => this.#byTarget.get(id) ?? []);
    const caseIds = [...new Set(chosen.map(({ case_id: id }) => id))];
    const records = new Map<string, SampleRecord>();
    for (const caseId of caseIds)
      for (const record of await store.caseDetail(runId, caseId))
        records.set(record.sample.sample_id, record);
    return chosen.map((sample) => records.get(sample.sample_id) ?? { sample, payload: null });
  }
}
