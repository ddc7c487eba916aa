/** The stored answers that can be labelled, what they say, and the label that is given to them. */
import { wallClockMs } from '../base/clock.ts';
import type { Label } from '../contract/label.ts';
import { answeredOutcomes } from '../contract/outcome.ts';
import type { ResultStore } from '../contract/result-store.ts';
import type { SamplePayload } from '../contract/sample.ts';
import type { Answered, ToLabel } from './choose-answers.ts';

/** Without warm-up, and without calls that gave no answer. */
export async function answersOf(store: Pick<ResultStore, 'samples'>, runId: string): Promise<Answered[]> {
  const answers: Answered[] = [];
  for await (const batch of store.samples(runId))
    for (const { sample_id, target_id, case_id, outcome, is_warmup } of batch)
      if (!is_warmup && answeredOutcomes.has(outcome)) answers.push({ sample_id, target_id, case_id });
  return answers;
}

/** What the answers `sampleIds` to a case say, in that order; one that is not stored, or no longer kept, is left out. */
export async function payloadsOf(
  store: Pick<ResultStore, 'caseDetail'>,
  runId: string,
  caseId: string,
  sampleIds: readonly string[],
): Promise<SamplePayload[]> {
  const detail = await store.caseDetail(runId, caseId);
  return sampleIds.flatMap((sampleId) => {
    const payload = detail.find(({ sample }) => sample.sample_id === sampleId)?.payload;
    return payload ? [payload] : [];
  });
}

/** `value` null: what was said before is taken back. */
export function labelOf(
  runId: string,
  [{ case_id, sample_id }, other]: ToLabel,
  { criterion, by }: Pick<Label, 'criterion' | 'by'>,
  value: number | null,
): Label {
  return {
    run_id: runId,
    case_id,
    sample_id,
    other_sample_id: other?.sample_id ?? null,
    criterion,
    value,
    by,
    at_ms: wallClockMs(),
  };
}
